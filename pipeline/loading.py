"""Labels of a release as a table: by version, language and class list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import UserError
from pipeline.release.opening import release_folder
from resources.class_lists import load
from resources.languages import find

if TYPE_CHECKING:
    from collections.abc import Iterable


def load_labels(
    version: str | Path = "latest",
    language: str | Iterable[str] | None = None,
    classes: str | Iterable[str] | None = None,
    output: str | Path = "output",
) -> pl.DataFrame:
    """The labels of a release, with the columns of ``labels.parquet``, sorted by language and class.

    Args:
        version: ``latest``, a version such as ``1.2.0``, or the path of a release's folder.
        language: a BabelNet code, BCP-47 tag or English name, or several of them; all languages if None.
        classes: a bundled class list, a file of wnids, or wnids themselves; all classes if None. The labels then have
            a further column ``list_index``, the class's place in that list; ``class_index`` stays that of the release.
        output: the folder that holds the releases, for a version.

    Raises:
        UserError: there is no such release, or it has no labels in a language that was named.
        ResourceError: a language or class list that there is not.
    """
    folder = _folder(version, Path(output))
    labels = pl.scan_parquet(folder / "labels.parquet")
    if language is not None:
        codes = [find(name).code for name in ([language] if isinstance(language, str) else language)]
        _has_languages(folder, labels, codes)
        labels = labels.filter(pl.col("language").is_in(codes))
    if classes is not None:
        places = _places(classes)
        labels = labels.join(places.lazy(), on="wnid").sort("language", "list_index")
    return labels.collect()


def _folder(version: str | Path, output: Path) -> Path:
    if version == "latest" or not _is_path(version):
        return release_folder(output / version)
    return release_folder(version)


def _is_path(version: str | Path) -> bool:
    return isinstance(version, Path) or "/" in version or "\\" in version or (Path(version) / "labels.parquet").exists()


def _has_languages(folder: Path, labels: pl.LazyFrame, codes: list[str]) -> None:
    there = set(labels.select(pl.col("language").unique()).collect()["language"])
    for code in codes:
        if code not in there:
            raise UserError(
                f"{folder}: has no label in {code}",
                f"It has labels in {len(there)} languages: {', '.join(sorted(there)[:20])} ...",
                "languages.parquet says what each language came to.",
            )


def _places(classes: str | Iterable[str]) -> pl.DataFrame:
    wnids = [each.wnid for each in load(classes).classes] if isinstance(classes, str) else list(classes)
    places = {"wnid": wnids, "list_index": range(len(wnids))}
    return pl.DataFrame(places, schema={"wnid": pl.String, "list_index": pl.Int32})

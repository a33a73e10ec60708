"""Opens what is compared: a release with its candidates, or a published JSON that has labels and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.diffing.structure import Edition
from pipeline.errors import UserError
from pipeline.release.opening import read_json, release_folder
from resources.class_lists import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CELL = ["language", "wnid"]
_SCHEMA = {"language": pl.String(), "class_index": pl.Int64(), "wnid": pl.String(), "label": pl.String()}


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition as it lies on disk."""

    path: Path
    cells: pl.DataFrame  #: language, class_index, wnid, label
    languages: frozenset[str]  #: that it was made for; of a file, that it has
    wnids: dict[int, str]  #: of its class list; empty for a file
    manifest: dict[str, Any] | None

    @property
    def has_story(self) -> bool:
        """Whether it can be said why its labels are as they are."""
        return self.manifest is not None and (self.path / "candidates.parquet").is_file()

    def candidates(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The candidates of some cells."""
        columns = [*CELL, "lemma", "source", "label", "repairs", "verdict", "rule"]
        every = pl.scan_parquet(self.path / "candidates.parquet").select(columns)
        return every.join(cells.lazy().select(CELL), on=CELL, how="semi").collect()

    def edition(self) -> Edition:
        """What it says of itself."""
        about = self.manifest or {}
        lexicon = about.get("lexicon", {})
        return Edition(
            path=str(self.path),
            kind="release" if self.path.is_dir() else "file",
            version=str(about.get("version", "")),
            labels=self.cells.height,
            languages=self.cells["language"].n_unique(),
            lexicon=f"{lexicon.get('kind', '')} {lexicon.get('version', '')}".strip(),
            profile=_profile(about),
            code=str(about.get("builder", {}).get("code_sha256", "")),
        )


def _profile(manifest: dict[str, Any]) -> str:
    name = str(manifest.get("profile", {}).get("name", ""))
    without = manifest.get("configuration", {}).get("without") or []
    return f"{name} without {', '.join(without)}" if without else name


def open_both(before: str | Path, after: str | Path) -> tuple[Opened, Opened]:
    """Open two editions. A file's class indices are read by the other's class list, or by imagenet-1k."""
    opened: list[Opened | None] = [None if _is_file(Path(place)) else _release(place) for place in (before, after)]
    known = next((each.wnids for each in opened if each), None)
    if known is None:
        known = {image.index: image.wnid for image in load("imagenet-1k").classes}
    one, other = (each or _file(Path(place), known) for each, place in zip(opened, (before, after), strict=True))
    return one, other


def _is_file(path: Path) -> bool:
    return path.is_file() and path.name != "latest"


def _release(place: str | Path) -> Opened:
    folder = release_folder(place)
    try:
        cells = pl.read_parquet(folder / "labels.parquet", columns=list(_SCHEMA)).cast(_SCHEMA)  # type: ignore[arg-type]
        classes = _column(folder / "classes.parquet", ["class_index", "wnid"]).iter_rows()
        languages = _column(folder / "languages.parquet", ["language"])["language"]
        manifest = json.loads((folder / "manifest.json").read_bytes()) if (folder / "manifest.json").is_file() else None
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise UserError(
            f"{folder}: this release cannot be read: {str(error).splitlines()[0][:200]}",
            "It is damaged or not whole, so nothing is compared.",
            f"babel-imagenet check {folder} says what is wrong with it.",
        ) from error
    return Opened(folder, cells, frozenset(languages), dict(classes), manifest if isinstance(manifest, dict) else None)


def _column(path: Path, columns: list[str]) -> pl.DataFrame:
    return pl.read_parquet(path, columns=columns) if path.is_file() else pl.DataFrame({name: [] for name in columns})


def _file(path: Path, wnids: Mapping[int, str]) -> Opened:
    try:
        published = read_json(path)
        rows = list(_rows(published, wnids))
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise UserError(
            f"{path}: no published labels: {error}",
            "These are a JSON object of languages, each with its class indices and its labels.",
            f"babel-imagenet check {path} says what is wrong with it.",
        ) from error
    cells = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return Opened(path, cells, frozenset(published), {}, None)


def _rows(published: Any, wnids: Mapping[int, str]) -> Iterable[tuple[str, int, str, str]]:
    for code, (indices, labels) in published.items():
        for index, label in zip(indices, labels, strict=True):
            if type(index) is not int or not isinstance(label, str):
                raise ValueError(f"{code} has the class index {index!r:.50} with the label {label!r:.50}")
            yield code, index, wnids.get(index, f"class {index}"), label

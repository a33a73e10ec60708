"""The published format: what every consumer of Babel-ImageNet reads today.

``{LANG: [[class_index...], [label...]]}``, upper-case BabelNet codes, indices ascending, one label a class, UTF-8.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from resources.languages import Language


def write_published(folder: Path) -> int:
    """Write babel_imagenet.json from labels.parquet, a language at a time. Gives the number of languages in it."""
    languages = 0
    with (folder / "babel_imagenet.json").open("w", encoding="utf-8", newline="\n") as out:
        out.write("{")
        for code, indices, labels in _by_language(folder / "labels.parquet"):
            out.write(",\n" if languages else "\n")
            out.write(f"{json.dumps(code)}: {json.dumps([indices, labels], ensure_ascii=False)}")
            languages += 1
        out.write("\n}\n")
    return languages


def _by_language(path: Path) -> Iterable[tuple[str, list[int], list[str]]]:
    """Languages in the order of the table; a language may go on in the next row group."""
    code, indices, labels = None, [], []  # type: str | None, list[int], list[str]
    for batch in pq.ParquetFile(path).iter_batches(columns=["language", "class_index", "label"]):
        columns = [batch.column(name).to_pylist() for name in ("language", "class_index", "label")]
        for language, index, label in zip(*columns, strict=True):
            if language != code:
                if code is not None:
                    yield code, indices, labels
                code, indices, labels = language, [], []
            indices.append(index)
            labels.append(label)
    if code is not None:
        yield code, indices, labels


def write_mapping(folder: Path, languages: Iterable[Language]) -> None:
    """Write language_mapping.json: code to English name."""
    names = {language.code: language.name for language in languages}
    text = json.dumps(names, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "language_mapping.json").write_text(text + "\n", encoding="utf-8")

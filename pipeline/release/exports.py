"""What other programs take from a release as it is: prompts, English names, and how git is to store it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from resources.english_names import english_names
from resources.prompts import templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from resources.class_lists import ImageClass

PROMPTS, ENGLISH, ATTRIBUTES = "prompts.json", "english_labels.json", ".gitattributes"
_GIT = """\
# Tables are stored by git-lfs; text keeps its line ends, so that checksums hold after a checkout.
*.parquet filter=lfs diff=lfs merge=lfs -text
*.json -text
*.html -text
*.md -text
*.txt -text
"""


def write_exports(folder: Path, classes: Sequence[ImageClass]) -> None:
    """Write the exports beside a release's tables. The same tables give the same bytes."""
    labels = pl.read_parquet(folder / "labels.parquet", columns=["language", "class_index", "label"])
    write_prompts(folder, labels["language"].unique().sort())
    built = labels.filter(pl.col("language") == "EN").select("class_index", "label")
    _write_lines(folder / ENGLISH, _english(classes, dict(built.iter_rows())))
    (folder / ATTRIBUTES).write_text(_GIT, encoding="utf-8", newline="\n")


def write_prompts(folder: Path, codes: Iterable[str]) -> None:
    """Write prompts.json as CLIP_benchmark reads it, ``{LANG: [template...]}``, for each of these languages."""
    found = {code: list(templates(code)) for code in codes}
    rows = ",\n".join(f"{json.dumps(code)}: {json.dumps(each, ensure_ascii=False)}" for code, each in found.items())
    text = f"{{\n{rows}\n}}\n" if found else "{}\n"
    (folder / PROMPTS).write_text(text, encoding="utf-8", newline="\n")


def _english(classes: Sequence[ImageClass], built: dict[int, str]) -> list[dict[str, Any]]:
    rows = []
    for each in english_names(classes):
        differs = each.name != each.wordnet
        row = {"class_index": each.class_index, "wnid": each.wnid, "label": each.name, "wordnet": each.wordnet}
        rows.append({**row, "differs": differs, "why": each.why or None, "built": built.get(each.class_index)})
    return rows


def _write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    """One row a line, so that a change of one is a change of one line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")

"""The data card: README.md with the front matter that Hugging Face reads, so that ``load_dataset`` opens the folder."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2
import polars as pl

from pipeline.release.about import CITATION, FILES, TITLE
from pipeline.release.schemas import TABLES
from pipeline.release.terms import per_file, unstated
from resources.prompts import has_templates

if TYPE_CHECKING:
    from pathlib import Path

NAME = "README.md"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write_card(folder: Path, record: dict[str, Any]) -> None:
    """Write README.md from the record of a manifest and the tables in the folder."""
    (folder / NAME).write_text(card(folder, record), encoding="utf-8", newline="\n")


def card(folder: Path, record: dict[str, Any]) -> str:
    """The card as text. It holds no time and no fact of a host."""
    frame = pl.read_parquet(folder / "languages.parquet").filter(pl.col("labels") > 0)
    codes = frame["language"].to_list()
    return _template().render(
        title=TITLE,
        record=record,
        licence_name=record["lexicon"]["licence"] or "see LICENSE-DATA.txt",
        tags=sorted({tag.split("-")[0] for tag in frame["bcp47"] if tag != "und"}),
        size=_size(record["counts"]["labels"]),
        tables=[{"name": name.removesuffix(".parquet"), "file": name} for name in TABLES if _has_rows(record, name)],
        headline=_headline(record["counts"]),
        files=FILES.items(),
        half=int((frame["coverage"] >= 0.5).sum()),
        ambiguous=int(frame["ambiguous"].sum()),
        prompted=[code for code in codes if has_templates(code)],
        plain=[code for code in codes if not has_templates(code)],
        per_file=per_file(record),
        unstated=unstated(record),
        languages=list(frame.iter_rows(named=True)),
        citation=CITATION,
    )


def _has_rows(record: dict[str, Any], name: str) -> bool:
    """A table without rows has no split to load, and a data set of no rows is an error to its readers."""
    return name != "bad_lines.parquet" or bool(record["counts"]["bad_lines"])


def _headline(counts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("labels", f"{counts['labels']:,}"),
        ("languages with a label", f"{counts['languages_with_labels']:,}"),
        ("classes with a label", f"{counts['classes_with_labels']:,} of {counts['classes']:,}"),
        ("candidates judged", f"{counts['candidates']:,}"),
        ("of these rejected by a rule", f"{counts['rejected']:,}"),
        ("lines of the lexicon that could not be read", f"{counts['bad_lines']:,}"),
    ]


def _size(labels: int) -> str:
    return next((name for limit, name in _SIZES if labels < limit), "1M<n<10M")


def _template() -> jinja2.Template:
    # Markdown has no one escape: what comes from outside goes through ``words`` or ``yaml``.
    environment = jinja2.Environment(
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, autoescape=False
    )
    environment.filters.update(words=words, yaml=_yaml, count=lambda number: f"{number:,}")
    text = resources.files("pipeline.release").joinpath("templates/card.md.j2").read_text(encoding="utf-8")
    return environment.from_string(text)


def words(text: str) -> str:
    """Text from outside as Markdown shows it literally: one line, no markup, no HTML, no cell border."""
    one_line = " ".join(str(text).split())
    return re.sub(r"([\\`*\[\]<>|~#])", r"\\\1", one_line)


def _yaml(value: Any) -> str:
    """JSON is YAML, and keeps ``no`` a language and not a negation."""
    return json.dumps(value, ensure_ascii=False)

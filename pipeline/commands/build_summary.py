"""The table at the end of a build, on standard error: what came out, what was rejected, what deserves a look."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.build import Built

_SHOWN = 12  # languages; the others are in languages.parquet


def summary(built: Built) -> None:
    """Print it."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 100)
    counts = json.loads((built.path / "manifest.json").read_bytes())["counts"]
    table = Table("", "count", title=f"release {built.version}", title_justify="left")
    table.columns[1].justify = "right"
    for name, value in _headline(built, counts):
        table.add_row(name, value)
    console.print(table)
    console.print(_languages(built), _rejections(built))
    if built.before is not None and built.change is not None and any(built.change):
        console.print(_causes(built))
    for line in _notes(built, counts):
        console.print(line, markup=False)


def _headline(built: Built, counts: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        ("classes with a label", f"{counts['classes_with_labels']:,} of {counts['classes']:,}"),
        ("languages with a label", f"{counts['languages_with_labels']:,}"),
        ("labels", f"{counts['labels']:,}"),
        ("candidates judged", f"{counts['candidates']:,}"),
        ("rejected by a rule", f"{counts['rejected']:,}"),
        ("identical senses merged", f"{counts['merged']:,}"),
        ("lines that could not be read", f"{counts['bad_lines']:,}"),
    ]
    if built.change is not None and built.before is not None:
        change = built.change
        words = f"{change.changed:,} changed, {change.gone:,} gone, {change.new:,} new"
        rows.append((f"labels against {built.before.name}", words))
    return rows


def _causes(built: Built) -> Any:
    """Why labels differ from the release before; ``babel-imagenet diff`` shows each."""
    from rich.table import Table
    from rich.text import Text

    from pipeline.diffing.compare import diff

    assert built.before is not None
    title = Text(f"why labels differ from {built.before.name}; each: babel-imagenet diff {built.before} {built.path}")
    table = Table("cause", "by", "changed", "gone", "new", title=title, title_justify="left")
    for row in diff(built.before, built.path).table("cause", "by")[:_SHOWN]:
        table.add_row(row["cause"], Text(row["by"]), *(f"{row[key]:,}" for key in ("changed", "gone", "new")))
    return table


def _languages(built: Built) -> Any:
    import polars as pl
    from rich.table import Table

    frame = pl.read_parquet(built.path / "languages.parquet").sort(["labels", "language"], descending=[True, False])
    table = Table(
        "language", "name", "labels", "candidates", "rejected", title="languages with most labels", title_justify="left"
    )
    for row in frame.head(_SHOWN).filter(pl.col("labels") > 0).iter_rows(named=True):
        table.add_row(row["language"], row["name"], *(f"{row[key]:,}" for key in ("labels", "candidates", "rejected")))
    return table


def _rejections(built: Built) -> Any:
    import polars as pl
    from rich.table import Table

    funnel = pl.read_parquet(built.path / "funnel.parquet").filter(pl.col("rule") != "")
    by_rule = (
        funnel.group_by("rule").agg(pl.col("candidates").sum()).sort(["candidates", "rule"], descending=[True, False])
    )
    table = Table("rule", "candidates rejected", title="why candidates were rejected", title_justify="left")
    for row in by_rule.iter_rows(named=True):
        table.add_row(row["rule"], f"{row['candidates']:,}")
    return table


def _notes(built: Built, counts: dict[str, Any]) -> list[str]:
    notes = [*_unknown_languages(built), *_unknown_sources(built)]
    if counts["bad_lines"]:
        notes.append(
            f"{counts['bad_lines']:,} lines could not be read; bad_lines.parquet holds shard, line and reason of each"
        )
    stale = built.accounts.stale
    if stale:
        notes.append(f"{len(stale)} corrections by hand found nothing to correct in this lexicon: {_some(stale, 5)}")
    for index in built.accounts.scanned:
        notes += [f"note: {shard['name']}: {words}" for shard in index["shards"] for words in shard["warnings"]]
    return notes[:30]


def _unknown_languages(built: Built) -> list[str]:
    import polars as pl

    unknown = pl.read_parquet(built.path / "languages.parquet").filter(~pl.col("known"))
    if unknown.is_empty():
        return []
    kept = "were kept as candidates without a label" if unknown["labels"].sum() == 0 else "were kept"
    return [f"{unknown.height} languages that the table does not know {kept}: {_some(unknown['language'].to_list())}"]


def _unknown_sources(built: Built) -> list[str]:
    import polars as pl

    from resources.sources import source

    seen = pl.scan_parquet(built.path / "candidates.parquet").select(pl.col("source").unique().sort()).collect()
    unknown = [name for name in seen["source"].to_list() if source(name).kind == "unknown"]
    return [f"{len(unknown)} sources that the table does not know count as weak: {_some(unknown)}"] if unknown else []


def _some(names: list[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

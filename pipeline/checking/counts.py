"""E22: what is counted in one table is what another one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.checking.catalogue import Item, check
from pipeline.checking.subject import MANIFEST, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS, CANDIDATES, LANGUAGES = "labels.parquet", "candidates.parquet", "languages.parquet"
CLASSES, FUNNEL = "classes.parquet", "funnel.parquet"
_REJECTED = pl.col("rule").is_not_null().sum().alias("rejected")


@check("E221", LANGUAGES, LABELS, CANDIDATES)
def language_counts(subject: Subject) -> Iterator[Item]:
    """A language's counts are not those of its candidates and labels."""
    seen = (
        subject.tables[CANDIDATES]
        .group_by("language")
        .agg(pl.len().alias("candidates"), _REJECTED, pl.col("class_index").n_unique().alias("classes_with_candidates"))
    )
    labels = subject.tables[LABELS].group_by("language").agg(pl.len().alias("labels"))
    columns = ["candidates", "rejected", "classes_with_candidates", "labels"]
    counted = seen.join(labels, on="language", how="full", coalesce=True)
    yield from _compare(LANGUAGES, subject.tables[LANGUAGES], counted, "language", columns)


@check("E222", LANGUAGES)
def accepted_and_rejected(subject: Subject) -> Iterator[Item]:
    """A language's candidates are not its accepted and rejected ones together."""
    frame = subject.tables[LANGUAGES]
    for row in frame.filter(pl.col("candidates") != pl.col("accepted") + pl.col("rejected")).iter_rows(named=True):
        says = f"{row['candidates']:,} candidates, {row['accepted']:,} accepted and {row['rejected']:,} rejected"
        yield Item(f"{LANGUAGES} {row['language']}", says)


@check("E223", CLASSES, LABELS, CANDIDATES)
def class_counts(subject: Subject) -> Iterator[Item]:
    """A class's counts are not those of its candidates and labels."""
    seen = subject.tables[CANDIDATES].group_by("wnid").agg(pl.len().alias("candidates"), _REJECTED)
    labels = subject.tables[LABELS].group_by("wnid").agg(pl.len().alias("labels"))
    counted = seen.join(labels, on="wnid", how="full", coalesce=True)
    yield from _compare(CLASSES, subject.tables[CLASSES], counted, "wnid", ["candidates", "rejected", "labels"])


@check("E224", FUNNEL, CANDIDATES)
def funnel_counts(subject: Subject) -> Iterator[Item]:
    """The funnel does not count what the candidates' verdicts say."""
    rule = pl.col("rule").fill_null("")
    counted = subject.tables[CANDIDATES].group_by("language", rule).agg(pl.len().alias("candidates"))
    both = subject.tables[FUNNEL].join(counted, on=["language", "rule"], how="full", coalesce=True, suffix="_counted")
    both = both.with_columns(pl.col("candidates", "candidates_counted").fill_null(0))
    for row in (
        both.filter(pl.col("candidates") != pl.col("candidates_counted")).sort("language", "rule").iter_rows(named=True)
    ):
        says = f"says {row['candidates']:,} candidates, {CANDIDATES} has {row['candidates_counted']:,}"
        yield Item(f"{FUNNEL} {row['language']} {row['rule'] or 'no rule'}", says)


@check("E225", "manifest", LABELS, CANDIDATES)
def manifest_counts(subject: Subject) -> Iterator[Item]:
    """The manifest's counts are not those of the tables."""
    labels, candidates = subject.tables[LABELS], subject.tables[CANDIDATES]
    counted = {
        "labels": labels.height,
        "candidates": candidates.height,
        "rejected": candidates["rule"].is_not_null().sum(),
        "languages_with_labels": labels["language"].n_unique(),
        "classes_with_labels": labels["class_index"].n_unique(),
    }
    yield from _recorded(subject, counted)


@check("E226", "manifest")
def senses_out_and_in(subject: Subject) -> Iterator[Item]:
    """The senses that went into the build did not all come out of it."""
    counts = _counts(subject)
    into, out = counts.get("senses"), [counts.get(key) for key in ("candidates", "merged", "passed_by")]
    if not isinstance(into, int) or not all(isinstance(each, int) for each in out):
        yield Item(MANIFEST, "lacks the counts of senses, candidates, merged or passed_by")
    elif into != sum(out):  # type: ignore[arg-type]
        yield Item(MANIFEST, f"{into:,} senses, but {' + '.join(f'{each:,}' for each in out)} left")


def _recorded(subject: Subject, counted: dict[str, Any]) -> Iterator[Item]:
    counts = _counts(subject)
    for name, value in counted.items():
        if counts.get(name) != value:
            yield Item(f"{MANIFEST} counts.{name}", f"says {counts.get(name)!r}, the tables hold {value:,}")


def _counts(subject: Subject) -> dict[str, Any]:
    assert subject.manifest is not None
    counts = subject.manifest.get("counts")
    return counts if isinstance(counts, dict) else {}


def _compare(name: str, said: pl.DataFrame, counted: pl.DataFrame, key: str, columns: list[str]) -> Iterator[Item]:
    both = said.select(key, *columns).join(
        counted.select(key, *columns), on=key, how="full", coalesce=True, suffix="_counted"
    )
    both = both.with_columns(pl.col(pl.Int64, pl.UInt32, pl.Int32).fill_null(0)).sort(key)
    for column in columns:
        wrong = both.filter(pl.col(column).cast(pl.Int64) != pl.col(f"{column}_counted").cast(pl.Int64))
        for row in wrong.iter_rows(named=True):
            says = f"{column} is {row[column]:,}, counted {row[f'{column}_counted']:,}"
            yield Item(f"{name} {row[key]}", says)

"""E2: what must hold between the rows of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.checking.catalogue import Item, check
from resources import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.subject import Subject

LABELS, CANDIDATES = "labels.parquet", "candidates.parquet"
_CELL = ["language", "class_index"]


@check("E201", LABELS)
def two_labels(subject: Subject) -> Iterator[Item]:
    """A class has more than one label in a language."""
    twice = (
        subject.tables[LABELS]
        .group_by(_CELL, maintain_order=True)
        .agg("wnid", "label")
        .filter(pl.col("label").list.len() > 1)
    )
    for row in twice.iter_rows(named=True):
        yield Item(
            f"{LABELS} {row['language']} {row['wnid'][0]}", f"has {len(row['label'])} labels: {', '.join(row['label'])}"
        )


@check("E202", "classes.parquet")
def wrong_class(subject: Subject) -> Iterator[Item]:
    """A row's class keys do not belong together.

    class_index, wnid and wn_offset name one class, the one that classes.parquet has at that index; the offset is the
    wnid's eight digits and the part of speech.
    """
    classes = subject.tables["classes.parquet"].select("class_index", "wnid", "wn_offset")
    for place, (index, wnid, offset) in enumerate(classes.iter_rows()):
        if index != place or offset != wnid[1:] + wnid[:1]:
            yield Item(f"classes.parquet row {place}", f"says class_index {index}, wnid {wnid}, wn_offset {offset}")
    for name in (LABELS, CANDIDATES):
        if name in subject.tables:
            strange = subject.tables[name].join(classes, on=classes.columns, how="anti", nulls_equal=True)
            for row in strange.iter_rows(named=True):
                keys = f"class_index {row['class_index']}, wnid {row['wnid']}, wn_offset {row['wn_offset']}"
                yield Item(f"{name} {row['language']} {row['wnid']}", f"{keys} are not one class of classes.parquet")


@check("E203", LABELS, "languages.parquet")
def wrong_language(subject: Subject) -> Iterator[Item]:
    """A label is in a language that nobody knows, or that languages.parquet lacks."""
    listed = set(subject.tables["languages.parquet"]["language"])
    for code in subject.tables[LABELS]["language"].unique().sort():
        if code not in listed:
            yield Item(f"{LABELS} {code}", "languages.parquet has no such language")
        elif not languages.known(code):
            yield Item(f"{LABELS} {code}", "the languages table knows no such code")


@check("E204", LABELS, CANDIDATES)
def not_the_chosen(subject: Subject) -> Iterator[Item]:
    """The labels are not exactly the chosen candidates."""
    keys = ["language", "wnid", "label", "lemma", "source", "sense_id"]
    labels = subject.tables[LABELS]
    chosen = subject.tables[CANDIDATES].filter(pl.col("verdict") == "chosen")
    for row in chosen.join(labels, on=keys, how="anti").iter_rows(named=True):
        yield Item(
            f"{LABELS} {row['language']} {row['wnid']}",
            f"{row['label']!r} was chosen in {CANDIDATES} and is no label here",
        )
    for row in labels.join(chosen, on=keys, how="anti").iter_rows(named=True):
        yield Item(
            f"{LABELS} {row['language']} {row['wnid']}", f"{row['label']!r} is not what {CANDIDATES} says was chosen"
        )


@check("E205", CANDIDATES)
def wrong_verdict(subject: Subject) -> Iterator[Item]:
    """A candidate's verdict and rule do not go together.

    A verdict is chosen, alternative or rejected; a rejected candidate names its rule, the others none.
    """
    frame = subject.tables[CANDIDATES]
    known = pl.col("verdict").is_in(["chosen", "alternative", "rejected"])
    fits = known & ((pl.col("verdict") == "rejected") == pl.col("rule").is_not_null())
    for row in frame.filter(~fits).iter_rows(named=True):
        yield Item(
            f"{CANDIDATES} {row['language']} {row['wnid']} {row['lemma']}",
            f"verdict {row['verdict']!r} with rule {row['rule']!r}",
        )


@check("E206", LABELS)
def not_sorted(subject: Subject) -> Iterator[Item]:
    """labels.parquet is not sorted by language and class index."""
    keys = subject.tables[LABELS].select(_CELL)
    before = None
    for number, row in enumerate(keys.iter_rows()):
        if before is not None and row < before:
            yield Item(f"{LABELS} row {number}", f"{row[0]} {row[1]} stands after {before[0]} {before[1]}")
        before = row


@check("E207", LABELS)
def wrong_tag(subject: Subject) -> Iterator[Item]:
    """A language has another BCP-47 tag than the languages table gives it."""
    pairs = subject.tables[LABELS].select("language", "bcp47").unique().sort("language", "bcp47")
    for code, tag in pairs.iter_rows():
        if languages.known(code) and languages.language(code).bcp47 != tag:
            yield Item(f"{LABELS} {code}", f"has the tag {tag}, the table says {languages.language(code).bcp47}")

"""Compares two editions, cell by cell, and asks for the cause of each difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.diffing.causes import Cause, Facts, Sense, cause
from pipeline.diffing.editions import CELL, Opened, open_both
from pipeline.diffing.settings import Settings, in_words, settings
from pipeline.diffing.structure import Cell, Change, Diff

if TYPE_CHECKING:
    from pathlib import Path

_SENSE = ["lemma", "source"]


def diff(before: str | Path, after: str | Path) -> Diff:
    """What changed between two editions, each a release folder or a published JSON file.

    Raises UserError where one cannot be read.
    """
    one, other = open_both(before, after)
    both = one.cells.join(other.cells, on=CELL, how="full", suffix="_after", coalesce=True)
    changed = both.filter(~pl.col("label").eq_missing(pl.col("label_after")))
    changed = changed.with_columns(class_index=pl.coalesce("class_index", "class_index_after")).sort(
        "language", "class_index", "wnid"
    )
    known = one.has_story and other.has_story
    differences = in_words(one.manifest, other.manifest) if known and one.manifest and other.manifest else ()
    why = _Causes(one, other, changed)
    cells = tuple(_cell(row, why) for row in changed.iter_rows(named=True))
    return Diff(one.edition(), other.edition(), differences, both.height - changed.height, cells)


def _cell(row: dict[str, Any], why: _Causes) -> Cell:
    before, after = row["label"], row["label_after"]
    change: Change = "new" if before is None else "gone" if after is None else "changed"
    found = why.of(row["language"], row["wnid"])
    return Cell(row["language"], row["class_index"], row["wnid"], change, before, after, *found)


class _Causes:
    """Tells the cause of each changed cell. Candidates are read of the changed cells alone."""

    def __init__(self, one: Opened, other: Opened, changed: pl.DataFrame) -> None:
        self._one, self._other = one, other
        self._facts: dict[tuple[str, str], Facts] = {}
        self._between = Settings()
        self._known = one.has_story and other.has_story
        if self._known and one.manifest and other.manifest:
            self._between = settings(one.manifest, other.manifest)
            self._facts = facts(one.candidates(changed), other.candidates(changed))
        self._classes = [set(each.wnids.values()) for each in (one, other)]

    def of(self, language: str, wnid: str) -> Cause:
        """The cause of one cell."""
        for edition, where in ((self._one, "before"), (self._other, "after")):
            if language not in edition.languages:
                return Cause("languages", "", f"{language} is not among the languages {where}")
        for classes, where in zip(self._classes, ("before", "after"), strict=True):
            if classes and wnid not in classes:
                return Cause("classes", "", f"{wnid} is not in the class list {where}")
        if not self._known:
            return Cause("unknown", "", "a file of labels does not tell where they are from")
        return cause(self._facts.get((language, wnid), _NOTHING), self._between)


_NOTHING = Facts(None, None, 0, 0, frozenset())


def facts(before: pl.DataFrame, after: pl.DataFrame) -> dict[tuple[str, str], Facts]:
    """What is known of each cell from its candidates. A sense is known again by its lemma and source."""
    cells: dict[tuple[str, str], tuple[dict[Any, Any], dict[Any, Any]]] = {}
    for side, frame in enumerate((before, after)):
        # The chosen one of several equal senses stands for them all.
        ranked = frame.sort(
            pl.col("verdict").replace_strict({"chosen": 0, "alternative": 1}, default=2), maintain_order=True
        )
        for row in ranked.iter_rows(named=True):
            senses = cells.setdefault((row["language"], row["wnid"]), ({}, {}))[side]
            senses.setdefault((row["lemma"], row["source"]), row)
    return {cell: _facts(*senses) for cell, senses in cells.items()}


def _facts(before: dict[Any, Any], after: dict[Any, Any]) -> Facts:
    flipped = {
        row["rule"] or after[key]["rule"]
        for key, row in before.items()
        if key in after and (row["rule"] is None) != (after[key]["rule"] is None)
    }
    return Facts(
        _chosen(before, after),
        _chosen(after, before),
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        frozenset(flipped),
    )


def _chosen(senses: dict[Any, Any], others: dict[Any, Any]) -> Sense | None:
    row = next((row for row in senses.values() if row["verdict"] == "chosen"), None)
    if row is None:
        return None
    other = others.get((row["lemma"], row["source"]))
    fate = (other["verdict"], other["rule"], tuple(other["repairs"])) if other else (None, None, ())
    return Sense(row["lemma"], row["source"], tuple(row["repairs"]), *fate)

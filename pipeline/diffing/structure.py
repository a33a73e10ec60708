"""What a difference between two editions of the labels is, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Change = Literal["changed", "gone", "new"]
CHANGES: tuple[Change, ...] = ("changed", "gone", "new")
#: Causes by what a reader can do about them; ``docs/diff.md`` says what each means.
CAUSES = ("lexicon", "rule", "profile", "code", "classes", "languages", "unknown")


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two that are compared."""

    path: str
    kind: str  #: release or file
    version: str  #: "" for a file
    labels: int
    languages: int  #: with a label
    lexicon: str
    profile: str
    code: str  #: SHA-256 of the code that made it


@dataclass(frozen=True, slots=True)
class Cell:
    """A class and language whose label is not the same."""

    language: str
    class_index: int
    wnid: str
    change: Change
    before: str | None
    after: str | None
    cause: str  #: one of CAUSES
    by: str  #: the rule, repair or setting that did it, "" where it was none
    why: str  #: in words


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that differs, cells by language and class."""

    before: Edition
    after: Edition
    differences: tuple[str, ...]  #: what differs in how the two were made, in words
    same: int  #: cells with the same label
    cells: tuple[Cell, ...]

    def count(self, change: Change) -> int:
        """Cells that changed so."""
        return sum(cell.change == change for cell in self.cells)

    def table(self, *keys: str) -> list[dict[str, Any]]:
        """Counts of each change by some fields of the cells, most changes first."""
        counts: dict[tuple[str, ...], dict[str, Any]] = {}
        for cell in self.cells:
            key = tuple(getattr(cell, name) for name in keys)
            row = counts.setdefault(key, {**dict(zip(keys, key, strict=True)), **dict.fromkeys(CHANGES, 0)})
            row[cell.change] += 1
        return sorted(
            counts.values(), key=lambda row: (-sum(row[each] for each in CHANGES), *(row[key] for key in keys))
        )

    def as_record(self) -> dict[str, Any]:
        """Plain values for JSON: the counts, then every cell."""
        return {
            "before": asdict(self.before),
            "after": asdict(self.after),
            "differences": list(self.differences),
            "same": self.same,
            **{change: self.count(change) for change in CHANGES},
            "causes": self.table("cause", "by"),
            "languages": self.table("language"),
            "classes": self.table("wnid"),
            "cells": [asdict(cell) for cell in self.cells],
        }

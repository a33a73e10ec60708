"""Marks that dictionaries add to words, by repair and language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class DictionaryMarks:
    """One row of the table."""

    repair: str  #: code of the repair that takes the marks off
    languages: frozenset[str]  #: BabelNet codes
    marks: str  #: combining marks
    on: str  #: lower-case letters that bear them, "" for any
    weak: str  #: letters that lose the mark only where the label bears others as well
    weak_final: str  #: the same at the end of a word
    source: str  #: why these are no part of the spelling


@cache
def dictionary_marks(repair: str, language: str) -> tuple[DictionaryMarks, ...]:
    """The rows of one repair for one BabelNet code, none for a language that writes all its marks."""
    return tuple(row for row in _table() if row.repair == repair and language in row.languages)


@cache
def _table() -> tuple[DictionaryMarks, ...]:
    rows = tomllib.loads((files("resources") / "marks.toml").read_text("utf-8"))["marks"]
    return tuple(
        DictionaryMarks(
            row["repair"],
            frozenset(row["languages"]),
            row["marks"],
            row["on"],
            row.get("weak", ""),
            row.get("weak_final", ""),
            row["source"],
        )
        for row in rows
    )

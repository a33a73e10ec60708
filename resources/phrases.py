"""Words that show what a label is not: lists, definitions, qualifiers of other things."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Qualifiers(NamedTuple):
    """Words of brackets that show one kind of other thing."""

    kind: str  #: in words: "a place"
    words: frozenset[str]  #: whole words, casefolded
    ends: tuple[str, ...]  #: ends of words


@cache
def conjunctions() -> frozenset[str]:
    """Words that join the last of several things, all languages, lower case."""
    return frozenset(_table("phrases")["conjunctions"])


@cache
def relatives() -> frozenset[str]:
    """Words that begin a clause about what stands before it, all languages, lower case."""
    return frozenset(_table("phrases")["relatives"])


@cache
def openings(language: str) -> tuple[str, ...]:
    """Beginnings of labels that are lists or descriptions: those of all languages, then those of this BabelNet code."""
    return _of("openings", language)


@cache
def long_openings(language: str) -> tuple[str, ...]:
    """Beginnings that show a list where three words or more follow each other."""
    return _of("long_openings", language)


@cache
def endings(language: str) -> tuple[str, ...]:
    """Ends of labels that are lists."""
    return _of("endings", language)


@cache
def inside(language: str) -> tuple[str, ...]:
    """Phrases inside longer labels that make them definitions."""
    return _of("inside", language)


@cache
def namespaces() -> frozenset[str]:
    """Namespaces of wikis in many languages, lower case."""
    return frozenset(_table("phrases")["namespaces"]["all"])


def _of(kind: str, language: str) -> tuple[str, ...]:
    table = _table("phrases")[kind]
    return (*table.get("all", ()), *table.get(language, ()))


@cache
def qualifiers(language: str) -> tuple[Qualifiers, ...]:
    """What brackets say of other things, for one BabelNet code."""
    table = _table("qualifiers")
    harmless = set(table["except"].get(language, ()))
    rows = table["kind"]
    return tuple(Qualifiers(row["name"], frozenset(row["words"]) - harmless, tuple(row["ends"])) for row in rows)


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("resources") / f"{name}.toml").read_text("utf-8"))

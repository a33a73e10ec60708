"""Letters that stand for others of the same shape: forms by language, palochka, look-alikes of two scripts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Forms:
    """Letters that a language never writes, with those that it does."""

    languages: frozenset[str]  #: BabelNet codes
    within: str  #: the script that a label must also hold, "" for any label
    letters: dict[str, str]  #: wrong letter to right one, "" to drop it
    source: str  #: who says so


@cache
def forms(language: str) -> tuple[Forms, ...]:
    """The rows for one BabelNet code."""
    rows = [row for row in _table()["forms"] if language in row["languages"]]
    return tuple(Forms(frozenset(row["languages"]), row["within"], row["letters"], row["source"]) for row in rows)


@cache
def joined(language: str) -> dict[str, str]:
    """Letters of one BabelNet code that older text writes as others with a joiner, by what it writes."""
    rows = [row["letters"] for row in _table()["joined"] if language in row["languages"]]
    return {sequence: letter for row in rows for sequence, letter in row.items()}


@cache
def palochka_stand_ins(language: str) -> str:
    """The characters that stand for palochka in a language, "" where its alphabet has none."""
    table = _table()["palochka"]
    return str(table["stand_ins"]) if language in table["languages"] else ""


@cache
def look_alikes(language: str, script: str) -> dict[str, str]:
    """Letters of other scripts that look like letters of this one, in words of this language."""
    found: dict[str, str] = {}
    for row in _table()["look_alikes"]:
        if row["languages"] and language not in row["languages"]:
            continue
        if row["script"] == script:
            found |= dict(zip(row["others"], row["letters"], strict=True))
        elif row["both_ways"] and row["other"] == script:
            found |= dict(zip(row["letters"], row["others"], strict=True))
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("resources") / "letters.toml").read_text("utf-8"))

"""Corrections made by hand: words that are wrong for a class in a language, and words that are better than the rest."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from resources.errors import ResourceError
from resources.languages import known, languages
from resources.wordnet import noun_wnids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ACTIONS = ("reject", "prefer")
STATUSES = ("open", "accepted", "fixed-upstream")


@dataclass(frozen=True, slots=True)
class Correction:
    """One case, decided by a person."""

    wnid: str
    language: str  #: BabelNet code
    action: str  #: one of ACTIONS
    lemma: str  #: the word it is about
    reason: str  #: stands after the word
    reporter: str
    status: str  #: one of STATUSES; only ``accepted`` is applied
    date: date


@cache
def corrections() -> dict[tuple[str, str], tuple[Correction, ...]]:
    """The bundled corrections that apply, by wnid and language."""
    return by_case(read_corrections((files("resources") / "corrections.toml").read_text("utf-8")))


def by_case(entries: Iterable[Correction]) -> dict[tuple[str, str], tuple[Correction, ...]]:
    """The accepted ones by wnid and language, in the order of the file."""
    cases: dict[tuple[str, str], list[Correction]] = {}
    for each in entries:
        if each.status == "accepted":
            cases.setdefault((each.wnid, each.language), []).append(each)
    return {case: tuple(found) for case, found in cases.items()}


def read_corrections(text: str) -> list[Correction]:
    """The entries of a corrections file.

    Raises ResourceError, naming the entry, for a key, a class, a language, an action or a status that does not exist,
    for a key that is missing or of the wrong kind, and for two entries about one word of one class and language.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"The corrections are not TOML: {error}.", "None applies.", "Mend the line.") from None
    _among("key", table, ("correction",), "The file of corrections")
    entries = table.get("correction", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ResourceError("The corrections are no list.", "", "Begin each with [[correction]].")
    return _all_different([_correction(entry, number) for number, entry in enumerate(entries, 1)])


def _correction(entry: dict[str, Any], number: int) -> Correction:
    place = f"Correction {number}"
    names = [field.name for field in fields(Correction)]
    _among("key", entry, names, place)
    for name in names:
        kind = date if name == "date" else str
        if not isinstance(entry.get(name), kind) or not entry[name]:
            raise ResourceError(f"{place} has {name} {entry.get(name)!r}.", "", f"It must be a {kind.__name__}.")
    _among("action", [entry["action"]], ACTIONS, place)
    _among("status", [entry["status"]], STATUSES, place)
    if not known(entry["language"]):
        _among("language", [entry["language"]], tuple(languages()), place)
    if entry["wnid"] not in noun_wnids():
        raise ResourceError(f"{place} is about {entry['wnid']!r}.", "WordNet 3.0 has no such noun.", "Mend the wnid.")
    return Correction(**entry)


def _all_different(entries: list[Correction]) -> list[Correction]:
    seen: dict[tuple[str, str, str], int] = {}
    for number, each in enumerate(entries, 1):
        case = (each.wnid, each.language, each.lemma)
        if case in seen:
            wrong = f"Corrections {seen[case]} and {number} are both about {each.lemma!r} in {each.language}."
            raise ResourceError(wrong, "Only one of them can hold.", "Delete one.")
        seen[case] = number
    return entries


def _among(what: str, names: Iterable[str], known_names: Collection[str], place: str) -> None:
    for name in names:
        if name not in known_names:
            close = get_close_matches(name, known_names, 1)
            do = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(list(known_names)[:20])}."
            raise ResourceError(f"{place} has the {what} {name!r}.", f"There is no such {what}.", do)

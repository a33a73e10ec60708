"""Profiles: which repairs and rules a build applies and how it chooses, as data.

Two come with the project, ``paper`` and ``curated``; a user's own is a TOML file of the same shape, named by its path.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resources.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

BUNDLED = ("paper", "curated")
RANKINGS = ("agreement", "first-strong")
HAN_SCRIPTS = ("Hans", "Hant")
MAX_BYTES = 1_000_000  # a profile is a page of text; anything larger is another file

RIGHT_FILE = "Name the right file."


@dataclass(frozen=True, slots=True)
class Choice:
    """How one label is chosen for a class and a language."""

    ranking: str  #: one of RANKINGS: by sources that agree, or the first that is not in ``weak``
    weak: tuple[str, ...]  #: sources passed over by ``first-strong`` while there is another
    case_evidence: bool  #: whether a dictionary's lower case beats the capital of a Wikipedia title
    settle_collisions: bool  #: whether a class leaves a word to another class that has a better claim to it
    flag_ambiguous: bool  #: whether labels borne by two classes are flagged
    scripts: tuple[tuple[str, str], ...]  #: language code and the form of Chinese (Hans or Hant) it prefers


@dataclass(frozen=True, slots=True)
class Profile:
    """What a build does to the data, as a value."""

    name: str
    note: str
    repairs: tuple[str, ...]  #: codes, in the order applied
    rules: tuple[str, ...]  #: codes, in the order asked
    choice: Choice

    @property
    def corrections(self) -> bool:
        """Whether words that a person found wrong are rejected."""
        return "correction" in self.rules


def load_profile(which: str | Path, repairs: Collection[str], rules: Collection[str]) -> Profile:
    """The bundled profile of that name, or the profile in that file.

    ``repairs`` and ``rules`` are the codes that exist. Raises ResourceError where the profile is missing, is not the
    TOML of a profile, or names something that does not exist.
    """
    found = _bundled(str(which)) if str(which) in BUNDLED else _read(_own_file(which), str(which))
    _known("repair", found.repairs, repairs, found.name)
    _known("rule", found.rules, rules, found.name)
    return found


def without(profile: Profile, *codes: str) -> Profile:
    """The profile with these rules and repairs turned off. Raises ResourceError for a code that it does not have."""
    _known("rule or repair", codes, (*profile.rules, *profile.repairs), profile.name)
    return replace(
        profile,
        repairs=tuple(code for code in profile.repairs if code not in codes),
        rules=tuple(code for code in profile.rules if code not in codes),
    )


def with_script(profile: Profile, script: str, language: str = "ZH") -> Profile:
    """The profile preferring this form of Chinese, Hans or Hant, in this language. ResourceError for any other."""
    if script not in HAN_SCRIPTS:
        raise ResourceError(f"{script!r} is no form of Chinese that can be preferred.", "", "Say Hans or Hant.")
    scripts = {**dict(profile.choice.scripts), language: script}
    return replace(profile, choice=replace(profile.choice, scripts=tuple(sorted(scripts.items()))))


@cache
def _bundled(name: str) -> Profile:
    return _read((files("resources") / "profiles" / f"{name}.toml").read_text("utf-8"), name)


def _own_file(which: str | Path) -> str:
    place = Path(which)
    if not place.is_file():
        close = get_close_matches(str(which), BUNDLED, 1)
        do = f"Did you mean {close[0]!r}?" if close else f"Say {' or '.join(BUNDLED)}, or the path of a TOML file."
        raise ResourceError(f"There is no profile {str(which)!r}.", "It is neither bundled nor a file.", do)
    if place.stat().st_size > MAX_BYTES:
        raise ResourceError(f"{place} is no profile.", f"It has more than {MAX_BYTES:,} bytes.", RIGHT_FILE)
    try:
        return place.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ResourceError(f"{place} is no profile.", f"It is not UTF-8 text: {error}.", RIGHT_FILE) from None


def _read(text: str, place: str) -> Profile:
    try:
        return _profile(tomllib.loads(text), place)
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"Profile {place} is not TOML: {error}.", "None of it was used.", "Mend it.") from None


def _profile(table: Mapping[str, Any], place: str) -> Profile:
    top = _Table(table, f"profile {place}", ("name", "note", "repairs", "rules", "choice"))
    choice = _Table(top.get("choice", dict), f"[choice] of profile {place}", Choice.__slots__)
    if (ranking := choice.get("ranking", str)) not in RANKINGS:
        raise ResourceError(f"{choice.place} has ranking {ranking!r}.", "", f"Say {' or '.join(RANKINGS)}.")
    return Profile(
        name=top.get("name", str),
        note=top.get("note", str),
        repairs=top.strings("repairs"),
        rules=top.strings("rules"),
        choice=Choice(
            ranking=ranking,
            weak=choice.strings("weak"),
            case_evidence=choice.get("case_evidence", bool),
            settle_collisions=choice.get("settle_collisions", bool),
            flag_ambiguous=choice.get("flag_ambiguous", bool),
            scripts=_scripts(choice.get("scripts", dict), choice.place),
        ),
    )


def _scripts(table: Mapping[str, Any], place: str) -> tuple[tuple[str, str], ...]:
    for language, script in table.items():
        if script not in HAN_SCRIPTS:
            raise ResourceError(f"{place} prefers {script!r} for {language}.", "", "Say Hans or Hant.")
    return tuple(sorted(table.items()))


class _Table:
    """A table of TOML that must have exactly these keys."""

    def __init__(self, table: Mapping[str, Any], place: str, keys: Collection[str]) -> None:
        self.table, self.place = table, place
        _known("key", tuple(table), keys, place)
        if missing := [key for key in keys if key not in table]:
            means = "A profile says everything it decides, so that it means the same tomorrow."
            raise ResourceError(f"{place} lacks {', '.join(missing)}.", means, "Add it, as a bundled profile has it.")

    def get(self, key: str, kind: type) -> Any:
        value = self.table[key]
        if not isinstance(value, kind):
            raise ResourceError(f"{key} of {self.place} is {value!r}.", "", f"It must be of type {kind.__name__}.")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list)
        if not all(isinstance(value, str) for value in values) or len(set(values)) < len(values):
            raise ResourceError(f"{key} of {self.place} is {values!r}.", "", "It must be a list of different strings.")
        return tuple(values)


def _known(what: str, names: Collection[str], known: Collection[str], place: str) -> None:
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            do = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(sorted(known))}."
            raise ResourceError(f"{place} names the {what} {name!r}.", "There is none of that name.", do)

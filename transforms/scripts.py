"""Scripts of labels: ISO 15924 codes by Unicode's script property and script extensions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from fontTools import unicodedata as unicode_scripts

from resources.han import HANI, han_form

if TYPE_CHECKING:
    from resources.languages import Language

UNKNOWN = "Zzzz"
_NEUTRAL = frozenset({"Zyyy", "Zinh"})
_RIGHT_TO_LEFT = frozenset(
    ("Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Phnx", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)
#: Codes of CLDR for scripts that are written together or in two forms, with what they are made of.
COMPOSITES = {
    "Jpan": ("Hira", "Kana", "Hani"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Hrkt": ("Hira", "Kana"),
}


@lru_cache(maxsize=65536)
def scripts_of(character: str) -> frozenset[str]:
    """The scripts a letter or mark is written in; none for what all scripts share and for all other characters."""
    if unicodedata.category(character)[0] not in "LM" and not _is_newer_letter(character):
        return frozenset()
    return frozenset(unicode_scripts.script_extension(character)) - _NEUTRAL


def _is_newer_letter(character: str) -> bool:
    """A character that Unicode added after Python's own tables were made."""
    return unicodedata.category(character) == "Cn" and unicode_scripts.script(character) not in _NEUTRAL | {UNKNOWN}


def is_letter(character: str) -> bool:
    """Whether this is a letter, also one that is newer than Python's own tables."""
    return character.isalpha() or _is_newer_letter(character)


def has_script(text: str, script: str) -> bool:
    """Whether any letter or mark of the text is of the script."""
    return any(script in scripts_of(character) for character in text)


def dominant_script(text: str) -> str | None:
    """The script of most letters and marks, the earlier one of two that tie; None for a text without letters."""
    counts: Counter[str] = Counter()
    for character in text:
        found = scripts_of(character)
        if len(found) == 1:
            counts.update(found)
    if counts:
        return counts.most_common(1)[0][0]
    return next((min(found) for found in map(scripts_of, text) if found), None)


def written_scripts(language: Language) -> tuple[str, ...]:
    """The scripts a language is written in, preferred first, composites taken apart; none where nobody knows."""
    return _apart(language.scripts)


@cache
def _apart(scripts: tuple[str, ...]) -> tuple[str, ...]:
    parts = (part for script in scripts for part in COMPOSITES.get(script, (script,)))
    return tuple(dict.fromkeys(parts))


def preferred_scripts(language: Language) -> frozenset[str]:
    """The scripts of the language's usual writing: the first one, and for Japanese all that are written together."""
    return _preferred(language.scripts)


@cache
def _preferred(scripts: tuple[str, ...]) -> frozenset[str]:
    written = _apart(scripts)
    together = frozenset({"Hira", "Kana", "Hani"})
    if {"Hira", "Kana"} & set(written[:1]) or (written[:1] == ("Hani",) and "Kana" in written):
        return together.intersection(written)
    return frozenset(written[:1])


def label_script(label: str) -> str | None:
    """ISO 15924 code: Hans, Hant or Hani for Chinese characters, Jpan where kana stand beside them, else its script."""
    first = scripts_of(label[0]) if label else frozenset()
    if len(first) == 1 and _wholly(min(first)).fullmatch(label):
        return min(first)
    found = {script for character in label for script in scripts_of(character)}
    if found & {"Hira", "Kana"} and "Hani" in found:
        return "Jpan"
    script = dominant_script(label)
    return han_form(label) if script == HANI else script


@cache
def _wholly(script: str) -> re.Pattern[str]:
    """Matches what is of one script alone, ASCII spaces and signs aside; nothing for scripts written together."""
    if script in ("Hani", "Hira", "Kana"):
        return re.compile(r"(?!)")
    starts = [*unicode_scripts.Scripts.RANGES, 0x110000]
    ranges = zip(starts, starts[1:], unicode_scripts.Scripts.VALUES, strict=False)
    letters = "".join(f"\\U{start:08x}-\\U{end - 1:08x}" for start, end, of in ranges if of == script)
    return re.compile(f"[{letters} '()-]+")


def direction(label: str) -> str:
    """``rtl`` or ``ltr``: the way the label's script runs."""
    return "rtl" if dominant_script(label) in _RIGHT_TO_LEFT else "ltr"

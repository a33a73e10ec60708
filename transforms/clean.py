"""The fast path: a pattern by language whose matches need no repair and break no text rule.

Most lemmas of a lexicon are plain words of their language. ``clean_pattern(language).fullmatch(lemma)`` says so in less
than a microsecond, and then the label is the lemma with underscores as spaces. What does not match may be clean as
well; it goes the long way. The pattern is made from the same tables as the repairs and rules: letters of the language's
usual script less those that a table changes, marks only in canonical order, at most three words, no list openings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from fontTools.unicodedata import Scripts

from resources.letters import forms, palochka_stand_ins
from resources.marks import dictionary_marks
from resources.phrases import endings
from transforms.marks import composed_letters
from transforms.rules.definition import opening_phrases
from transforms.rules.mojibake import FOLLOWERS, LEADS
from transforms.scripts import preferred_scripts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resources.languages import Language

_MARK_REPAIRS = ("stress", "harakat", "niqqud", "tone-marks", "length-marks")
_WORDS, _LENGTH = 3, 60
_JOINTS = "[ _'\u2019-]"
#: Letters that Unicode shares between scripts and that words of these need.
_SHARED = {"Latn": "\u02bb\u02bc", "Kana": "\u30fc", "Hira": "\u30fc", "Cyrl": "\u02bc"}
#: The middle dot of Japanese stands between the parts of a name.
_INNER = {"Kana": "\u30fb"}
# Letters past the first plane are rare enough to go the long way; they would make the pattern slow.
_LAST = 0xFFFF
_NEVER = re.compile(r"a(?!a)a")


@cache
def clean_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of a language; one that matches nothing where nobody knows its script. Use with ``fullmatch``."""
    letters, marks = clean_alphabet(language)
    if not letters:
        return _NEVER
    word = _word(letters, marks)  # kept: most languages of a script share one alphabet
    phrases, ends = opening_phrases(language.code, long=True), endings(language.code)
    not_a_list = f"(?!(?i:{phrases}))" if phrases else ""
    not_ended = "".join(f"(?<!{re.escape(end)})" for end in ends)
    return re.compile(f"{not_a_list}(?!.{{{_LENGTH + 1}}}){word}(?:{_JOINTS}{word}){{0,{_WORDS - 1}}}{not_ended}")


def clean_alphabet(language: Language) -> tuple[str, str]:
    """The safe letters and the safe marks of the usual script of a language, each in the order of Unicode."""
    return _alphabet(preferred_scripts(language), frozenset(_changed(language)))


@cache
def _alphabet(scripts: frozenset[str], changed: frozenset[str]) -> tuple[str, str]:
    letters: list[str] = []
    marks: list[str] = []
    for character in _characters(scripts):
        kind = unicodedata.category(character)[0]
        if kind in "LM" and character not in changed and unicodedata.is_normalized("NFC", character):
            (letters if kind == "L" else marks).append(character)
    inner = "".join(_INNER.get(script, "") for script in sorted(scripts))
    return "".join(letters), "".join(marks) + inner


def _characters(scripts: Iterable[str]) -> list[str]:
    points: set[int] = set()
    starts = [*Scripts.RANGES, 0x110000]
    for start, end, script in zip(starts, starts[1:], Scripts.VALUES, strict=False):
        if script in scripts and start <= _LAST:
            points.update(range(start, min(end, _LAST + 1)))
    shared = {ord(letter) for script in scripts for letter in _SHARED.get(script, "")}
    return list(map(chr, sorted(points | shared)))


def _changed(language: Language) -> set[str]:
    """Letters that a repair may change or a rule may mind in this language."""
    changed = set(palochka_stand_ins(language.code)) | set("ªºƒ")
    for others in forms(language.code):
        changed.update(others.letters)
    for repair in _MARK_REPAIRS:
        for row in dictionary_marks(repair, language.code):
            changed.update(row.marks, composed_letters(row))
    return changed


@cache
def _word(letters: str, marks: str) -> str:
    """A letter, then letters and marks in canonical order: what may not follow something goes behind a look back."""
    body = letters + marks
    behind = _may_not_follow(body)
    free = "".join(each for each in body if each not in behind)
    groups: dict[str, str] = {}
    for each, before in behind.items():
        groups[before] = groups.get(before, "") + each
    bound = "|".join(f"(?<!{_class(before)}){_class(after)}" for before, after in groups.items())
    first = _class(letters)
    return f"{first}{_class(free)}*(?:(?:{bound}){_class(free)}*)*" if bound else f"{first}{_class(free)}*"


def _may_not_follow(body: str) -> dict[str, str]:
    """Characters that composition or the detection of wrong encodings minds behind others, with those others."""
    marked = [each for each in body if unicodedata.combining(each)]
    behind = {}
    for each in body:
        order = unicodedata.combining(each)
        seconds = each in _seconds()
        if seconds and order:
            before = {mark for mark in marked if mark != each} | _firsts(each, body)
        elif seconds:
            before = _firsts(each, body) | set(marked)
        else:
            before = {mark for mark in marked if order and unicodedata.combining(mark) > order}
        if each in FOLLOWERS:
            before |= {lead for lead in body if LEADS[0] <= lead <= LEADS[-1]}
        if before:
            behind[each] = "".join(sorted(before))
    return behind


@cache
def _seconds() -> frozenset[str]:
    """Characters that join with the one before them into one code point."""
    return frozenset(second for _, second in _compositions())


def _firsts(second: str, body: str) -> set[str]:
    return {first for first, joined in _compositions() if joined == second and first in body}


@cache
def _compositions() -> frozenset[tuple[str, str]]:
    pairs = set()
    for whole in map(chr, range(_LAST + 1)):
        parts = unicodedata.decomposition(whole)
        if parts and "<" not in parts and " " in parts:
            first, second = (chr(int(part, 16)) for part in parts.split())
            if unicodedata.normalize("NFC", first + second) == whole:
                pairs.add((first, second))
    return frozenset(pairs)


def _class(characters: str) -> str:
    """A character class of ranges."""
    points = sorted(set(map(ord, characters)))
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges) + "]"

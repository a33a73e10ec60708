"""Takes the marks of dictionaries off the letters that bear them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING

from resources.marks import DictionaryMarks, dictionary_marks

if TYPE_CHECKING:
    from collections.abc import Callable

# Letters with a mark on them in one code point, of the scripts that have such letters.
_COMPOSED = (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))


def without_marks(repair: str, text: str, language: str) -> str:
    """The text without the marks that the table has for this repair and language (BabelNet code), else as it is."""
    for take_off in _takers(repair, language):
        text = take_off(text)
    return text


@cache
def _takers(repair: str, language: str) -> tuple[Callable[[str], str], ...]:
    return tuple(_taker(row) for row in dictionary_marks(repair, language))


def _taker(row: DictionaryMarks) -> Callable[[str], str]:
    if not row.on:
        return partial(_take_off, row, re.compile(f"[{re.escape(row.marks)}]+"))
    composed = "".join(map(re.escape, composed_letters(row)))
    # A letter with its marks: what decides is the bare letter, so both are looked at together.
    clusters = "[^\\u0300-\\u036f][\\u0300-\\u036f]+"
    return partial(_take_off, row, re.compile(f"{clusters}|[{composed}]" if composed else clusters))


def composed_letters(row: DictionaryMarks) -> list[str]:
    """Single code points that hold one of the row's letters with one of its marks."""
    if not row.on:
        return []
    letters = (chr(point) for block in _COMPOSED for point in block)
    return [letter for letter in letters if _bears(row, unicodedata.normalize("NFD", letter))]


def _bears(row: DictionaryMarks, parts: str) -> bool:
    on = row.on
    bare = parts[0].lower()
    return (not on or bare in on) and any(mark in row.marks for mark in parts[1:])


def _take_off(row: DictionaryMarks, cluster: re.Pattern[str], text: str) -> str:
    found = [each for each in cluster.finditer(text) if _is_marked(row, each[0])]
    if not found or all(_is_weak(row, each) for each in found):
        return text
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start()], _bare(row, each[0])]
        end = each.end()
    return "".join(pieces) + text[end:]


def _is_marked(row: DictionaryMarks, letter: str) -> bool:
    return not row.on or _bears(row, unicodedata.normalize("NFD", letter))


def _bare(row: DictionaryMarks, letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in row.marks))


def _is_weak(row: DictionaryMarks, found: re.Match[str]) -> bool:
    letter = unicodedata.normalize("NFC", found[0]).lower()
    if letter in row.weak:
        return True
    after = found.string[found.end() : found.end() + 2]
    at_the_end = not after[:1].isalpha() or (after[:1] == "e" and not after[1:].isalpha())
    return letter in row.weak_final and at_the_end

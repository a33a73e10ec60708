"""Of two words for one thing the first is kept: ``borstje, salopette`` becomes ``borstje``, ``Vidra/Видра`` becomes
``Vidra``. Only short lists are taken apart: three words at most on each side and no ``and``. Navajo, which
describes with commas, is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resources.phrases import conjunctions, relatives
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_DESCRIBES_WITH_COMMAS = frozenset({"NV"})
_COMMA = re.compile(r"\s*[,;،؛、，；|]\s*")
_SLASH = re.compile(r"\s*[/／]\s*")
# Bulgarian lists print a Latin I for a bar; alphabets with і or palochka have a letter there.
_BAR = re.compile(r"(?<=[а-я]{3})I(?=[а-я]{3})")
_BARRED = frozenset({"BG", "MK", "RU", "SR"})
_PARTS, _WORDS, _LENGTH = 3, 3, 40


def apply(text: str, language: Language) -> str:
    """The first part of a short list; where that is a list again, the first part of that."""
    while (shorter := _once(text, language)) != text:
        text = shorter
    return text


def _once(text: str, language: Language) -> str:
    if language.code in _DESCRIBES_WITH_COMMAS or any(map(str.isdigit, text)):
        return text
    if shares_a_word(text):
        return text
    return _first(text, _COMMA, _PARTS) or _first(text, _SLASH, 2) or _first_before_bar(text, language) or text


def shares_a_word(text: str) -> bool:
    """Whether one word stands for both sides of a slash, as in ``read/write head``: then it is no list."""
    sides = text.split("/")
    if len(sides) != 2 or " " in (sides[0][-1:], sides[1][:1]):
        return False
    before, after = (len(side.split()) for side in sides)
    return abs(before - after) == 1


def _first(text: str, separator: re.Pattern[str], most: int) -> str | None:
    if len(text) > most * (_LENGTH + 3):
        return None
    parts = separator.split(text)
    return parts[0] if 2 <= len(parts) <= most and all(map(_is_a_word, parts)) else None


def _is_a_word(part: str) -> bool:
    words = part.split()
    letters = sum(map(str.isalpha, part))
    # One letter or two beside a slash are an abbreviation: A/C, km/h. Han words are as short as that.
    short = letters < 3 and part < "\u0900"
    if not 0 < len(words) <= _WORDS or len(part) > _LENGTH or short:
        return False
    return words[0] not in relatives() and conjunctions().isdisjoint(words[:-1] or words)


def _first_before_bar(text: str, language: Language) -> str | None:
    return _first(text, _BAR, 2) if language.code in _BARRED else None


REPAIR = Repair("first-of-list", "first of several words", __doc__ or "", apply)

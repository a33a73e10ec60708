"""What an encyclopedia adds in brackets to tell two articles apart goes: ``zebra (dier)`` becomes ``zebra``.

So does ``棒球（球）``, and ``(سلالة كلاب) بوميرانيان``, where the bracket comes first. Brackets inside a label stay,
and so do those of Navajo, which hold part of the word. A qualifier that shows another thing
altogether (a village, a film) is a rule's business, not a repair's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

# Navajo descriptions carry optional endings in brackets: "(íiyisígíí)", the proper one.
_SPELLS_WITH_BRACKETS = frozenset({"NV"})
_OPENING, _CLOSING = "(（", ")）"
_AFTER = " .,;:\u200c\u200d\u200e\u200f"


def apply(text: str, language: Language) -> str:
    """Take brackets off, but for languages that spell with them."""
    return text if language.code in _SPELLS_WITH_BRACKETS else without_brackets(text)


def without_brackets(text: str) -> str:
    """The text without trailing and leading brackets, while a word remains."""
    while True:
        shorter = _without_leading(_without_trailing(text))
        if shorter == text:
            return text
        text = shorter


def _without_trailing(text: str) -> str:
    """Without the last group of brackets, or from the last bracket on where the text was cut before it closed."""
    bare = text.rstrip(_AFTER)
    start = _opening_of(bare) if bare.endswith(tuple(_CLOSING)) else _unclosed(bare)
    return _worded(text[:start].rstrip(), text) if start > 0 else text


def _without_leading(text: str) -> str:
    if not text.startswith(tuple(_OPENING)):
        return text
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            rest = text[place + 1 :]
            # "(be)spelen" is one word with an optional beginning.
            return _worded(rest.lstrip(), text) if rest[:1].isspace() else text
    return text


def _opening_of(text: str) -> int:
    """Where the bracket opens that the last character closes, -1 where none does."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] in _CLOSING) - (text[place] in _OPENING)
        if depth == 0:
            return place
    return -1


def _unclosed(text: str) -> int:
    start = max(map(text.rfind, _OPENING))
    return start if start > max(map(text.rfind, _CLOSING)) else -1


def _worded(shorter: str, text: str) -> str:
    return shorter if any(map(str.isalpha, shorter)) else text


REPAIR = Repair("disambiguator", "trailing and leading brackets", __doc__ or "", apply)

"""A figure is glued to a word: ``pray3`` (3 for ɛ), ``काउली१`` (the first of several articles), ``lweGermanshep1``.

Models, formats and measures stay: ``Lưới B40``, ``V.42``, ``MP3``, ``5-String-Banjo``, ``35mm``, ``4x4``, and
figures before Chinese, Japanese and Korean counting words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import scripts_of

if TYPE_CHECKING:
    from resources.languages import Language

_WORD = re.compile(r"[^\s\-\u2010-\u2015.,;:/()\[\]]+")
_GLUED = re.compile(r"[^\W\d_][\u0300-\u036f\u0900-\u0dff]*\d|\d[^\W\d_]")
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_MEASURES = frozenset(("mm", "cm", "km", "kg", "ml", "kw", "cc", "nd", "rd", "th", "st", "er", "re", "in", "ft", "hp"))
_LETTERS_OF_MEASURES = frozenset("mglvwedxамгл×")
_COUNTED = frozenset({"Hani", "Hira", "Kana", "Hang"})
_MODEL = 4


def check(label: str, language: Language) -> str | None:
    """Reject a label with such a word."""
    for found in _glued(label):
        if not all(_goes_with_figures(letters) for letters in _LETTERS.findall(found)):
            return f"has a figure glued to a word, {found!r}"
    return None


def _glued(label: str) -> list[str]:
    return [word for word in _WORD.findall(label) if _GLUED.search(word)] if _FIGURE.search(label) else []


def _goes_with_figures(letters: str) -> bool:
    """A model's capitals, a measure, or a counting word."""
    model = len(letters) <= _MODEL and letters.isupper()
    abbreviation = len(letters) == 2 and letters.isascii()
    counted = any(not scripts_of(letter).isdisjoint(_COUNTED) for letter in letters)
    return model or abbreviation or counted or letters.lower() in _MEASURES or letters in _LETTERS_OF_MEASURES


RULE = TextRule("digits", "figure in a word", "characters", __doc__ or "", "reject", check)

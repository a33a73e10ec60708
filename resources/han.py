"""Simplified and traditional Chinese, told apart by the characters that only one of them writes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

HANS, HANT, HANI = "Hans", "Hant", "Hani"


@cache
def _rows() -> list[list[str]]:
    lines = (files("resources") / "han.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@cache
def _simplified() -> dict[int, str]:
    return {ord(traditional): simplified for traditional, simplified, _ in _rows()}


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified, and only traditional Chinese writes."""
    traditional = frozenset(row[0] for row in _rows())
    return frozenset(row[1] for row in _rows() if row[2] != "shared") - traditional, traditional


def han_form(text: str) -> str:
    """``Hans`` or ``Hant`` by the first character that only one of them writes, ``Hani`` where there is none."""
    simplified, traditional = _only()
    for character in text:
        if character in simplified:
            return HANS
        if character in traditional:
            return HANT
    return HANI


def as_simplified(text: str) -> str:
    """The text as simplified Chinese would write it, character by character: for comparing words, never for a label."""
    return text.translate(_simplified())

"""W3: what is allowed and deserves a look."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.checking.catalogue import Item, check
from resources import languages
from transforms.fold import fold
from transforms.scripts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.subject import Subject
    from resources.languages import Language

_LONG = 60  #: characters; the longest good label of the published 50,009 has 54
_WORDS = 7
_TWO_CASES = frozenset({"Latn", "Cyrl", "Grek", "Armn"})  #: Cherokee is written in what Unicode calls capitals
_ABBREVIATION = 4  #: letters that may be capitals all
_LETTERS = re.compile(r"[^\W\d_]+")
Cell = tuple[str, str]


@check("W301", "cells")
def two_classes(subject: Subject) -> Iterator[Item]:
    """Two classes of a language bear one label, form aside."""
    bearers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for text, known, cells in distinct(subject):
        bearers.setdefault((known.code, fold(text)), []).extend((text, wnid) for _, wnid in cells)
    for (code, _), borne in sorted(bearers.items()):
        if len(borne) > 1:
            classes = ", ".join(wnid for _, wnid in sorted(borne, key=lambda each: each[1]))
            yield Item(place(subject, (code, "")).strip(), f"{borne[0][0]!r} is the label of {classes}")


@check("W302", "cells")
def all_capitals(subject: Subject) -> Iterator[Item]:
    """The label shouts, or has a capital inside a word: 'BANANE', 'baNane'."""
    for text, _, cells in distinct(subject):
        if any(_shouts(word) for word in _LETTERS.findall(text)):
            yield from (Item(place(subject, cell), repr(text)) for cell in cells)


@check("W303", "cells")
def very_long(subject: Subject) -> Iterator[Item]:
    """The label is very long: more than 60 characters or 7 words."""
    for text, _, cells in distinct(subject):
        if len(text) > _LONG or len(text.split()) > _WORDS:
            yield from (Item(place(subject, cell), f"{text[:80]!r} has {len(text)} characters") for cell in cells)


@check("W304", "cells")
def one_sign(subject: Subject) -> Iterator[Item]:
    """The label is a single letter of an alphabet."""
    for text, _, cells in distinct(subject):
        if len(unicodedata.normalize("NFC", text)) == 1 and (text.upper() != text or text.lower() != text):
            yield from (Item(place(subject, cell), repr(text)) for cell in cells)


def _shouts(word: str) -> bool:
    """All capitals and too long for an abbreviation, or a capital after a small letter that is no brand (iPod, McX)."""
    if not all(scripts_of(letter) & _TWO_CASES for letter in word):
        return False
    if len(word) > _ABBREVIATION and word.isupper():
        return True
    inner = [place for place in range(1, len(word)) if word[place].isupper() and word[place - 1].islower()]
    return bool(inner) and not (inner == [1] or word.startswith(("Mc", "Mac", "De", "La", "Le")))


def distinct(subject: Subject) -> Iterator[tuple[str, Language, list[Cell]]]:
    """Each text of a language once, with the cells (language, wnid) that bear it, by language and class."""
    assert subject.cells is not None
    for code, group in subject.cells.group_by("language", maintain_order=True):
        texts: dict[str, list[Cell]] = {}
        for wnid, label in group.select("wnid", "label").iter_rows():
            texts.setdefault(label, []).append((str(code[0]), wnid))
        known = languages.language(str(code[0]))
        for text, cells in texts.items():
            yield text, known, cells


def place(subject: Subject, cell: Cell) -> str:
    """A cell in words."""
    return f"{'labels.parquet' if subject.is_release else subject.path.name} {cell[0]} {cell[1]}"

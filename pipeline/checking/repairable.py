"""W1: a repair of the curated profile would still change the label. The functions are the repairs themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checking.catalogue import Item, check
from pipeline.checking.remarkable import distinct, place
from resources.languages import language
from transforms.repair import REPAIRS, repair, replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.subject import Subject

#: Which check looks for which repairs; a test holds every repair to be in here.
CHECKED = {
    "W101": ("disambiguator",),
    "W102": ("invisible-marks",),
    "W103": ("nfc",),
    "W104": ("stress", "harakat", "niqqud", "tone-marks", "length-marks"),
    "W105": ("look-alikes", "palochka", "letter-forms"),
    "W106": ("markup", "entities"),
    "W107": ("underscores", "spaces", "edge-punctuation"),
    "W108": ("first-of-list",),
}


@check("W101", "cells")
def disambiguator_left(subject: Subject) -> Iterator[Item]:
    """A disambiguator is left on the label: 'ara (oiseau)'."""
    return _would_change(subject, "W101")


@check("W102", "cells")
def invisible_marks_left(subject: Subject) -> Iterator[Item]:
    """The label holds characters that nobody sees."""
    return _would_change(subject, "W102")


@check("W103", "cells")
def not_nfc(subject: Subject) -> Iterator[Item]:
    """The label is not in Unicode's composed form (NFC)."""
    return _would_change(subject, "W103")


@check("W104", "cells")
def dictionary_marks_left(subject: Subject) -> Iterator[Item]:
    """The label bears marks that only dictionaries write: stress, vowel points, tones, lengths."""
    return _would_change(subject, "W104")


@check("W105", "cells")
def look_alikes_left(subject: Subject) -> Iterator[Item]:
    """The label is written with letters that only look like those of its language."""
    return _would_change(subject, "W105")


@check("W106", "cells")
def markup_left(subject: Subject) -> Iterator[Item]:
    """The label holds markup or an entity."""
    return _would_change(subject, "W106")


@check("W107", "cells")
def stray_signs(subject: Subject) -> Iterator[Item]:
    """The label has underscores, stray spaces or signs at its edges."""
    return _would_change(subject, "W107")


@check("W108", "cells")
def a_list(subject: Subject) -> Iterator[Item]:
    """The label is a list of words."""
    return _would_change(subject, "W108")


@check("W109", "labels.parquet")
def not_replayed(subject: Subject) -> Iterator[Item]:
    """The recorded repairs, applied to the lemma, no longer give the label.

    In a release of the code that is installed this must not be; in an older one a repair has changed since.
    """
    frame = subject.tables["labels.parquet"].select("language", "wnid", "lemma", "label", "repairs")
    for code, wnid, lemma, label, codes in frame.iter_rows():
        try:
            now = replay(lemma, codes, language(code))
        except KeyError as error:
            yield Item(f"labels.parquet {code} {wnid}", f"records a repair that there is not: {error}")
            continue
        if now != label:
            yield Item(f"labels.parquet {code} {wnid}", f"{lemma!r} becomes {now!r}, the label is {label!r}")


def _would_change(subject: Subject, code: str) -> Iterator[Item]:
    repairs = tuple(each for each in REPAIRS if each.code in CHECKED[code])
    for text, known, cells in distinct(subject):
        after, codes = repair(text, known, repairs)
        if codes:
            says = f"{text!r} would become {after!r} ({', '.join(dict.fromkeys(codes))})"
            yield from (Item(place(subject, cell), says) for cell in cells)

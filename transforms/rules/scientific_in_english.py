"""An English word that is the Latin name of the class ("Tinca tinca" for tench).

WordNet gives Latin names among its English lemmas. They are kept, because a few classes have no other, and flagged,
and the choice takes any other English word before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.taxa import bears_latin_names
from transforms.rules.rule import ClassRule, Situation
from transforms.rules.scientific_name import ENGLISH, scientific

if TYPE_CHECKING:
    from resources.class_lists import ImageClass
    from resources.languages import Language
    from transforms.model import Candidate


def check(candidate: Candidate, situation: Situation) -> str | None:
    """What to know about the word, or None."""
    if situation.language.code != ENGLISH or not bears_latin_names(situation.image_class.wnid):
        return None
    return scientific(candidate.label, situation)


def _is_english(language: Language) -> bool:
    return language.code == ENGLISH


def _bears_names(image_class: ImageClass) -> bool:
    return bears_latin_names(image_class.wnid)


RULE = ClassRule(
    "scientific-in-english",
    "scientific name in English",
    "taxa",
    __doc__ or "",
    "flag",
    check,
    _is_english,
    _bears_names,
)

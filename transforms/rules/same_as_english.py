"""The word is spelled like an English lemma of the class, and a source that knows the language gives it all the same.

Banana, radio and zebra are words of many languages. Equality alone is no evidence of a copy, so the word is kept, and
flagged for whoever wants to look at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.fold import fold
from transforms.rules.rule import ClassRule, Situation

if TYPE_CHECKING:
    from resources.languages import Language
    from transforms.model import Candidate

#: English itself and its kin, where the same spelling says nothing.
ENGLISH_KIN = frozenset({"EN", "SIMPLE", "ANG", "ENM", "SCO"})


def may_copy(language: Language) -> bool:
    """Whether the spelling of a word can say that it is English."""
    return language.code not in ENGLISH_KIN


def equals_english(candidate: Candidate, situation: Situation) -> bool:
    """Whether the label is an English lemma of the class, but for case, spaces, hyphens and disambiguators."""
    return may_copy(situation.language) and fold(candidate.label) in situation.english


def check(candidate: Candidate, situation: Situation) -> str | None:
    """What to know about the word, or None."""
    return "is spelled like an English lemma of the class" if equals_english(candidate, situation) else None


RULE = ClassRule(
    "same-as-english", "spelled like English", "english", __doc__ or "", "flag", check, may_copy, english_only=True
)

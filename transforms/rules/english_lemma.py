"""The word equals an English lemma of some class, as the published labels were filtered.

Kept for the profile that reproduces them. It removes the right everyday word (banana, radio, zebra) wherever a
language shares it with English; same-as-english is the rule that looks at the evidence instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.rules.rule import ClassRule, Situation

if TYPE_CHECKING:
    from transforms.model import Candidate

#: Added by hand where the published labels were made, spelled exactly so.
ADDED = frozenset({"tricerátops", "planetárium", "sombréro"})
ENGLISH = "EN"


def check(candidate: Candidate, situation: Situation) -> str | None:
    """Why the full lemma, lower-cased but else as the lexicon gave it, counts as English, or None."""
    if situation.language.code == ENGLISH:
        return None
    lowered = candidate.lemma.lower()
    if lowered in situation.all_english or lowered in ADDED:
        return "equals an English lemma of one of the classes"
    return None


RULE = ClassRule("english-lemma", "equals an English lemma", "english", __doc__ or "", "reject", check)

"""The word is an English lemma of the class, and nobody who knows the language vouches for it.

Labels and aliases of Wikidata, redirects, expansions and unknown sources are filled with English where a language has
nothing of its own. A word that only they give, and that is English, is taken for such a copy. One wordnet, dictionary
or Wikipedia title that has it is enough to keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.sources import is_weak
from transforms.rules.rule import ClassRule, Situation
from transforms.rules.same_as_english import equals_english, may_copy

if TYPE_CHECKING:
    from transforms.model import Candidate


def check(candidate: Candidate, situation: Situation) -> str | None:
    """Why the word is taken for a copy of English, or None."""
    if not equals_english(candidate, situation) or not all(is_weak(name) for name in situation.sources):
        return None
    return f"is English, and only {', '.join(sorted(situation.sources))} gives it in this language"


RULE = ClassRule(
    "english-copy", "copy of English", "english", __doc__ or "", "reject", check, may_copy, english_only=True
)

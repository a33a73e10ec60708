"""A person has looked at this word and found it the best one for this class and language.

The choice takes it before every other word that is accepted. Every case stands in the table of corrections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.corrections import correction, has_corrections
from transforms.rules.rule import ClassRule, Situation

if TYPE_CHECKING:
    from transforms.model import Candidate


def check(candidate: Candidate, situation: Situation) -> str | None:
    """Why the word was found best, or None."""
    found = correction(candidate, situation.image_class.wnid, situation.language.code)
    return found.reason if found and found.action == "prefer" else None


RULE = ClassRule(
    "preferred-by-hand", "found best by a person", "corrections", __doc__ or "", "flag", check, has_corrections
)

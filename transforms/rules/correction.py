"""A person has looked at this word and found it wrong for this class and language.

Every case stands in the table of corrections with its reason, who reported it and since when. A case that the source
has mended is marked there and no longer applies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.corrections import correction, has_corrections
from transforms.rules.rule import ClassRule, Situation

if TYPE_CHECKING:
    from transforms.model import Candidate


def check(candidate: Candidate, situation: Situation) -> str | None:
    """Why the word was found wrong, or None."""
    found = correction(candidate, situation.image_class.wnid, situation.language.code)
    return f"{found.reason} (found by: {found.reporter})" if found and found.action == "reject" else None


RULE = ClassRule(
    "correction", "found wrong by a person", "corrections", __doc__ or "", "reject", check, has_corrections
)

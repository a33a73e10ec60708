"""The label holds no letter at all: only figures, signs or pictures. ``747`` or ``🐶`` is no word to match a picture
with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import is_letter

if TYPE_CHECKING:
    from resources.languages import Language


def check(label: str, language: Language) -> str | None:
    """Reject a label without letters."""
    return None if any(map(is_letter, label)) else "holds no letter"


RULE = TextRule("no-letters", "no letters", "characters", __doc__ or "", "reject", check)

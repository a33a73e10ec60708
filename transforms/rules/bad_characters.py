"""The label holds characters that no reader can see as letters: control characters, private use, unassigned code
points, halves of surrogate pairs or the replacement character.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import is_letter, scripts_of

if TYPE_CHECKING:
    from resources.languages import Language

_KINDS = {"Cc": "a control character", "Co": "a private-use character", "Cs": "half a surrogate pair"}


def check(label: str, language: Language) -> str | None:
    """Reject a label with such a character."""
    for character in label:
        kind = _kind(character)
        if kind is not None:
            return f"holds {kind}, U+{ord(character):04X}"
    return None


def _kind(character: str) -> str | None:
    if character == "\ufffd":
        return "the replacement character"
    category = unicodedata.category(character)
    # Letters newer than Python's tables are letters all the same.
    if category == "Cn" and not is_letter(character) and not scripts_of(character):
        return "an unassigned character"
    return _KINDS.get(category)


RULE = TextRule("bad-characters", "characters nobody can read", "characters", __doc__ or "", "reject", check)

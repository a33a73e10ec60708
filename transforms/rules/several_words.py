"""The label is a list of several words that could not be taken apart safely: ``klubbor, racketar och slagträn``.

A short list of two or three words for one thing is repaired (the first one stays); what is left joins different
things. Navajo, which describes with commas, is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.repairs.first_of_list import shares_a_word
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from resources.languages import Language

_DESCRIBES_WITH_COMMAS = frozenset({"NV"})
# A comma between figures is a decimal one; one or two letters beside a slash are an abbreviation (A/C).
_LIST = re.compile(r"(?<=[^\W\d_])\s*[,;|،؛、，；]\s*(?=[^\W\d_])|(?<=[^\W\d_]{3})\s?[/／]\s?(?=[^\W\d_]{3})")


def check(label: str, language: Language) -> str | None:
    """Reject a list."""
    if language.code in _DESCRIBES_WITH_COMMAS or not _LIST.search(label) or shares_a_word(label):
        return None
    return "lists several words"


RULE = TextRule("list", "several words", "wording", __doc__ or "", "reject", check)

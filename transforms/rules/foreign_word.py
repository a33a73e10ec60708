"""A whole word of the label is in another script.

``κουνέλι γένους sylvilagus`` describes a rabbit by its Latin genus. Such labels are seldom the everyday word, but
may be right (``Apple`` in a Cyrillic label), so they are kept and flagged. Words of up to three letters are
abbreviations and do not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import scripts_of, written_scripts

if TYPE_CHECKING:
    from resources.languages import Language

_WORD = re.compile(r"[^\W\d_]{4,}")


def check(label: str, language: Language) -> str | None:
    """Flag a label with such a word."""
    written = frozenset(written_scripts(language))
    if not written:
        return None
    for word in _WORD.findall(label):
        if all(scripts and scripts.isdisjoint(written) for scripts in map(scripts_of, word)):
            return f"holds a word of another script, {word!r}"
    return None


RULE = TextRule("foreign-word", "word of another script", "scripts", __doc__ or "", "flag", check)

"""The word was copied from "international" senses, which no one wrote for this language.

BabelNet marks some words, mostly English or Latin ones, as international (language MUL) and gives them to every
language that lacks them, with BABELNET as the source: a guess that the word is used there, not evidence. MUL itself
is no language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.rules.rule import SenseRule

if TYPE_CHECKING:
    from resources.languages import Language
    from transforms.model import Candidate

#: Since version 3.0 BabelNet gives no other senses under its own name, so the sense's id (0) need not be asked.
EXPANDED = "BABELNET"
INTERNATIONAL = "MUL"


def check(candidate: Candidate, language: Language, version: str) -> str | None:
    """Why this sense is an international one, or None."""
    if language.code == INTERNATIONAL:
        return "is tagged as international, which is no language"
    if candidate.source == EXPANDED:
        return "was copied to this language from an international sense"
    return None


RULE = SenseRule("international-expansion", "copy of an international sense", "origin", __doc__ or "", "reject", check)

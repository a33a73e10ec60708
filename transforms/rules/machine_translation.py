"""The word was made by a machine translator, not by a person.

A sense that says so itself is believed (``lemma.type`` AUTOMATIC_TRANSLATION, ``is_mt``), and so is one that says it
is not. For the others it follows from the source, the language and BabelNet's version, as BabelNet defines it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.sources import is_machine_translation
from transforms.rules.rule import SenseRule

if TYPE_CHECKING:
    from resources.languages import Language
    from transforms.model import Candidate


def check(candidate: Candidate, language: Language, version: str) -> str | None:
    """Why this sense is a machine translation, or None."""
    if candidate.machine is not None:
        return "is a machine translation, as the lexicon says of this very sense" if candidate.machine else None
    if is_machine_translation(candidate.source, language.code, version):
        return f"is a machine translation: all of {candidate.source} is in this language"
    return None


RULE = SenseRule("machine-translation", "machine translation", "origin", __doc__ or "", "reject", check)

"""The language is not in the table of languages, so that nothing can be judged in it.

Without a row nobody can say which scripts the language is written in. Its senses are kept and counted, and a label
comes with the row: see the page on adding a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.rules.rule import SenseRule

if TYPE_CHECKING:
    from resources.languages import Language
    from transforms.model import Candidate


def check(candidate: Candidate, language: Language, version: str) -> str | None:
    """Why words of this language cannot be judged, or None."""
    return None if language.scripts else f"is in {language.code}, a language that the table does not know"


RULE = SenseRule("unknown-language", "language without a row in the table", "origin", __doc__ or "", "reject", check)

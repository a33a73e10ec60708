"""Stress marks of dictionaries go: Russian ``сиа́мская``, as a headword is printed, becomes ``сиамская``. Letters
stay letters: й ё ў ѓ ќ, and in Tajik, Mari, Lezgi or Ossetic every mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.marks import without_marks
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Take the marks off, where the table of marks has them for this language."""
    return without_marks("stress", text, language.code)


REPAIR = Repair("stress", "stress marks", __doc__ or "", apply)

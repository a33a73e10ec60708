"""Macrons and breves that show long and short vowels of Latin and Ancient Greek go: ``pelecānus`` becomes
``pelecanus``. Maori, Latvian and all others that spell with macrons keep them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.marks import without_marks
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Take the marks off, where the table of marks has them for this language."""
    return without_marks("length-marks", text, language.code)


REPAIR = Repair("length-marks", "length marks", __doc__ or "", apply)

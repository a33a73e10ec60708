"""Arabic vowel signs of dictionaries go: ``مَشْغَل`` becomes ``مشغل``. Kashmiri and Mazandarani, which spell with
them, keep them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.marks import without_marks
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Take the marks off, where the table of marks has them for this language."""
    return without_marks("harakat", text, language.code)


REPAIR = Repair("harakat", "Arabic vowel signs", __doc__ or "", apply)

"""Hebrew points and cantillation marks go: ``נָחָשׁ`` becomes ``נחש``. Yiddish points are part of its letters and
stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.marks import without_marks
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Take the marks off, where the table of marks has them for this language."""
    return without_marks("niqqud", text, language.code)


REPAIR = Repair("niqqud", "Hebrew points", __doc__ or "", apply)

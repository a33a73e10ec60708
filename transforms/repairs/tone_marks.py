"""Accents that dictionaries put on Croatian, Serbian, Bosnian, Slovene, Lithuanian and Hausa words go: ``pidžáma``
becomes ``pidžama``. An é at the end of a word stays (``consommé``), unless the word bears other accents too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.marks import without_marks
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Take the marks off, where the table of marks has them for this language."""
    return without_marks("tone-marks", text, language.code)


REPAIR = Repair("tone-marks", "accents of dictionaries", __doc__ or "", apply)

"""Letters that a language never writes become those it does, where each stands for one other: Chuvash ``Çуткăç``
with Latin letters becomes ``Ҫуткӑҫ``, Ossetic ``æ`` becomes ``ӕ``, Persian words get Persian yeh and kaf, Romanian
``ş`` and ``ţ`` their comma.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from resources.letters import forms
from transforms.repairs.repair import Repair
from transforms.scripts import has_script

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Translate letter by letter."""
    for within, letters in _translations(language.code):
        if not within or has_script(text, within):
            text = text.translate(letters)
    return text


@cache
def _translations(language: str) -> tuple[tuple[str, dict[int, str]], ...]:
    return tuple((row.within, {ord(wrong): right for wrong, right in row.letters.items()}) for row in forms(language))


REPAIR = Repair("letter-forms", "letters of other languages", __doc__ or "", apply)

"""The palochka of Avar, Chechen, Kabardian and their neighbours gets its own letter where a keyboard gave ``l``,
``I``, ``1`` or a bar: ``Къовлчlуг`` becomes ``КъовлчӀуг``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resources.letters import palochka_stand_ins
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_CYRILLIC = r"[\u0400-\u0405\u0407-\u052f]"


def apply(text: str, language: Language) -> str:
    """Write palochka beside a Cyrillic letter."""
    pattern = _pattern(language.code)
    return text if pattern is None else pattern.sub("Ӏ", text)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    stand_ins = palochka_stand_ins(language)
    if not stand_ins:
        return None
    one = f"[{re.escape(stand_ins)}]"
    # Before a letter only at the beginning of a word; a figure beside other figures is a number.
    return re.compile(rf"(?<={_CYRILLIC}){one}(?![0-9])|(?<!\w){one}(?={_CYRILLIC})")


REPAIR = Repair("palochka", "palochka", __doc__ or "", apply)

"""HTML entities are written out: ``Bonnie &amp; Clyde`` becomes ``Bonnie & Clyde``. What only looks like one
(``AT&T``) stays.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

# Without its semicolon an entity cannot be told from a word after an ampersand.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def apply(text: str, language: Language) -> str:
    """Write out entities, also those inside others."""
    while "&" in text:
        written = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        if written == text:
            break
        text = written
    return text


REPAIR = Repair("entities", "HTML entities written out", __doc__ or "", apply)

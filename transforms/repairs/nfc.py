"""Letters and their marks are written as Unicode's canonical composition (NFC), so that equal words are equal text.
Never NFKC, which breaks Thai and Lao vowels and Armenian ligatures.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Compose."""
    return unicodedata.normalize("NFC", text)


REPAIR = Repair("nfc", "canonical composition", __doc__ or "", apply)

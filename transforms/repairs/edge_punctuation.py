"""Punctuation around a label goes: list marks and stops before it (``. ಬೋಅ``, ``!טַוָּס``), commas and colons
behind it (``escenari,``), quotation marks around it. Apostrophes, gershayim, the full stops of abbreviations and
hyphens that belong to a word stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_BEFORE = re.compile(r"\A(?:[\s.,;:!?*•·=|>#،؛。、，．；：！？¡¿)\]}]+|[-–—+~]+\s+)+(?=[^\W\d_])")
_BEHIND = " ,;:=|*•،؛、，；：([{<"
_QUOTES = dict(zip('"“„«»「『《〈‹”', '"”“»«」』》〉›”', strict=True))
_ABBREVIATION = 5


def apply(text: str, language: Language) -> str:
    """Take off what stands around the label."""
    while True:
        bare = _unquoted(_without_stop(_BEFORE.sub("", text).rstrip(_BEHIND)))
        bare = re.sub(r"\s[-–—]\Z", "", bare)
        bare = bare[:-1] if bare.endswith((")", "）")) and not re.search(r"[(（]", bare) else bare
        if bare == text or not any(map(str.isalpha, bare)):
            return text
        text = bare


def _without_stop(text: str) -> str:
    """Without a full stop behind one to three words, where the last is too long for an abbreviation."""
    if not text.endswith((".", "।", "。", "．", "۔")) or any(stop in text[:-1] for stop in ".।。．۔"):
        return text
    words = text[:-1].split()
    return text[:-1] if len(words) <= 3 and words and len(words[-1]) >= _ABBREVIATION else text


def _unquoted(text: str) -> str:
    closing = _QUOTES.get(text[:1])
    inside = text[1:-1]
    if closing is None or len(text) < 3 or not text.endswith(closing) or text[0] in inside or closing in inside:
        return text
    return inside


REPAIR = Repair("edge-punctuation", "punctuation around the label", __doc__ or "", apply)

"""Characters that nobody sees go: left-to-right and other direction marks, zero-width spaces, soft hyphens, byte
order marks, control characters. Zero-width joiners and non-joiners stay inside words, where Persian and the scripts
of India need them, and go at their edges; where older text writes a letter with one (Malayalam chillus, Kurdish e),
the letter takes its place. ``בולבול`` with a direction mark behind it, as Wiktionary's headwords come, is the word
alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from resources.letters import joined
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

# Not here: format characters that are part of writing, as Arabic number signs and Mongolian selectors are.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("[\u200c\u200d]+")


def apply(text: str, language: Language) -> str:
    """Take out what is invisible, joiners that join nothing, and those that stand for part of a letter."""
    text = _INVISIBLE.sub("", text)
    for sequence, letter in joined(language.code).items():
        text = text.replace(sequence, letter)
    return _JOINERS.sub(_inside_words, text) if _JOINERS.search(text) else text


def _inside_words(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    inside = start > 0 and end < len(text) and _in_word(text[start - 1]) and _in_word(text[end])
    return found[0][0] if inside else ""


def _in_word(character: str) -> bool:
    """Whether joiners mean something beside it: letters and marks from Arabic script on, in Unicode's order."""
    return character >= "\u0600" and unicodedata.category(character)[0] in "LM"


REPAIR = Repair("invisible-marks", "invisible characters", __doc__ or "", apply)

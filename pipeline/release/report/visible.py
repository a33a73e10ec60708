"""Characters that nobody sees, made visible: a label must not hide, reorder or break the text around it."""

from __future__ import annotations

import unicodedata

LONGEST = 200  #: characters of one text in a table of the page; the label browser shows the whole


def visible(text: str, longest: int = LONGEST) -> str:
    """``text`` with control and format characters as ``[U+202E]`` and cut at ``longest`` characters, saying so."""
    cut = text[:longest] + f"… ({len(text):,} characters)" if len(text) > longest else text
    return "".join(f"[U+{ord(char):04X}]" if _hidden(char) else char for char in cut)


def _hidden(char: str) -> bool:
    joiner = char in "\u200c\u200d"  # letters of Persian and Indic words hang on these two
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and not joiner

"""Folds labels for comparison: two that fold to the same text are the same word. A folded text is a key, never a
label.
"""

from __future__ import annotations

import re
import unicodedata

from transforms.repairs.disambiguator import without_brackets

# Hyphens, dashes, spaces, middle dots and invisible joiners: one source writes them where another does not.
_JOINTS = re.compile("[\\s_\\-\u00ad\u00b7\u058a\u05be\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060\u30fb\ufeff]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("`´ʹʻʼʽˈ‘’‛′＇", "'"))


_SPECIAL = re.compile(f"[()（）\"{''.join(map(chr, _APOSTROPHES))}']|{_JOINTS.pattern}")


def fold(text: str, *, diacritics: bool = True) -> str:
    """The word without its form: case, spaces, hyphens, kinds of apostrophes and a trailing bracket do not count.

    Canonically equal texts fold alike; compatibility forms (NFKC) stay apart, as Thai and Armenian need it. With
    ``diacritics=False`` accents do not count either: right for comparing with English, wrong within Vietnamese.
    """
    plain = text.replace(" ", "").replace("_", "").replace("-", "")
    # Most words of most languages hold no bracket, no apostrophe and no rare joint. The rest comes to the same.
    if plain.isascii() and plain.isalpha():
        return plain.lower()
    if plain and diacritics and not _SPECIAL.search(plain):
        return same(plain)
    bare = same(without_brackets(text.replace("_", " ")).translate(_APOSTROPHES))
    if not diacritics:
        bare = "".join(part for part in unicodedata.normalize("NFD", bare) if not "\u0300" <= part <= "\u036f")
        bare = unicodedata.normalize("NFC", bare)
    return _JOINTS.sub("", bare) or bare


def same(text: str) -> str:
    """The label as it is, but for case and canonical equivalence."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).casefold()

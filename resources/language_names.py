"""Names of languages as people type them: compared without accents and punctuation, and near misses found."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resources.languages import Language


def fold(name: str) -> str:
    """A name without case, accents and punctuation, to compare by."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in decomposed if char.isalnum())


def near_misses(text: str, rows: Iterable[Language]) -> str:
    """Advise on a text that names none of these languages: a sentence with up to three near ones."""
    import difflib

    spellings: dict[str, Language] = {}
    for row in rows:
        for spelling in (row.code, row.name, row.bcp47, row.iso639_3):
            spellings.setdefault(fold(spelling), row)
    spellings.pop("", None)
    matches = difflib.get_close_matches(fold(text), spellings, n=6, cutoff=0.6)
    near = dict.fromkeys(f"{spellings[match].code} ({spellings[match].name})" for match in matches)
    if not near:
        return "`babel-imagenet languages` lists them all."
    return f"Did you mean {' or '.join(list(near)[:3])}?"

"""The bracket behind the title shows that it is about something else: a village, a person, a film, a unit, one
day's event.

``Пушка (Шенкурскан кӀошт)`` is a village and no cannon, ``Ford Model T (24. september 1908)`` a date. Brackets that
name a kind of animal, tool or building are harmless and only taken off. The lemma is looked at before that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resources.phrases import qualifiers
from transforms.repairs.disambiguator import without_brackets
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from resources.languages import Language

_YEAR = re.compile(r"(?<!\d)(?:1[0-9]{3}|20[0-9]{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[·'’][^\W\d_]+)*")


def check(lemma: str, language: Language) -> str | None:
    """Reject what a bracket shows to be another thing."""
    if "(" not in lemma and "（" not in lemma:
        return None
    text = lemma.replace("_", " ").strip()
    title = without_brackets(text)
    bracket = text.replace(title, "", 1) if title else ""
    return _another_thing(bracket, language) if bracket else None


def _another_thing(bracket: str, language: Language) -> str | None:
    if year := _YEAR.search(bracket):
        return f"is about something of the year {year[0]}"
    words = _WORD.findall(bracket.casefold())
    for row in qualifiers(language.code):
        for word in words:
            if word in row.words or (row.ends and word.endswith(row.ends)):
                return f"is about {row.kind} ({word!r})"
    return None


RULE = TextRule("qualifier", "bracket of another sense", "wording", __doc__ or "", "reject", check, looks_at="lemma")

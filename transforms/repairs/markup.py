"""Wiki and HTML markup goes, its words stay: ``[[wandelende]] [[tak]]`` becomes ``wandelende tak``, ``[[a|b]]``
becomes ``b``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_MARKUP = (
    (re.compile(r"<!--.*?-->|<ref[^<>]*/>|<ref[^<>]*>[^<]*</ref>|\{\{[^{}]*\}\}", re.DOTALL), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (re.compile(r"\[(?:https?:)?//\S*\s+([^\[\]]*)\]"), r"\1"),
    # Two apostrophes make italics in pairs; alone they are how some write Hebrew gershayim.
    (re.compile(r"('{2,5})([^']+(?:'[^']+)*)\1"), r"\2"),
    (re.compile(r"\[\[|\]\]|\{\{|\}\}|\A#redirect\s*(?=\S)", re.IGNORECASE), ""),
)
_TRACE = re.compile(r"[\[{<]|\]\]|\}\}|''|\A#")


def apply(text: str, language: Language) -> str:
    """Take markup off, also what stands inside other markup."""
    while _TRACE.search(text):
        plain = text
        for pattern, words in _MARKUP:
            plain = pattern.sub(words, plain)
        if plain == text:
            break
        text = plain
    return text


REPAIR = Repair("markup", "wiki and HTML markup", __doc__ or "", apply)

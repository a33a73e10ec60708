"""The label is in a script that the language is not written in.

``Botaurus`` is no Belarusian word, ``班卓琴`` no Uzbek one. The table of languages says which scripts count, several
for some (Serbian, Uzbek, Min Nan). Most letters decide, so ``CD`` before a Korean word, ``T恤`` or ``福特T型车`` are
fine: abbreviations of up to three capitals count for no script. Languages whose scripts nobody knows keep everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import dominant_script, scripts_of, written_scripts

if TYPE_CHECKING:
    from resources.languages import Language

# CD, DVD, GPS: the world over, whatever the script around them.
_INTERNATIONAL = re.compile(r"[A-Z]{2,4}|[\uff21-\uff3a]{2,4}")
_ABBREVIATION = re.compile(r"(?<![A-Za-z])[A-Z]{1,3}(?![A-Za-z])")


def check(label: str, language: Language) -> str | None:
    """Reject where letters of other scripts outnumber those of the language's own."""
    written = frozenset(written_scripts(language))
    if not written or _INTERNATIONAL.fullmatch(label):
        return None
    own, strange = _count(label, written)
    if strange > own > 0:
        own, strange = _count(_ABBREVIATION.sub("", label), written)
    if strange <= own:
        return None
    return f"is in {dominant_script(label)}, and {language.name} is written in {', '.join(written_scripts(language))}"


def _count(label: str, written: frozenset[str]) -> tuple[int, int]:
    """Letters and marks of these scripts, and of all others."""
    found = [scripts for scripts in map(scripts_of, label) if scripts]
    own = sum(not scripts.isdisjoint(written) for scripts in found)
    return own, len(found) - own


RULE = TextRule("wrong-script", "wrong script", "scripts", __doc__ or "", "reject", check)

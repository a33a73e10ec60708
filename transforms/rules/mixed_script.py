"""One word mixes letters of two scripts.

``Uрвенонога`` begins with a Latin U in a Cyrillic word: a typing error that no table of look-alikes can mend. What
is mixed by nature stays: ``T恤``, ``CDプレーヤー``, ``X線`` and abbreviations before letters of scripts that have no
capitals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import scripts_of

if TYPE_CHECKING:
    from resources.languages import Language

# Written without spaces between words, or around abbreviations.
_EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo", "Yiii"})
# Alphabets with letters that look alike: there even one strange letter is an error.
_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Copt", "Goth", "Cher"})
# Letters that alphabets of America and scholars of Avestan borrow from Greek.
_BORROWED = frozenset("θχβλδξ")
_CAPITALS = re.compile("[A-Z]+")


def check(label: str, language: Language) -> str | None:
    """Reject a label with such a word."""
    for word in _words(label):
        letters = [letter for letter in word if letter not in _BORROWED or not _is_latin(word)]
        found = {next(iter(scripts)) for scripts in map(scripts_of, letters) if len(scripts) == 1}
        if len(found) > 1 and not _mixed_by_nature(word, found):
            return f"mixes {' and '.join(sorted(found))} in one word, {word!r}"
    return None


def _words(label: str) -> list[str]:
    """Runs of letters, marks and joiners."""
    kept = "".join(each if scripts_of(each) or each.isalpha() or each in "\u200c\u200d" else " " for each in label)
    return kept.split()


def _is_latin(word: str) -> bool:
    return any(scripts_of(letter) == {"Latn"} for letter in word)


def _mixed_by_nature(word: str, found: set[str]) -> bool:
    if found & _EAST_ASIAN:
        return len(found - _EAST_ASIAN) <= 1
    latin = "".join(each for each in word if scripts_of(each) == {"Latn"})
    others = found - {"Latn"}
    return len(others) == 1 and not others & _ALPHABETS and bool(_CAPITALS.fullmatch(latin))


RULE = TextRule("mixed-script", "two scripts in one word", "scripts", __doc__ or "", "reject", check)

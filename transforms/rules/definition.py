"""The label says what something is, or lists it, in place of naming it.

``Tanka ea ntoa ke koloi e hlometseng e lateloang.`` is a sentence, ``informasie oor hoe om n banjo te bou`` a
page's subject, ``List of buffalo breeds`` a list. What tells: the stop of a sentence behind four words, phrases of
definitions and lists (a table by language), several clauses, more than 80 letters. Length alone proves little:
``chien noir et feu pour la chasse au raton laveur`` is a breed, and honest Navajo words are long.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resources.phrases import endings, inside, long_openings, openings
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from resources.languages import Language

_DESCRIBES = frozenset({"NV"})  # names things by describing them
_LETTERS, _LETTERS_DESCRIBING = 80, 250
_LIST, _SENTENCE, _CLAUSES = 3, 4, 6
_STOPS = tuple(".!?।。።۔။？！")
_BETWEEN_CLAUSES = re.compile(r"[,;:،؛] ?")


def check(label: str, language: Language) -> str | None:
    """Reject a definition, a sentence or the title of a list."""
    describes = language.code in _DESCRIBES
    words = label.split()
    if _too_long(label, _LETTERS_DESCRIBING if describes else _LETTERS):
        return f"is {len(label)} characters long, a description and no word"
    if found := _opening(language.code, len(words) >= _LIST).match(label) or _ends_a_list(label, language):
        return f"is the title of a list or a description ({found[0]!r})"
    if len(words) < _SENTENCE or describes:
        return None
    if label.endswith(_STOPS):
        return f"is a sentence of {len(words)} words"
    if len(words) >= _CLAUSES and len(_BETWEEN_CLAUSES.findall(label)) > 1:
        return f"is made of several clauses in {len(words)} words"
    found = _inside(language.code).search(label)
    return f"defines ({found[0].strip()!r})" if found else None


def _too_long(label: str, most: int) -> bool:
    # Marks are no letters: a stressed or pointed word is no longer than a plain one.
    return len(label) > most and sum(map(str.isalnum, label)) > most


@cache
def _opening(language: str, long: bool) -> re.Pattern[str]:
    return re.compile(f"(?:{opening_phrases(language, long)})", re.IGNORECASE)


@cache
def opening_phrases(language: str, long: bool) -> str:
    """How lists and descriptions begin in a language (BabelNet code), as alternatives of a pattern that ignores case.

    Spaces may be underscores, so that lemmas can be looked at too. ``long`` adds what counts from three words on.
    """
    phrases = openings(language) + (long_openings(language) if long else ())
    patterns = (re.escape(each).replace(r"\ ", "[ _]") + ("" if each.endswith("'") else "(?=[ _])") for each in phrases)
    return "|".join(patterns)


def _ends_a_list(label: str, language: Language) -> re.Match[str] | None:
    ends = endings(language.code)
    return _ending(ends).search(label) if ends and label.casefold().endswith(ends) else None


@cache
def _ending(ends: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<=.)(?:{'|'.join(map(re.escape, ends))})\Z", re.IGNORECASE)


@cache
def _inside(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, inside(language)))})(?=\s)", re.IGNORECASE)


RULE = TextRule("definition", "definition or list title", "wording", __doc__ or "", "reject", check)

"""A letter of another script that only looks right becomes the letter of the word: ``Printеr`` with a Cyrillic е
becomes ``Printer``, ``ноj`` with a Latin j becomes ``ној``. Only words that mix two scripts are touched, and only
where every strange letter is a known look-alike. Where the language writes both scripts, the script of most letters
of the label is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resources.letters import look_alikes
from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_LETTERS = {
    "Latn": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1d00-\u1d25\u1e00-\u1eff]"),
    "Cyrl": re.compile("[\u0400-\u0482\u048a-\u052f]"),
    "Grek": re.compile("[\u0370-\u0373\u0376-\u037d\u037f-\u0383\u0386\u0388-\u03e1\u1f00-\u1fff]"),
}
_WORD = re.compile(r"[^\W\d_]+")
_STRANGE = re.compile("[\u0370-\u052f]")


def apply(text: str, language: Language) -> str:
    """Give strange letters of mixed words the script of the label."""
    if not _STRANGE.search(text):
        return text
    counts = {script: len(pattern.findall(text)) for script, pattern in _LETTERS.items()}
    if sum(count > 0 for count in counts.values()) < 2:
        return text
    script = _wanted(counts, language)
    if script is None:
        return text
    known = look_alikes(language.code, script)
    return _WORD.sub(lambda word: _in_script(word[0], script, known), text)


def _wanted(counts: dict[str, int], language: Language) -> str | None:
    """The script of most letters among those the language writes, its preferred one where none leads."""
    written = [script for script in language.scripts if script in counts]
    return max(written, key=counts.__getitem__, default=None)


def _in_script(word: str, script: str, known: dict[str, str]) -> str:
    own = _LETTERS[script]
    strange = [letter for letter in word if not own.match(letter)]
    if not strange or not all(letter in known for letter in strange):
        return word
    # A word all of strange letters is a foreign word, but a single Cyrillic letter in a Latin label is a slip (Ford Т).
    if len(strange) == len(word) and not (script == "Latn" and len(word) == 1):
        return word
    return "".join(known.get(letter, letter) if not own.match(letter) else letter for letter in word)


REPAIR = Repair("look-alikes", "letters of another script", __doc__ or "", apply)

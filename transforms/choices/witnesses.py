"""Which sources of a word are independent of each other, so that their agreement counts."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from resources.sources import is_weak, source

#: Of one project, or copied from one another by programs: a title, its redirects, its category, its item's label and
#: aliases say one thing once.
_WIKIMEDIA = "wikimedia"
_WIKTIONARY = "wiktionary"

#: The same lexicon under BabelNet's name and under its own; all others are named alike but for the prefix.
_ALSO = {
    "IWN": "iwn",
    "OMWN_AR": "arb",
    "SALDO": "sv",
    "ICEWN": "is",
    "SLOWNET": "sl",
    "MCR_CA": "ca",
    "MCR_ES": "es",
    "MCR_EU": "eu",
    "MCR_GL": "gl",
    "OMWN_GAE": "ga",
    "OMWN_ZH": "cmn",
    "OMWN_CWN": "qcn",
    "OMWN_NO": "nb",
    "OMWN_MS": "zsm",
    "WN2020": "en",
    "OEWN": "en",
    "WN": "en",
    "oewn": "en",
}


class Witness(NamedTuple):
    """What a source's word is worth."""

    name: str  #: sources of one name are one witness
    weak: bool  #: nobody vouches for its words: expansions, labels and aliases of Wikidata, redirects, unknown sources
    rank: int  #: smaller is better
    silent_on_case: bool  #: titles begin with a capital whatever the word


@cache
def witness(name: str) -> Witness:
    """What stands behind this source. Unknown sources are weak, each a witness of its own."""
    about = source(name)
    return Witness(_independent(name, about.kind), is_weak(name), about.rank, _is_title(name, about.kind))


def _independent(name: str, kind: str) -> str:
    if name.startswith("WIKI") or (kind.startswith("wiki") and kind != _WIKTIONARY):
        return _WIKIMEDIA
    if kind == _WIKTIONARY:
        return _WIKTIONARY
    if name in _ALSO:
        return f"wordnet {_ALSO[name]}"
    for prefix in ("OMWN_", "omw-"):
        if name.startswith(prefix):
            return f"wordnet {name.removeprefix(prefix).lower()}"
    return name


def _is_title(name: str, kind: str) -> bool:
    return kind in ("wikipedia", "wikiquote", "redirect") or name in ("WIKIDIS", "WIKICAT")

"""Where a sense's word is from: the 60 sense sources of BabelNet and the ids of open lexicons, and what each is worth.

The table is ``sources.tsv``; ``docs/sources.md`` says what its columns mean and why the ranks are as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Kinds that are no evidence of a word being in use: filled by programs, or with English where a language has nothing.
WEAK_KINDS = frozenset({"redirect", "wikidata-label", "wikidata-alias", "expansion", "unknown"})
_UNKNOWN_RANK = 85
_WORDNET_RANK = 10
_WIKTIONARY_RANK = 8
_NEWEST = (999,)


@dataclass(frozen=True, slots=True)
class SenseSource:
    """One source of senses."""

    name: str  #: BabelNet's name (``OMWN_NL``) or the id of an open lexicon (``omw-nl``)
    label: str  #: what a person calls it
    kind: str  #: wordnet, wiktionary, omegawiki, wikipedia, redirect, wikidata-label ...; unknown
    rank: int  #: for choosing: a smaller one is better


@lru_cache(maxsize=4096)
def source(name: str) -> SenseSource:
    """Look up a source. A name BabelNet does not have is an open lexicon in lower case and of unknown kind in upper."""
    if row := _table().get(name):
        return SenseSource(name, row["label"], row["kind"], int(row["rank"]))
    if name == name.upper():
        return SenseSource(name, name, "unknown", _UNKNOWN_RANK)
    if name.startswith("wikt-"):
        return SenseSource(name, f"Wiktionary ({name.removeprefix('wikt-')})", "wiktionary", _WIKTIONARY_RANK)
    return SenseSource(name, name, "wordnet", _WORDNET_RANK)


def is_weak(name: str) -> bool:
    """Tell whether a word that only such sources give may just as well be a copy of English."""
    return source(name).kind in WEAK_KINDS


@lru_cache(maxsize=16384)
def is_machine_translation(source: str, language: str, version: str) -> bool:
    """Tell whether all senses of this source in this language are machine translation, as BabelNet defines it.

    BabelNet counts some wordnets that people made among them (Bulgarian, Croatian, Slovene, Japanese). Open lexicons
    and unknown sources never are.

    Args:
        source: BabelNet's name of the source; an open lexicon's id.
        language: BabelNet code, upper case.
        version: BabelNet's version as any of its interfaces writes it (``5.2``, ``V5_2``); "" is the newest.
    """
    row = _table().get(source)
    rule, _, argument = (row["machine_translation"] if row else "never").partition(":")
    if rule == "before":
        return _version(version) < _version(argument)
    if rule == "except":
        return language not in argument.split(",")
    return rule == "always"


def _version(text: str) -> tuple[int, ...]:
    """``V5_2`` as (5, 2); what has no number in it (LIVE, UNKNOWN) is the newest."""
    return tuple(int(number) for number in re.findall(r"[0-9]{1,4}", text)[:3]) or _NEWEST


def sources() -> tuple[SenseSource, ...]:
    """All sources of BabelNet, the best rank first."""
    return tuple(source(name) for name in _table())


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("resources").joinpath("sources.tsv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
    return MappingProxyType({row["name"]: row for row in rows})

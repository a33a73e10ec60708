"""Which requests are missing, as few as the API allows: one to resolve a class, then one per three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resources import languages as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.lexicons.babelnet_api.held import Held

AT_ONCE = 3  #: target languages that one getSynset takes besides English (the public guide)
ENGLISH = "EN"
NEVER = "MUL"  #: no language: names that BabelNet spreads over all of them


@dataclass(frozen=True, slots=True)
class Asks:
    """What is missing for one class: languages, packed as they are asked for, and whether it is to be resolved."""

    offset: str
    resolve: bool
    languages: tuple[tuple[str, ...], ...]

    @property
    def requests(self) -> int:
        """Requests, if each is answered and the class has a synset."""
        return self.resolve + len(self.languages)


def requests_for(offsets: Iterable[str], languages: Iterable[str], held: Held) -> list[Asks]:
    """What the store lacks, class by class, in the order given; classes that failed before come last.

    Two classes of one synset are asked for once. A class that is not resolved yet is taken to have a synset of its own.
    """
    wanted = asked_languages(languages)
    asks, promised = list[Asks](), set[str]()
    for offset in dict.fromkeys(offsets):
        synset_id = next(iter(held.ids.get(offset, ())), "")
        resolve = offset not in held.ids
        packed = packed_languages(missing(held, synset_id, wanted)) if resolve or synset_id else ()
        if synset_id in promised:
            packed = ()
        promised.update([synset_id] if synset_id else [])
        if resolve or packed:
            asks.append(Asks(offset, resolve, packed))
    return sorted(asks, key=lambda one: one.offset in held.failed)


def asked_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """The languages that are really asked for, in one order whatever the user's was.

    BabelNet knows nothing of those that were added to the table: one wrong code costs the answer for its neighbours.
    """
    return tuple(sorted(code for code in set(languages) - {NEVER} if table.language(code).kind != table.ADDED))


def missing(held: Held, synset_id: str, wanted: Sequence[str]) -> list[str]:
    """The wanted languages that a synset was not answered in."""
    have = held.languages.get(synset_id, set())
    return [code for code in wanted if code not in have]


def packed_languages(languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Languages in as few requests as can be. English is free beside others, and needs a request of its own alone."""
    others = [code for code in languages if code != ENGLISH]
    packs = [tuple(others[start : start + AT_ONCE]) for start in range(0, len(others), AT_ONCE)]
    if ENGLISH in languages:
        packs[:1] = [(ENGLISH, *(packs[0] if packs else ()))]
    return tuple(packs)

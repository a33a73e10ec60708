"""From the Collaborative Interlingual Index (ILI) to WordNet 3.0, to join wordnets that follow another WordNet."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files

_ILI = re.compile(r"i[1-9]\d{0,7}", re.ASCII)


def wn30_noun(ili: str) -> str | None:
    """The WordNet 3.0 offset of an ILI, ``i46360`` -> ``02084071n``; None where it is no noun of WordNet 3.0."""
    if not _ILI.fullmatch(ili):
        return None
    first, offsets = _nouns()
    place = int(ili[1:]) - first
    return f"{offsets[place]:08}n" if 0 <= place < len(offsets) else None


def is_ili(ili: str) -> bool:
    """Whether a synset's ``ili`` says something: ``""`` is none, and ``in`` a proposal without a number yet."""
    return ili not in ("", "in")


@cache
def _nouns() -> tuple[int, list[int]]:
    """The number of the first noun, and every noun's offset in the order of their numbers."""
    packed = (files("resources") / "ili_nouns.txt.gz").read_bytes()
    rows = [row for row in gzip.decompress(packed).decode().splitlines() if not row.startswith("#")]
    offsets, offset = [], 0
    for distance in rows[1:]:
        offset += int(distance)
        offsets.append(offset)
    return int(rows[0].removeprefix("first ")), offsets

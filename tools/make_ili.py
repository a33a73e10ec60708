"""Makes ``resources/ili_nouns.txt.gz``, the WordNet 3.0 nouns by ILI, from CILI's ``ili-map-pwn30.tab``.

    python tools/make_ili.py ili-map-pwn30.tab

CILI numbers the nouns of WordNet 3.0 in the order of their offsets, without a gap, so the table is one column: the
distance from each offset to the next. The map is checked to be so before anything is written. The same map gives the
same bytes.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "ili_nouns.txt.gz"
NOTICE = """\
# WordNet 3.0 nouns by ILI: line k holds the distance from the offset of the noun before to that of i(first+k)
# From ili-map-pwn30.tab of the Collaborative Interlingual Index, https://github.com/globalwordnet/cili, CC BY 4.0
# (Bond, Vossen, McCrae and Fellbaum 2016); changed: cut to nouns and written as distances
"""


def compact(lines: list[str]) -> bytes:
    """The table as text. Raises ValueError where the map is not what CILI publishes."""
    pairs = [line.split() for line in lines if line.endswith("-n")]
    nouns = sorted((int(ili.removeprefix("i")), int(offset.removesuffix("-n"))) for ili, offset in pairs)
    first = nouns[0][0]
    if [ili for ili, _ in nouns] != list(range(first, first + len(nouns))):
        raise ValueError("the ILI numbers of the nouns have a gap: another form of table is needed")
    offsets = [offset for _, offset in nouns]
    if offsets != sorted(set(offsets)):
        raise ValueError("the offsets do not ascend with the ILI numbers: another form of table is needed")
    distances = [after - before for before, after in zip([0, *offsets[:-1]], offsets, strict=True)]
    return (NOTICE + f"first {first}\n" + "\n".join(map(str, distances)) + "\n").encode()


if __name__ == "__main__":
    text = compact(Path(sys.argv[1]).read_text("utf-8").splitlines())
    TARGET.write_bytes(gzip.compress(text, 9, mtime=0))

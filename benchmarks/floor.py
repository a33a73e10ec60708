"""The floor: what a careful person would write as one loop, with the same readers and the same byte filter as a build.

    python benchmarks/floor.py DUMP CLASSES OUTPUT.parquet

One process: decompress, find the wanted lines by their bytes, decode those with msgspec, select labels as the ``paper``
profile does, write one Parquet file. No provenance, no candidates, no rules but the paper's two. Builds are measured in
multiples of this.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from benchmarks.paper_selection import Found, digest, finish
from pipeline.lexicons.babelnet_dump import BabelnetDump, may_hold
from pipeline.lexicons.lexicon import Tally
from pipeline.lexicons.shard_lines import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Properties(msgspec.Struct, gc=False):
    """The fields of a sense that the selection looks at."""

    language: str
    source: str
    fullLemma: str  # noqa: N815 - BabelNet's own name


class Sense(msgspec.Struct, gc=False):
    """``senses[]``."""

    properties: Properties


class Offset(msgspec.Struct, gc=False):
    """``wnOffsets[]``."""

    id: str
    version: str


class Line(msgspec.Struct, gc=False):
    """One synset."""

    senses: list[Sense]
    wnOffsets: list[Offset]  # noqa: N815
    id: str = ""


def wanted_lines(dump: Path, offsets: Iterable[str]) -> Iterator[bytes]:
    """The lines that may hold a wanted offset, told by their bytes."""
    marks = frozenset(offset.encode() for offset in offsets)
    for shard in BabelnetDump(str(dump)).shards():
        for _, line in numbered_lines(shard, Tally()):
            if may_hold(line, marks):
                yield line


def rows(dump: Path, classes: dict[str, int]) -> Iterator[Found]:
    """Class index, synset id and (language, source, lemma) of every wanted synset."""
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(Line).decode
    for raw in wanted_lines(dump, classes):
        line = decode(raw)
        senses = None
        for offset in line.wnOffsets:
            index = classes.get(offset.id[3:]) if offset.version == "WN_30" else None
            if index is not None:
                if senses is None:
                    senses = [(p.language, p.source, p.fullLemma) for p in [sense.properties for sense in line.senses]]
                yield index, line.id or id_of(raw), senses


def id_of(raw: bytes) -> str:
    """The synset's id in the API's own layout, where only its senses say it."""
    return str(msgspec.json.decode(raw)["senses"][0]["properties"]["synsetID"]["id"])


def main() -> None:
    """Read the arguments and run; with ``--hash``, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", type=Path)
    parser.add_argument("classes")
    parser.add_argument("output", type=Path)
    parser.add_argument("--hash", action="store_true", help="print the hash of the rows, which costs time of its own")
    given = parser.parse_args()
    finish(rows, given.dump, given.classes, given.output)
    if given.hash:
        print(digest(given.output))


if __name__ == "__main__":
    main()

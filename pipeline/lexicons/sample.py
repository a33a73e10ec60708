"""The bundled sample: a hand-made dump of about a hundred classes; a first build needs no key and no download."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.lexicons.babelnet_dump import BabelnetDump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicons.lexicon import Description, Shard, Tally, Wanted
    from transforms.model import BadLine, Synset


@dataclass(frozen=True, slots=True)
class Sample:
    """A BabelNet dump in shape, hand-made in content."""

    kind: str = "sample"

    def describe(self) -> Description:
        """Says that it is a sample, and hand-made."""
        return replace(_dump().describe(), kind=self.kind, place="")

    def shards(self) -> list[Shard]:
        """The bundled shards."""
        return _dump().shards()

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """As any dump is read."""
        return _dump().read(shard, wanted, tally)


def _dump() -> BabelnetDump:
    return BabelnetDump(str(files("resources") / "sample"))

"""What a lexicon is to a build: some shards, and a way to read the wanted synsets out of one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.model import BadLine, ImageClass, Synset


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of a lexicon, or a range of one: what one worker reads from end to end."""

    name: str  #: its name within the lexicon, the same on every machine
    path: str  #: where it lies: any path that Beam's FileSystems open
    size: int  #: bytes on disk of this range
    start: int = 0  #: first byte of the range; only plain text is split
    end: int | None = None  #: byte after the range, None for the end of the file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the classes, by WordNet 3.0 offset. Languages are not: a scan keeps them all."""

    classes: dict[str, ImageClass]  #: ``01440764n`` to its class


@dataclass(slots=True)
class Tally:
    """What reading one shard came to. The reader counts as it goes; the build checks that the counts add up."""

    bytes: int = 0  #: uncompressed
    lines: int = 0
    decoded: int = 0  #: lines that were parsed, wanted or not
    sha256: str = ""  #: of the file as it lies on disk; "" where only a range was read
    facts: dict[str, str] = field(default_factory=dict)  #: said by the file itself: licence, version, url, language
    warnings: list[str] = field(default_factory=list)  #: odd but harmless things, in words


@dataclass(frozen=True, slots=True)
class Description:
    """What a lexicon says of itself, for the manifest and the data card."""

    kind: str  #: ``babelnet-dump``, ``open-wordnet`` ...
    place: str  #: what the user named, "" for the sample
    version: str = ""  #: version of the lexicon as a whole (BabelNet's data version), "" where each file has its own
    licence: str = ""
    notice: str = ""  #: words that the licence wants on every copy


class Lexicon(Protocol):
    """One place where senses come from. Small, picklable, opened once and read by many workers."""

    def describe(self) -> Description:
        """Say what this lexicon is."""
        ...

    def shards(self) -> list[Shard]:
        """List what there is to read, by name. Raises UserError where there is nothing."""
        ...

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """Yield each wanted synset of the shard with its senses in wire order, and each line that could not be read.

        A shard that is cut short or corrupt raises UserError naming it: never a shorter table.
        """
        ...


def as_record(description: Description) -> dict[str, Any]:
    """The description as plain values, for JSON."""
    return {name: getattr(description, name) for name in Description.__slots__}

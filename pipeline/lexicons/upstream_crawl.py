"""The raw crawl of the scripts that made the published labels: per language a list as long as the class list.

``{"DE": [[{"lemma": "Schleie", "language": "DE", "source": "WIKI", "is_mt": false, "id": "bn:00076495n"}], ...]}``:
the place in a language's list is the class index, so a crawl fits only the class list it was made for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from pipeline import places
from pipeline.errors import UserError
from pipeline.lexicons.babelnet_dump import LICENCE, NOTICE
from pipeline.lexicons.folder import DAMAGE, damaged, open_file
from pipeline.lexicons.lexicon import Description, Shard, Tally, Wanted
from transforms.model import BadLine, Sense, Synset

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE_LIMIT = 4 << 30  #: bytes uncompressed; a crawl of 1000 classes in 500 languages has hundreds of MB
EXCERPT = 200
_CHUNK = 1 << 20


class CrawlSense(msgspec.Struct, frozen=True, gc=False):
    """A sense as the scripts wrote it."""

    lemma: str
    source: str
    is_mt: bool | None = None
    id: str | int | None = None


_whole = msgspec.json.Decoder(dict[str, msgspec.Raw])
_cells = msgspec.json.Decoder(list[msgspec.Raw])
_language = msgspec.json.Decoder(list[list[CrawlSense]])
_cell = msgspec.json.Decoder(list[msgspec.Raw])
_sense = msgspec.json.Decoder(CrawlSense)


@dataclass(frozen=True, slots=True)
class UpstreamCrawl:
    """One file, plain or compressed with gzip, zstd or xz. What it says of machine translation (``is_mt``) is taken."""

    place: str
    kind: str = "upstream-crawl"

    def describe(self) -> Description:
        """BabelNet's licence and notice; the file does not say its version."""
        return Description(self.kind, self.place, "", LICENCE, NOTICE.format(version=""))

    def shards(self) -> list[Shard]:
        """The file. Raises UserError where there is none."""
        path = Path(self.place)
        if not places.is_remote(self.place) and not path.is_file():
            raise UserError(
                f"{self.place}: {'a folder' if path.is_dir() else 'there is no such file'}",
                "An upstream-crawl lexicon is one JSON file: {LANG: [[{lemma, language, source, is_mt, id}], ...]}.",
                "Name the file itself: --lexicon upstream-crawl:crawl.json",
            )
        size = 0 if places.is_remote(self.place) else path.stat().st_size
        return [Shard(path.name, self.place, size)]

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """A synset for each language and class that has senses, in the file's order, and senses that cannot be read."""
        content = _content(shard, tally)
        try:
            languages = _whole.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _not_a_crawl(shard, str(error)) from error
        offsets = {image_class.index: offset for offset, image_class in wanted.classes.items()}
        for code, raw in languages.items():
            tally.lines += 1
            yield from _read_language(code, raw, shard, offsets, tally)


def _read_language(
    code: str, raw: msgspec.Raw, shard: Shard, offsets: dict[int, str], tally: Tally
) -> Iterator[Synset | BadLine]:
    bad: list[BadLine] = []
    try:
        cells = _language.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        cells = _read_loosely(code, raw, shard, bad)
    if len(cells) != len(offsets):
        raise UserError(
            f"{shard.path}: {code} has {len(cells):,} classes, the class list has {len(offsets):,}",
            "The place in the list is the class, so every label would go to a wrong one.",
            "Name the class list that the crawl was made for: --classes LIST",
        )
    tally.decoded += len(cells)
    yield from bad
    for index, senses in enumerate(cells):
        if senses:
            yield _synset(code.upper(), offsets[index], senses)


def _synset(language: str, offset: str, senses: list[CrawlSense]) -> Synset:
    ids = ["" if sense.id is None else str(sense.id) for sense in senses]
    synset = next((id_ for id_ in ids if id_.startswith("bn:")), f"wn:{offset}")
    found = [
        # Written with str(), a sense source of BabelNet's Python package carries the name of its type.
        Sense(sense.lemma, language, sense.source.removeprefix("BabelSenseSource."), id_, sense.is_mt)
        for sense, id_ in zip(senses, ids, strict=True)
    ]
    return Synset(synset, (offset,), tuple(found))


def _read_loosely(code: str, raw: msgspec.Raw, shard: Shard, bad: list[BadLine]) -> list[list[CrawlSense]]:
    """A language with something odd in it: what can be read is read, and the rest is said with its place."""
    try:
        cells = _cells.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _not_a_crawl(shard, f"{code}: {error}") from error
    result: list[list[CrawlSense]] = []
    for index, cell in enumerate(cells):
        result.append([])
        try:
            senses = _cell.decode(cell)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            bad.append(_bad(shard, f"{code}, class {index}: {error}", cell))
            continue
        for place, sense in enumerate(senses):
            try:
                result[-1].append(_sense.decode(sense))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                bad.append(_bad(shard, f"{code}, class {index}, sense {place}: {error}", sense))
    return result


def _bad(shard: Shard, reason: str, raw: msgspec.Raw) -> BadLine:
    # Line 1: the scripts wrote a crawl without line breaks; its place is told by language, class and sense.
    return BadLine(shard.name, 1, reason, bytes(raw)[:EXCERPT].decode("utf-8", "replace"))


def _not_a_crawl(shard: Shard, why: str) -> UserError:
    return UserError(
        f"{shard.path}: not a crawl of the original scripts ({why})",
        "It should be one JSON object: {LANG: [[{lemma, language, source, is_mt, id}], ...]}, a list entry per class.",
        "A dump with one getSynset answer a line is read by --lexicon babelnet-dump:PATH.",
    )


def _content(shard: Shard, tally: Tally) -> bytes:
    hashing, stream = open_file(shard.path)
    with hashing, stream:
        try:
            content = _bounded(stream, shard)
        except DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the file
            raise damaged(shard.path, error) from error
        tally.bytes, tally.sha256 = len(content), hashing.rest_hashed()
    return content


def _bounded(stream: BinaryIO, shard: Shard) -> bytes:
    pieces, total = [], 0
    while piece := stream.read(_CHUNK):
        total += len(piece)
        if total > SIZE_LIMIT:
            raise UserError(
                f"{shard.path}: more than {SIZE_LIMIT >> 30} GiB when unpacked",
                "No crawl is near that size; a file made to exhaust a reader is.",
                "Split it by language, or make a babelnet-dump of it.",
            )
        pieces.append(piece)
    return b"".join(pieces)

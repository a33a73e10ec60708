"""The lines of one shard of JSON Lines, whole file or byte range, counted and hashed on the way."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, cast

from pipeline import places
from pipeline.lexicons.compression import HashingReader, lines, open_lines, sha256
from pipeline.lexicons.lexicon import Shard, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_LIMIT = 64 << 20  #: bytes; the largest real answer, all languages of one synset, is below 2 MB
_BUFFER = 1 << 20


def numbered_lines(shard: Shard, tally: Tally) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line. The number counts from the start of the range.

    A line longer than LINE_LIMIT comes as its first LINE_LIMIT + 1 bytes. Raises DamagedError where the file is cut
    or corrupt.
    """
    return _whole_file(shard, tally) if shard.end is None else _range(shard, tally)


def digest(shard: Shard) -> str:
    """The checksum that reading the shard would come to, nothing decoded: to know an unchanged shard again."""
    if shard.end is None:
        return sha256(shard.path) if shard.path else ""
    tally = Tally()
    for _ in _range(shard, tally):
        pass
    return tally.sha256


def _whole_file(shard: Shard, tally: Tally) -> Iterator[tuple[int, bytes]]:
    with places.open_to_read(shard.path) as raw:
        hashing = HashingReader(raw)
        stream = open_lines(hashing)  # kept: when it goes, it closes what is below
        for line in lines(stream, LINE_LIMIT):
            tally.lines += 1
            tally.bytes += len(line)
            yield tally.lines, line
        tally.sha256 = hashing.rest_hashed()


def _range(shard: Shard, tally: Tally) -> Iterator[tuple[int, bytes]]:
    """Every line that begins in the range; its checksum is that of these lines, since buffers read past the end."""
    checksum = hashlib.sha256()
    with places.open_to_read(shard.path) as raw:
        raw.seek(max(shard.start - 1, 0))
        stream: io.BufferedReader[io.RawIOBase] = io.BufferedReader(cast("io.RawIOBase", raw), _BUFFER)
        left = shard.size
        if shard.start:
            left += 1 - _skip_line(stream)  # it began before, and is read there
        if left <= 0:
            return
        for line in lines(stream, LINE_LIMIT):
            tally.lines += 1
            tally.bytes += len(line)
            checksum.update(line)
            yield tally.lines, line
            left -= len(line)
            if left <= 0:
                break
    tally.sha256 = checksum.hexdigest()


def _skip_line(stream: io.BufferedReader[io.RawIOBase]) -> int:
    skipped = 0
    while piece := stream.readline(_BUFFER):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped

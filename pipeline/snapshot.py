"""The scan's result on disk: every sense of the wanted synsets, Arrow batches by language.

The one shuffle carries the addresses of these batches, not their rows, so that neither memory nor the shuffle grows
with the dump; and a later build with another rule or language reads them again in place of the lexicon.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from pipeline import places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.gather import Row

FORMAT = 2  #: of the files; a build never reads another's
_PIECES = 40  # bits for a piece within its file
FILE_ROWS = 100_000  #: rows kept in memory before they are written: about 40 MB

_SCHEMA = pa.schema([
    ("class_index", pa.int32()),
    ("piece", pa.int64()),
    ("synset_id", pa.string()),
    ("lemma", pa.string()),
    ("source", pa.string()),
    ("sense_id", pa.string()),
    ("machine", pa.bool_()),
])  # fmt: skip


class Address(NamedTuple):
    """Where one language's rows of one file lie."""

    path: str
    batch: int
    rows: int


def write(path: str, by_language: dict[str, list[tuple[object, ...]]]) -> list[tuple[str, Address]]:
    """Write one file, whole or not at all: a batch per language, languages ascending. Gives their addresses."""
    sink = pa.BufferOutputStream()
    addresses = []
    with pa.ipc.new_file(sink, _SCHEMA) as writer:
        for number, language in enumerate(sorted(by_language)):
            rows = by_language[language]
            writer.write_batch(pa.record_batch([list(column) for column in zip(*rows, strict=True)], schema=_SCHEMA))
            addresses.append((language, Address(path, number, len(rows))))
    places.write_whole(path, sink.getvalue())
    return addresses


def read(addresses: Iterable[Address]) -> list[Row]:
    """The rows at some addresses, file by file in the order of their paths."""
    rows: list[Row] = []
    for ordinal, (path, number, _) in enumerate(sorted(addresses)):
        columns = [column.to_pylist() for column in _opened(path).get_batch(number).columns]
        first = ordinal << _PIECES  # pieces are counted from 0 in every file
        columns[1] = [first + piece for piece in columns[1]]
        rows.extend(zip(*columns, strict=True))
    return rows


@lru_cache(maxsize=256)
def _opened(path: str) -> Any:
    """A file stays open: every language has a batch in nearly every file, and its index is as long as its data."""
    source = pa.BufferReader(places.read_bytes(path)) if places.is_remote(path) else pa.memory_map(path)
    return pa.ipc.open_file(source)

"""Writes the tables of a release, once, each with its written schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import places
from pipeline.release import schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from resources.languages import Language
    from transforms.model import ImageClass

ROW_GROUP = 1 << 16  #: rows; small languages share a group, so that a large release stays quick to open


class LanguagePart(NamedTuple):
    """Where the part of a language lies, and what it counts."""

    language: Language
    known: bool
    labels: str  #: path of its labels, an Arrow file
    candidates: str
    rejected: dict[str, int]
    counts: dict[str, int]  #: candidates, rejected, classes, labels, ambiguous, repaired


class Totals(NamedTuple):
    """What writing the two large tables came to, for the small ones."""

    candidates: np.ndarray[Any, Any]  #: by class index
    rejected: np.ndarray[Any, Any]
    labels: np.ndarray[Any, Any]


def write_table(path: Path, table: pa.Table, name: str, terms: Mapping[str, str]) -> None:
    """Write one small table in the schema of its name. ``terms`` is key-value metadata: licence and notice."""
    with _writer(path, name, terms) as writer:
        writer.write_table(table.cast(schemas.TABLES[name]))


def write_rows(path: Path, rows: list[dict[str, Any]], terms: Mapping[str, str]) -> None:
    """Write rows given as dicts, in the schema of the file's name."""
    write_table(path, pa.Table.from_pylist(rows, schema=schemas.TABLES[path.name]), path.name, terms)


def write_parts(folder: Path, parts: Iterable[LanguagePart], classes: int, terms: Mapping[str, str]) -> Totals:
    """Write labels.parquet and candidates.parquet from the parts, in their order, and count as they pass."""
    zero = [np.zeros(classes, np.int64) for _ in range(3)]
    totals = Totals(*zero)
    with (
        _Grouped(folder / "labels.parquet", terms) as labels,
        _Grouped(folder / "candidates.parquet", terms) as candidates,
    ):
        for part in parts:
            chosen, seen = _read_part(part.labels), _read_part(part.candidates)
            _count(totals, chosen, seen)
            labels.write(chosen)
            candidates.write(seen)
    return totals


def _count(totals: Totals, labels: pa.Table, candidates: pa.Table) -> None:
    size = len(totals.labels)
    index = candidates["class_index"].to_numpy()
    rejected = candidates["rule"].is_valid().to_numpy()
    totals.candidates[:] += np.bincount(index, minlength=size)
    totals.rejected[:] += np.bincount(index[rejected], minlength=size)
    totals.labels[:] += np.bincount(labels["class_index"].to_numpy(), minlength=size)


def language_rows(parts: list[LanguagePart], classes: int) -> Iterator[dict[str, Any]]:
    """Rows of languages.parquet."""
    for part in parts:
        count = part.counts
        yield {
            "language": part.language.code,
            "name": part.language.name,
            "bcp47": part.language.bcp47,
            "scripts": list(part.language.scripts),
            "known": part.known,
            "candidates": count["candidates"],
            "rejected": count["rejected"],
            "accepted": count["candidates"] - count["rejected"],
            "classes_with_candidates": count["classes"],
            "labels": count["labels"],
            "coverage": count["labels"] / classes,
            "ambiguous": count["ambiguous"],
            "repaired": count["repaired"],
        }


def class_rows(
    classes: Iterable[ImageClass], totals: Totals, parts: list[LanguagePart], synset_ids: dict[int, set[str]]
) -> Iterator[dict[str, Any]]:
    """Rows of classes.parquet."""
    with_labels = sum(part.counts["labels"] > 0 for part in parts)
    for each in classes:
        labels = int(totals.labels[each.index])
        yield {
            "class_index": each.index,
            "wnid": each.wnid,
            "wn_offset": each.wn_offset,
            "lemmas": list(each.lemmas),
            "gloss": each.gloss,
            "synset_ids": sorted(synset_ids.get(each.index, ())),
            "candidates": int(totals.candidates[each.index]),
            "rejected": int(totals.rejected[each.index]),
            "labels": labels,
            "coverage": labels / with_labels if with_labels else 0.0,
        }


def funnel_rows(parts: list[LanguagePart]) -> Iterator[dict[str, Any]]:
    """Rows of funnel.parquet: per language, what each rule rejected, and under "" what none did."""
    for part in parts:
        count = part.counts
        kept = {"": count["candidates"] - count["rejected"]}
        for rule, candidates in sorted({**part.rejected, **kept}.items()):
            yield {"language": part.language.code, "rule": rule, "candidates": candidates}


class _Grouped:
    """Writes tables into row groups of ROW_GROUP rows at least, small ones together."""

    def __init__(self, path: Path, terms: Mapping[str, str]) -> None:
        self._writer = _writer(path, path.name, terms)
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def __enter__(self) -> _Grouped:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._flush()
        self._writer.close()

    def write(self, table: pa.Table) -> None:
        """Add a table; written when enough rows wait."""
        self._waiting.append(table)
        self._rows += table.num_rows
        if self._rows >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            table = pa.concat_tables(self._waiting).combine_chunks()
            self._writer.write_table(table, row_group_size=table.num_rows)
        self._waiting, self._rows = [], 0


def _writer(path: Path, name: str, terms: Mapping[str, str]) -> pq.ParquetWriter:
    # Besides the lexicon's terms only the library's own version enters: the same cells are the same bytes.
    schema = schemas.TABLES[name].with_metadata(dict(terms))
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)


def _read_part(path: str) -> pa.Table:
    with pa.OSFile(path) if not places.is_remote(path) else pa.BufferReader(places.read_bytes(path)) as file:
        return pa.ipc.open_file(file).read_all()


def write_part(path: str, table: pa.Table) -> None:
    """Write the part of a language, whole or not at all."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    places.write_whole(path, sink.getvalue())

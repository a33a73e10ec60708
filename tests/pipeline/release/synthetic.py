"""A release for tests: labels and candidates are given, all that can be counted is counted from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.release import schemas

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]
Languages = dict[str, tuple[str, str, list[str]]]  #: by code: name, BCP-47 tag, scripts
Classes = list[tuple[str, list[str], str]]  #: wnid, lemmas, gloss


def write_release(
    folder: Path,
    labels: pa.Table,
    candidates: pa.Table,
    languages: Languages,
    classes: Classes,
    bad_lines: list[Row] | None = None,
) -> Path:
    """The tables of a release in ``folder``; what can be counted is counted from the two given."""
    tables = {
        "labels.parquet": labels,
        "candidates.parquet": candidates,
        "languages.parquet": _languages(labels, candidates, languages, len(classes)),
        "classes.parquet": _classes(labels, candidates, classes),
        "funnel.parquet": _funnel(candidates),
        "bad_lines.parquet": table_of("bad_lines.parquet", bad_lines or []),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / name, compression="zstd")
    return folder


def _counts(table: pa.Table, key: str) -> dict[Any, int]:
    return dict(pl.Series(table[key]).value_counts().rows())


def _languages(labels: pa.Table, candidates: pa.Table, languages: Languages, classes: int) -> pa.Table:
    marked = pl.DataFrame({"language": labels["language"], "flags": labels["flags"], "repairs": labels["repairs"]})
    ambiguous = marked.filter(pl.col("flags").list.eval(pl.element().str.starts_with("ambiguous")).list.any())[
        "language"
    ].to_list()
    repaired = marked.filter(pl.col("repairs").list.len() > 0)["language"].to_list()
    cells = (
        pl.DataFrame({"language": candidates["language"], "index": candidates["class_index"]})
        .unique()["language"]
        .to_list()
    )
    rejected = _counts(candidates.filter(pc.equal(candidates["verdict"], "rejected")), "language")
    of, seen = _counts(labels, "language"), _counts(candidates, "language")
    rows = [
        {
            "language": code,
            "name": name,
            "bcp47": tag,
            "scripts": scripts,
            "known": True,
            "candidates": seen.get(code, 0),
            "rejected": rejected.get(code, 0),
            "accepted": seen.get(code, 0) - rejected.get(code, 0),
            "classes_with_candidates": cells.count(code),
            "labels": of.get(code, 0),
            "coverage": of.get(code, 0) / classes,
            "ambiguous": ambiguous.count(code),
            "repaired": repaired.count(code),
        }
        for code, (name, tag, scripts) in sorted(languages.items())
    ]
    return table_of("languages.parquet", rows)


def _classes(labels: pa.Table, candidates: pa.Table, classes: Classes) -> pa.Table:
    rejected = _counts(candidates.filter(pc.equal(candidates["verdict"], "rejected")), "class_index")
    of, seen = _counts(labels, "class_index"), _counts(candidates, "class_index")
    languages = max(1, len(_counts(labels, "language")))
    rows = [
        {
            "class_index": index,
            "wnid": wnid,
            "wn_offset": wnid[1:] + "n",
            "lemmas": lemmas,
            "gloss": gloss,
            "synset_ids": [f"bn:{index:08}n"],
            "candidates": seen.get(index, 0),
            "rejected": rejected.get(index, 0),
            "labels": of.get(index, 0),
            "coverage": of.get(index, 0) / languages,
        }
        for index, (wnid, lemmas, gloss) in enumerate(classes)
    ]
    return table_of("classes.parquet", rows)


def _funnel(candidates: pa.Table) -> pa.Table:
    frame = pl.DataFrame({"language": candidates["language"], "rule": candidates["rule"]}).with_columns(
        pl.col("rule").fill_null("")
    )
    counted = frame.group_by("language", "rule").agg(candidates=pl.len().cast(pl.Int64)).sort("language", "rule")
    return pa.Table.from_pylist(counted.to_dicts(), schema=schemas.FUNNEL)


def table_of(name: str, rows: list[Row]) -> pa.Table:
    """``rows`` as the table ``name`` of a release; labels and candidates by language and class."""
    if name in {"labels.parquet", "candidates.parquet"}:
        rows = sorted(rows, key=lambda row: (row["language"], row["class_index"]))
    return pa.Table.from_pylist(rows, schema=schemas.TABLES[name])

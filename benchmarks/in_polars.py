"""The published selection in Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from benchmarks.paper_selection import ADDED, BABELNET, WEAK, classes_of
from resources.sources import is_machine_translation

if TYPE_CHECKING:
    from pathlib import Path

_PROPERTIES = pl.Struct({
    "language": pl.String,
    "source": pl.String,
    "fullLemma": pl.String,
    "synsetID": pl.Struct({"id": pl.String}),
})  # fmt: skip
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String,
    "wnOffsets": pl.List(pl.Struct({"id": pl.String, "version": pl.String})),
    "senses": pl.List(pl.Struct({"properties": _PROPERTIES})),
}


def run(dump: Path, class_list: str, output: Path) -> None:
    """Filter once, then everything else on what is left: a lazy scan used twice would be read twice."""
    senses = _senses(_found(dump, class_list))
    pairs = senses.select("source", "language").unique()
    machine = pairs.filter([is_machine_translation(*pair, BABELNET) for pair in pairs.rows()])
    lowered = pl.col("lemma").str.to_lowercase()
    english = senses.filter(pl.col("language") == "EN").select(lowered).unique()["lemma"].to_list() + sorted(ADDED)
    left = senses.join(machine, on=["source", "language"], how="anti", maintain_order="left")
    left = left.filter((pl.col("language") == "EN") | ~lowered.is_in(english))
    order = [pl.col("source").is_in(sorted(WEAK)), pl.col("synset"), pl.col("place")]
    first = pl.col("lemma").sort_by(order).first().str.replace_all("_", " ", literal=True).alias("label")
    labels = left.group_by("language", "class_index").agg(first).sort("language", "class_index")
    labels.write_parquet(output, compression="zstd")


def _found(dump: Path, class_list: str) -> pl.DataFrame:
    classes = classes_of(class_list)
    table = pl.LazyFrame({"wn": [f"wn:{offset}" for offset in classes], "class_index": list(classes.values())})
    wn30 = pl.element().filter(pl.element().struct.field("version") == "WN_30").struct.field("id")
    first_sense = pl.col("senses").list.first().struct.field("properties").struct.field("synsetID").struct.field("id")
    return (
        pl.scan_ndjson(sorted(dump.glob("*.jsonl*")), schema=_SCHEMA)
        .with_columns(wn=pl.col("wnOffsets").list.eval(wn30), synset=pl.coalesce("id", first_sense))
        .filter(pl.col("wn").list.len() > 0)
        .explode("wn")
        .join(table, on="wn")
        .select("class_index", "synset", "senses")
        .collect(engine="streaming")
    )


def _senses(found: pl.DataFrame) -> pl.DataFrame:
    place = pl.int_ranges(pl.col("senses").list.len()).alias("place")
    properties = pl.col("senses").struct.field("properties").struct
    lemma = properties.field("fullLemma").alias("lemma")
    return (
        found.with_columns(place)
        .explode("senses", "place")
        .select("class_index", "synset", "place", properties.field("language"), properties.field("source"), lemma)
    )

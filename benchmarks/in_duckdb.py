"""The published selection in SQL, on two threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from benchmarks.paper_selection import ADDED, BABELNET, WEAK, classes_of
from resources.sources import is_machine_translation

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 64 << 20
_READ = """
create table found as
select class_index, coalesce(id, senses[1].properties.synsetID.id) as synset, senses
from (
    select id, senses, unnest(wnOffsets) as entry
    from read_json($files, format = 'newline_delimited', maximum_object_size = $longest, columns = {
        id: 'VARCHAR',
        wnOffsets: 'STRUCT(id VARCHAR, version VARCHAR)[]',
        senses: 'STRUCT(properties STRUCT(language VARCHAR, source VARCHAR, fullLemma VARCHAR,
                 synsetID STRUCT(id VARCHAR)))[]'
    })
) join classes on entry.version = 'WN_30' and entry.id = wn
"""
_SENSES = """
create table senses as
select class_index, synset, place, p.language as language, p.source as source, p.fullLemma as lemma
from (
    select class_index, synset, generate_subscripts(senses, 1) as place, unnest(senses).properties as p from found
)
"""
_CHOOSE = """
copy (
    select language, class_index, replace(first(lemma order by source in $weak, synset, place), '_', ' ') as label
    from senses anti join machine using (source, language)
    where language = 'EN' or lower(lemma) not in (
        select lower(lemma) from senses where language = 'EN' union all select unnest($added)
    )
    group by language, class_index
    order by language, class_index
) to '{output}' (format parquet, compression zstd)
"""


def wanted(dump: Path, class_list: str) -> duckdb.DuckDBPyConnection:
    """The wanted lines in a table ``found``, decoded."""
    connection = duckdb.connect(config={"threads": 2})
    classes = classes_of(class_list)
    rows = pa.table({"wn": [f"wn:{offset}" for offset in classes], "class_index": list(classes.values())})
    connection.register("classes", rows)
    files = [str(path) for path in sorted(dump.glob("*.jsonl*"))]
    connection.execute(_READ, {"files": files, "longest": _LONGEST})
    return connection


def run(dump: Path, class_list: str, output: Path) -> None:
    """The whole of it."""
    connection = wanted(dump, class_list)
    connection.execute(_SENSES)
    pairs = connection.execute("select distinct source, language from senses").fetchall()
    machine = [pair for pair in pairs if is_machine_translation(*pair, BABELNET)]
    sources, languages = zip(*machine, strict=True) if machine else ((), ())
    columns = [pa.array(sources, pa.string()), pa.array(languages, pa.string())]
    connection.register("machine", pa.table(columns, names=["source", "language"]))
    choose = _CHOOSE.format(output=str(output).replace("'", "''"))
    connection.execute(choose, {"weak": sorted(WEAK), "added": sorted(ADDED)})

"""The same labels made in other ways, each as a person who knows that way would write it.

    python benchmarks/baselines.py VARIANT DUMP CLASSES OUTPUT.parquet [--hash]

``json``           every line with the standard library, as a short script does
``orjson``         every line with the fastest untyped decoder, behind our truncation-proof reader
``polars``         a lazy scan, filtered, exploded and grouped
``duckdb``         the same in SQL on two threads
``duckdb-filter``  DuckDB's part of a scan alone: the wanted lines decoded into a table, nothing selected or written
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import zstandard

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from benchmarks.paper_selection import digest, finish
from pipeline.lexicons.babelnet_dump import BabelnetDump
from pipeline.lexicons.lexicon import Tally
from pipeline.lexicons.shard_lines import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.paper_selection import Found


def plain_json(dump: Path, class_list: str, output: Path) -> None:
    """The standard library, line by line."""
    finish(lambda _, classes: _found(map(json.loads, _text_lines(dump)), classes), dump, class_list, output)


def fast_json(dump: Path, class_list: str, output: Path) -> None:
    """orjson, line by line."""
    import orjson

    finish(lambda _, classes: _found(map(orjson.loads, _byte_lines(dump)), classes), dump, class_list, output)


def polars(dump: Path, class_list: str, output: Path) -> None:
    """Polars, lazily until the wanted lines are found."""
    from benchmarks.in_polars import run

    run(dump, class_list, output)


def duckdb(dump: Path, class_list: str, output: Path) -> None:
    """DuckDB, all of it in SQL."""
    from benchmarks.in_duckdb import run

    run(dump, class_list, output)


def duckdb_filter(dump: Path, class_list: str, output: Path) -> None:
    """DuckDB, the wanted lines only."""
    from benchmarks.in_duckdb import wanted

    wanted(dump, class_list)


VARIANTS: dict[str, Callable[[Path, str, Path], None]] = {
    "json": plain_json,
    "orjson": fast_json,
    "polars": polars,
    "duckdb": duckdb,
    "duckdb-filter": duckdb_filter,
}


def _found(synsets: Iterable[dict[str, Any]], classes: dict[str, int]) -> Iterator[Found]:
    for synset in synsets:
        for offset in synset["wnOffsets"]:
            index = classes.get(offset["id"].removeprefix("wn:")) if offset["version"] == "WN_30" else None
            if index is not None:
                each = [sense["properties"] for sense in synset["senses"]]
                name = synset.get("id") or each[0]["synsetID"]["id"]
                yield index, name, [(sense["language"], sense["source"], sense["fullLemma"]) for sense in each]


def _text_lines(dump: Path) -> Iterator[str]:
    for path in sorted(dump.glob("*.jsonl*")):
        with _opened(path) as stream:
            yield from io.TextIOWrapper(stream, encoding="utf-8")


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    if path.suffix == ".zst":
        stream: IO[bytes] = zstandard.open(path, "rb")
        return stream
    return path.open("rb")


def _byte_lines(dump: Path) -> Iterator[bytes]:
    for shard in BabelnetDump(str(dump)).shards():
        for _, line in numbered_lines(shard, Tally()):
            yield line


def main() -> None:
    """Read the arguments and run one variant; with ``--hash``, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", choices=sorted(VARIANTS))
    parser.add_argument("dump", type=Path)
    parser.add_argument("classes")
    parser.add_argument("output", type=Path)
    parser.add_argument("--hash", action="store_true", help="print the hash of the rows, which costs time of its own")
    given = parser.parse_args()
    VARIANTS[given.variant](given.dump, given.classes, given.output)
    if given.hash:
        print(digest(given.output))


if __name__ == "__main__":
    main()

"""The tools that measure: what they make is the same every time, and what they compare really is the same labels."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.floor import rows
from benchmarks.make_dump import Recipe, bytes_of, make
from benchmarks.measuring import measure, python
from benchmarks.paper_selection import classes_of, digest, select
from benchmarks.run import PLANS, run
from benchmarks.scan_only import scan_only
from benchmarks.telling import paired, promises, render
from pipeline.config import BuildConfig
from pipeline.lexicons.babelnet_dump import BabelnetDump
from pipeline.lexicons.lexicon import Tally
from pipeline.lexicons.shard_lines import numbered_lines

ROOT = Path(__file__).resolve().parents[2]
TINY = Recipe(1_000_000, wanted=0.5, shards=3, languages=60, classes="imagenet-1k")


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    make(TINY, folder)
    return folder


def text(folder: Path) -> bytes:
    shards = BabelnetDump(str(folder)).shards()
    return b"".join(line for shard in shards for _, line in numbered_lines(shard, Tally()))


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def baseline(variant: str, dump: Path, output: Path) -> str:
    script = ["floor.py"] if variant == "floor" else ["baselines.py", variant]
    command = [sys.executable, ROOT / "benchmarks" / script[0], *script[1:], dump, "imagenet-1k", output, "--hash"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("compression", ["none", "gz", "zst"])
def test_the_same_recipe_is_the_same_bytes(compression: str, dump: Path, tmp_path: Path) -> None:
    recipe = replace(TINY, compression=compression)
    for name in ("a", "b"):
        make(recipe, tmp_path / name)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert text(tmp_path / "a") == text(dump)


def test_lines_do_not_depend_on_the_shards_but_on_the_seed(dump: Path, tmp_path: Path) -> None:
    make(replace(TINY, shards=1), tmp_path / "one")
    make(replace(TINY, seed=2), tmp_path / "other")
    assert text(tmp_path / "one") == text(dump) != text(tmp_path / "other")


@pytest.mark.parametrize("share", [0.0, 0.11, 1.0])
def test_a_dump_holds_what_was_asked_for(share: float, tmp_path: Path) -> None:
    counts = make(replace(TINY, wanted=share), tmp_path)
    lines = text(tmp_path).splitlines()
    assert counts["lines"] == len(lines)
    assert counts["bytes"] == sum(map(len, lines)) + len(lines) == pytest.approx(1_000_000, rel=0.4)
    assert counts["wanted_lines"] == int(len(lines) * share)
    known = classes_of("imagenet-1k")
    synsets = [msgspec.json.decode(line) for line in lines]
    offsets = [[entry["id"][3:] for entry in each["wnOffsets"] if entry["version"] == "WN_30"] for each in synsets]
    assert sum(any(offset in known for offset in each) for each in offsets) == counts["wanted_lines"]
    assert len({each["id"] for each in synsets}) == len(synsets)
    assert all(line.startswith(b'{"id":"bn:') and b'"wnOffsets"' in line[:40] for line in lines)


def test_a_dump_is_as_mixed_as_real_ones(tmp_path: Path) -> None:
    make(replace(TINY, wanted=1.0), tmp_path)
    senses = [sense for _, _, group in rows(tmp_path, classes_of("imagenet-1k")) for sense in group]
    languages = Counter(sense[0] for sense in senses)
    assert len(languages) == 60
    assert languages["EN"] > languages["DE"] > languages["LT"] > 0
    assert {"WN", "WIKI", "WIKIDATA", "WIKIRED", "WIKT", "WNTR", "BABELNET"} <= {sense[1] for sense in senses}
    assert any(sense[2].endswith(")") for sense in senses)
    assert any("\u200e" in sense[2] for sense in senses)


def test_the_order_of_the_api_gives_the_same_labels(tmp_path: Path) -> None:
    for name, api_order in (("ours", False), ("api", True)):
        make(replace(TINY, api_order=api_order), tmp_path / name)
    classes = classes_of("imagenet-1k")
    assert text(tmp_path / "api").startswith(b'{"senses":')
    ours, api = (sorted(select(rows(tmp_path / name, classes))) for name in ("ours", "api"))
    assert ours == api != []


def test_words_of_open_wordnets_are_used(tmp_path: Path) -> None:
    words = tmp_path / "words" / "nld"
    words.mkdir(parents=True)
    lemmas = [f"{number:08d}-n\tnld:lemma\tschildpad {number}" for number in range(1000)]
    table = "\n".join(["# a wordnet\tnld\thttp://example.org\tCC0", *lemmas, "00000001-n\tnld:def\teen dier"])
    words.joinpath("wn-data-nld.tab").write_text(table, encoding="utf-8")
    make(replace(TINY, words=str(tmp_path / "words")), tmp_path / "dump")
    made = text(tmp_path / "dump").decode()
    assert "schildpad_" in made
    assert "een_dier" not in made
    assert str(tmp_path) not in (tmp_path / "dump" / "dump.json").read_text()


def test_every_baseline_gives_the_labels_of_a_build(cli: Any, dump: Path, tmp_path: Path) -> None:
    lexicon = f"babelnet-dump:{dump}"
    done = cli("build", "--lexicon", lexicon, "--profile", "paper", "--output", tmp_path / "output")
    expected = digest(Path(done.stdout.splitlines()[-1]) / "labels.parquet")
    variants = ("floor", "json", "orjson", "polars", "duckdb")
    found = {each: baseline(each, dump, tmp_path / f"{each}.parquet") for each in variants}
    assert found == dict.fromkeys(variants, expected)


def test_the_hash_of_labels_sees_every_cell_and_no_order(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    def hashed(*table: tuple[str, int, str]) -> str:
        columns = dict(zip(("language", "class_index", "label"), map(list, zip(*table, strict=True)), strict=True))
        pq.write_table(pa.table(columns), tmp_path / "x.parquet")
        return digest(tmp_path / "x.parquet")

    one, two = ("DE", 1, "Schleie"), ("FR", 1, "tanche")
    assert hashed(one, two) == hashed(two, one)
    changed = (("FR", 2, "tanche"), ("FR", 1, "tanches"), ("IT", 1, "tanche"))
    others = {hashed(one), *(hashed(one, row) for row in changed)}
    assert len({hashed(one, two), *others}) == 5


def test_the_scan_alone_keeps_every_sense_and_judges_none(dump: Path, tmp_path: Path) -> None:
    config = BuildConfig(lexicon=f"babelnet-dump:{dump}", output=str(tmp_path))
    kept = sum(len(senses) for _, _, senses in rows(dump, classes_of("imagenet-1k")))
    assert scan_only(config) == kept
    assert not list((tmp_path / "staging" / "decided").iterdir())


def test_measuring_sees_children_and_failures() -> None:
    hungry = "import time; held = bytearray(60_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(1)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}], check=True); print('done')"
    took = measure(python("-c", child))
    assert took.peak > 60_000_000
    assert took.stdout == "done\n"
    with pytest.raises(RuntimeError, match="exit 3"):
        measure(python("-c", "raise SystemExit(3)"))


def test_a_run_is_told_as_a_table_and_a_picture(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    page = results.with_name("README.md")
    page.write_text("before\n<!-- measured: written by run.py -->\nold\n<!-- end of measured -->\nafter\n")
    told = run(PLANS["smallest"], tmp_path, results, ["others"])
    cases = told["groups"]["others"]["cases"]
    assert set(cases) == {"floor", "json", "orjson", "polars", "duckdb"}
    assert len({case["rows"] for case in cases.values()}) == 1
    render(results)
    said = page.read_text(encoding="utf-8")
    assert said.startswith("before\n")
    assert said.endswith("after\n")
    assert "old" not in said
    assert "| DuckDB, 2 threads |" in said
    picture = (tmp_path / "speed.svg").read_bytes()
    render(results)
    assert (tmp_path / "speed.svg").read_bytes() == picture
    assert json.loads(results.read_text()) == told


def test_ratios_are_taken_round_by_round() -> None:
    cases = {"floor": {"wall": [1.0, 10.0, 2.0]}, "scan-1": {"wall": [1.2, 12.0, 2.2]}}
    group = {"about": "", "cases": cases}
    assert paired(group, "scan-1") == pytest.approx(1.2)
    (promise,) = promises({"wanted-11": group})
    assert promise.kept
    assert promise.measured == "1.20 ×"


@pytest.mark.parametrize(("given", "size"), [("3GB", 3 * 10**9), ("0.7 gb", 7 * 10**8), ("200MB", 2 * 10**8), ("5", 5)])
def test_sizes_are_read(given: str, size: int) -> None:
    assert bytes_of(given) == size

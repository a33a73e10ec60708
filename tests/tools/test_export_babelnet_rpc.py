"""The export out of BabelNet's indices: what it takes, refuses and writes. Through a stub of the client."""

from __future__ import annotations

import ast
import gzip
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.lexicons.babelnet_dump import BabelnetDump
from resources.class_lists import load
from tests.fake_babelnet import world_of
from tests.fake_babelnet.world import LANGUAGES
from tests.fake_babelnet_rpc import EXPORTER, Listener
from tests.fake_babelnet_rpc.bench import DONE, OFFSETS, Bench, expanded, export, known, read, with_properties

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_it_is_one_file_of_python_38() -> None:
    source = EXPORTER.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    modules = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names
    assert modules.isdisjoint({"tomllib", "zoneinfo", "graphlib"}), "newer than 3.8"
    newer = {"removeprefix", "removesuffix", "is_relative_to", "readlink", "hardlink_to", "pairwise", "bit_count"}
    assert newer.isdisjoint({node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)})


def test_help_says_why_loopback_only() -> None:
    told = subprocess.run([sys.executable, str(EXPORTER), "--help"], capture_output=True, text=True, check=True).stdout
    assert "LOOPBACK ONLY" in told
    assert "pickle" in told
    assert "Non-Commercial" in told


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("tcp://127.0.0.1:7790", "tcp://127.0.0.1:7790"),
        ("tcp://127.8.9.1:1", "tcp://127.8.9.1:1"),
        ("tcp://localhost:7790", "tcp://127.0.0.1:7790"),
        ("tcp://[::1]:7790", "tcp://[::1]:7790"),
        ("ipc:///home/me/ipc/socket", "ipc:///home/me/ipc/socket"),
    ],
)
def test_addresses_on_this_machine_are_taken(given: str, meant: str) -> None:
    assert export.check_address(given) == meant


@pytest.mark.parametrize(
    "url",
    [
        "tcp://192.168.0.7:7790",
        "tcp://10.0.0.1:7790",
        "tcp://8.8.8.8:7790",
        "tcp://0.0.0.0:7790",  # every interface: not a loopback address, whatever connecting to it does
        "tcp://babelnet.example.org:7790",
        "tcp://localhost.example.org:7790",
        "tcp://127.0.0.1.example.org:7790",
        "tcp://127.1:7790",  # some resolvers read it as 127.0.0.1, others ask a name service
        "tcp://2130706433:7790",
        "tcp://[::]:7790",
        "tcp://[2001:db8::1]:7790",
        "tcp://[::ffff:10.0.0.1]:7790",
        "tcp://127.0.0.1:0;10.0.0.1:7790",  # ZeroMQ: from the first address to the second
        "tcp://127.0.0.1@10.0.0.1:7790",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:x",
        "tcp://127.0.0.1:7790\nRESTFUL_KEY: x",
        "tcp://127.0.0.1:7790\n",
        "TCP://127.0.0.1:7790",
        "udp://127.0.0.1:7790",
        "ws://127.0.0.1:7790",
        "pgm://127.0.0.1;239.0.0.1:7790",
        "inproc://x",
        "http://127.0.0.1:7790",
        "127.0.0.1:7790",
        "ipc://",
        "",
    ],
)
def test_every_other_address_is_refused_before_anything_is_imported(bench: Bench, url: str) -> None:
    with pytest.raises(export.Trouble, match="Only loopback is spoken to"):
        export.check_address(url)
    assert "babelnet" not in sys.modules
    assert not bench.out.exists()


def test_a_refused_address_ends_the_run_with_the_reason(bench: Bench) -> None:
    done = bench.stub(url="tcp://192.168.0.7:7790")
    assert done.returncode == 1
    assert "speaks pickle" in done.stderr
    assert not bench.out.exists()
    assert bench.asked() == []


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("n01440764\nn01443537\n", ["01440764n", "01443537n"]),
        ("\ufeff# mine\r\n\r\nn01440764 tench, Tinca tinca\r\n", ["01440764n"]),
        ("index\twnid\tlemmas\n0\tn01440764\ttench\n1\tn01443537\tgoldfish\n", ["01440764n", "01443537n"]),
        ("01440764n\n01443537-n\nwn:01496331n\nn01440764\n", ["01440764n", "01443537n", "01496331n"]),
    ],
)
def test_class_files(tmp_path: Path, text: str, offsets: list[str]) -> None:
    plain, packed = tmp_path / "wnids.txt", tmp_path / "wnids.txt.gz"
    plain.write_text(text, encoding="utf-8", newline="")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert export.read_classes(str(plain)) == export.read_classes(str(packed)) == offsets


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"n01440764\ntench\n", "line 2: 'tench' holds no wnid"),
        (b"n4502851\n", "line 1: 'n4502851' holds no wnid"),
        (b"v01440764\n", "line 1"),
        (b"\n# nothing\n", "no class is in it"),
        (b"\xff\xfe\n", "cannot be read"),
        (b"\x1f\x8bnot gzip", "cannot be read"),
    ],
)
def test_bad_class_files(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "wnids.txt").write_bytes(content)
    with pytest.raises(export.Trouble, match=words):
        export.read_classes(str(tmp_path / "wnids.txt"))


def test_the_bundled_lists_are_class_files() -> None:
    folder = EXPORTER.parents[1] / "resources" / "classes"
    wanted = [each.wn_offset for each in load("imagenet-1k").classes]
    assert export.read_classes(str(folder / "imagenet-1k.tsv")) == wanted
    assert len(export.read_classes(str(folder / "imagenet-21k.txt.gz"))) == 21_841


def test_nobody_listens(bench: Bench) -> None:
    with Listener() as url:
        pass
    done = bench.stub(url=url)
    assert done.returncode == 1
    assert "nobody listens there" in done.stderr
    assert "babelnet-rpc start" in done.stderr


def test_without_the_client_it_says_how_to_get_it(bench: Bench) -> None:
    with Listener() as url:
        done = bench.run(sys.executable, url, PYTHONPATH="")
    assert done.returncode == 1
    assert "pip install babelnet" in done.stderr


def test_all_senses_of_all_classes_in_their_order(bench: Bench) -> None:
    done = bench.stub("--shard-size", "5")
    assert (done.returncode, done.stdout) == (DONE, f"babelnet-dump:{bench.out}\n")
    assert read(bench) == known(bench.world)
    assert [path.name for path in bench.shards()] == [f"synsets-0000{number}.jsonl.gz" for number in (1, 2, 3)]
    about = BabelnetDump(str(bench.out)).describe()
    assert (about.version, about.licence) == ("5.3", "BabelNet Non-Commercial License")
    assert "downloaded from https://babelnet.org" in about.notice
    assert not (bench.out / "missing.txt").exists()
    assert not (bench.out / "failed.txt").exists()


def test_lines_have_the_offsets_in_front_and_the_fields_of_the_api(bench: Bench) -> None:
    bench.stub()
    with gzip.open(bench.shards()[0]) as lines:
        marker, first, *_ = lines.read().splitlines()
    assert json.loads(marker)["babelnet"] == "5.3"
    assert 0 < first.index(b'"wnOffsets"') < first.index(b'"wn:01440764n"') < 256
    line = json.loads(first)
    assert [one["version"] for one in line["wnOffsets"]] == ["OEWN", "WN_30"]
    by_source = {sense["properties"]["source"]: sense["properties"] for sense in line["senses"]}
    assert by_source["WNTR"]["is_mt"] is True
    assert by_source["WNTR"]["lemma"]["type"] == "AUTOMATIC_TRANSLATION"
    assert by_source["WIKT"]["is_mt"] is False
    assert by_source["WN"]["wordNetOffset"] == "01440764n"
    assert by_source["BABELNET"]["idSense"] == 0


def test_the_same_indices_give_the_same_bytes(bench: Bench) -> None:
    bench.stub("--shard-size", "4")
    first = bench.files()
    shutil.rmtree(bench.out)
    bench.stub("--shard-size", "4")
    assert bench.files() == first


def test_some_languages_and_english(bench: Bench) -> None:
    assert bench.stub("--languages", "de,ja").returncode == DONE
    assert {language for senses in read(bench).values() for language, *_ in senses} == {"EN", "DE", "JA"}
    done = bench.stub("--languages", "de")
    assert done.returncode == 1
    assert "one set of languages" in done.stderr


def test_an_unknown_language_has_a_near_miss(bench: Bench) -> None:
    done = bench.stub("--languages", "ZH_YUF")
    assert done.returncode == 1
    assert "no language ZH_YUF (did you mean ZH_YUE?)" in done.stderr
    assert bench.asked() == []


def test_international_names_come_as_the_client_gives_them(bench: Bench) -> None:
    world = world_of(OFFSETS)
    for senses in world.senses.values():
        senses.insert(1, with_properties(senses[0], language="MUL", source="WIKIDATA", fullLemma="Schleie", idSense=77))
    bench.set(world, configured=LANGUAGES)
    assert bench.stub().returncode == DONE
    expanded(bench)

"""Lexicons and releases in an object store, through Beam's FileSystems and the real command line."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "resources" / "sample"
# The command line as it is, with one more file system in the process: what an installed extra of Beam does.
WITH_STORE = "import tests.object_store; from pipeline.cli import main; main()"
TABLES = ("labels.parquet", "candidates.parquet", "bad_lines.parquet", "babel_imagenet.json")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    monkeypatch.setenv("OBJECT_STORE", str(folder))
    return folder


@pytest.fixture
def far(store: Path) -> Run:
    def run(*arguments: object, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WITH_STORE, *map(str, arguments)]
        given = {**os.environ, "PYTHONPATH": str(REPOSITORY), **environment}
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=given)
        assert not check or done.returncode == 0, done.stderr
        return done

    return run


def put(store: Path, name: str, content: bytes) -> None:
    (store / quote(f"store://{name}", safe="")).write_bytes(content)


def get(store: Path, name: str) -> bytes:
    return (store / quote(f"store://{name}", safe="")).read_bytes()


def names(store: Path, prefix: str) -> set[str]:
    from tests.object_store import objects

    start = f"store://{prefix}"
    return {name.removeprefix(start) for name in objects() if name.startswith(start)}


def digests(read: Callable[[str], bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(read(name)).hexdigest() for name in TABLES}


def test_a_release_lands_in_an_object_store_as_it_does_on_a_disk(far: Run, store: Path, sample_release: Path) -> None:
    from tests.object_store import written

    done = far("build", "--output", "store://bucket/releases")
    assert done.stdout == "store://bucket/releases/1.0.0\n"
    assert "release 1.0.0" in done.stderr
    files = {path.relative_to(sample_release).as_posix() for path in sample_release.rglob("*") if path.is_file()}
    assert names(store, "bucket/releases/1.0.0/") == files
    assert digests(lambda name: get(store, f"bucket/releases/1.0.0/{name}")) == digests(
        lambda name: (sample_release / name).read_bytes()
    )
    assert get(store, "bucket/releases/latest") == b"1.0.0\n"
    assert written()[-2:] == ["store://bucket/releases/1.0.0/manifest.json", "store://bucket/releases/latest"]
    left = {name.split("/")[0] for name in names(store, "bucket/releases/")}
    assert left == {".snapshots", "1.0.0", "latest"}


def test_the_next_release_is_compared_with_the_one_that_latest_names(far: Run, store: Path) -> None:
    far("build", "--output", "store://b/o", "--languages", "DE,NL")
    again = far("build", "--output", "store://b/o/", "--languages", "DE,NL,FR")
    assert again.stdout.endswith("/1.1.0\n")
    manifest = json.loads(get(store, "b/o/1.1.0/manifest.json"))
    assert manifest["before"]["version"] == "1.0.0"
    assert (manifest["before"]["changed"], manifest["before"]["gone"]) == (0, 0)
    assert manifest["before"]["new"] > 50
    taken = far("build", "--output", "store://b/o", "--version", "1.0.0", check=False)
    assert taken.returncode == 1
    assert "store://b/o/1.0.0: this version is there already" in taken.stderr


@pytest.mark.parametrize("lost", ["1.0.0/report.html", "1.0.0/manifest.json", "DE.labels.arrow"])
def test_an_upload_that_fails_leaves_no_release(far: Run, store: Path, lost: str) -> None:
    done = far("build", "--output", "store://b/o", check=False, OBJECT_STORE_FULL=lost)
    assert done.returncode != 0
    assert {name.split("/")[0] for name in names(store, "b/o/")} == {".snapshots"}
    assert far("build", "--output", "store://b/o").stdout.endswith("/1.0.0\n")


def test_a_pointer_that_leads_elsewhere_is_not_followed(far: Run, store: Path) -> None:
    put(store, "b/o/latest", b"../../../etc\n")
    assert far("build", "--output", "store://b/o").stdout.endswith("/1.0.0\n")


def test_a_dump_is_read_from_an_object_store_by_folder_glob_and_file(far: Run, store: Path, tmp_path: Path) -> None:
    lines = (SAMPLE / "sample-1.jsonl").read_bytes().splitlines(keepends=True)
    shards = {"part-0.jsonl": b"".join(lines[::2]), "part-1.jsonl.gz": gzip.compress(b"".join(lines[1::2]))}
    (tmp_path / "dump").mkdir()
    for name, content in {**shards, "dump.json": b'{"babelnet": "5.3"}', "notes.jsonl.bak": b"not a shard"}.items():
        put(store, f"b/dump/{name}", content)
        (tmp_path / "dump" / name).write_bytes(content)
    near = far("build", "--lexicon", f"babelnet-dump:{tmp_path}/dump", "--output", tmp_path / "o")
    expected = Path(near.stdout.strip())
    for number, place in enumerate(("store://b/dump", "store://b/dump/part-*.jsonl*")):
        done = far("build", "--lexicon", f"babelnet-dump:{place}", "--output", tmp_path / f"o{number}")
        made = Path(done.stdout.strip())
        assert digests(lambda name: (made / name).read_bytes()) == digests(lambda name: (expected / name).read_bytes())  # noqa: B023
        assert json.loads((made / "manifest.json").read_bytes())["lexicon"]["version"] == "5.3"
    one = far("build", "--lexicon", "babelnet-dump:store://b/dump/part-0.jsonl", "--output", tmp_path / "one")
    some, every = (
        pl.read_parquet(Path(found.strip()) / "labels.parquet").height for found in (one.stdout, near.stdout)
    )
    assert 50 < some < every


def test_a_cut_shard_of_an_object_store_is_the_same_clear_error(far: Run, store: Path) -> None:
    whole = gzip.compress((SAMPLE / "sample-1.jsonl").read_bytes())
    put(store, "b/dump/part-0.jsonl.gz", whole[:-50])
    done = far("build", "--lexicon", "babelnet-dump:store://b/dump", "--output", "store://b/o", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "part-0.jsonl.gz: cut short or damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(store, "b/o/1.0.0") == set()


TAB = "# Small\tdeu\thttps://example.org\tCC0\n01440764-n\tdeu:lemma\tSchleie\n02084071-n\tdeu:lemma\tHund\n"


def test_open_wordnets_are_read_from_an_object_store(far: Run, store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "wn-data-deu.tab").write_text(TAB)
    (folder / "notes.txt").write_text("not a lexicon\n")
    for path in (path for path in folder.rglob("*") if path.is_file()):
        put(store, f"b/lexicons/{path.relative_to(folder).as_posix()}", path.read_bytes())
    made: list[dict[str, Any]] = []
    for number, place in enumerate((str(folder), "store://b/lexicons", "store://b/lexicons/deep/wn-data-deu.tab")):
        done = far("build", "--lexicon", f"open-wordnet:{place}", "--output", tmp_path / f"o{number}")
        release = Path(done.stdout.strip())
        made.append(digests(lambda name: (release / name).read_bytes()))  # noqa: B023
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--output", "nowhere://b/o"), "no file system is known for nowhere://"),
        (("--lexicon", "babelnet-dump:nowhere://b/o"), "no file system is known for nowhere://"),
        (("--lexicon", "babelnet-dump:store://b/nothing"), "no shard of a BabelNet dump"),
        (("--lexicon", "open-wordnet:store://b/nothing"), "no lexicon is here"),
    ],
)
def test_what_is_not_there_is_said(far: Run, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = far("build", "--output", tmp_path / "o", *arguments, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_said_at_once(far: Run, store: Path) -> None:
    done = far("build", "--output", "store://b/o", check=False, OBJECT_STORE=str(store / "missing"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "--output store://b/o: cannot be written" in done.stderr

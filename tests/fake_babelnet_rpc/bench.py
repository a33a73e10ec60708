"""A place to export in: a world, a class list, a folder, runs of the exporter over them, and what they left."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.lexicons.babelnet_dump import BabelnetDump
from pipeline.lexicons.lexicon import Tally, Wanted
from resources.class_lists import load
from tests.fake_babelnet import World, world_of
from tests.fake_babelnet.world import LANGUAGES, WORDS
from tests.fake_babelnet_rpc.running import EXPORTER, STUB, Listener, world_file
from transforms.model import Synset

if TYPE_CHECKING:
    from types import ModuleType

OFFSETS = [*WORDS, "02342885n", "02510455n"]  # twelve classes: the last two with derived words
UNKNOWN = "00000001n"  # of no synset
DONE, SOME_FAILED, GONE = 0, 3, 75


def module() -> ModuleType:
    """The exporter, in this Python."""
    spec = util.spec_from_file_location("export_babelnet_rpc", EXPORTER)
    assert spec is not None
    assert spec.loader is not None
    loaded = util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


export = module()


class Bench:
    """A world, a class list and a folder, and runs of the exporter over them."""

    def __init__(self, place: Path) -> None:
        self.place, self.out, self.world = place, place / "dump", place / "world.json"
        self.classes = place / "wnids.txt"
        self.name_classes(OFFSETS)
        self.set()

    def name_classes(self, offsets: list[str]) -> None:
        self.classes.write_text("".join(f"n{offset[:8]}\n" for offset in offsets), encoding="utf-8")

    def set(self, world: World | None = None, **more: Any) -> None:
        world_file(self.world, world or world_of(OFFSETS), LANGUAGES, **more)

    def asked(self) -> list[str]:
        """Offsets that were asked for since the last look."""
        log = Path(f"{self.world}.asked")
        lines = log.read_text(encoding="utf-8").split() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def run(self, python: str, url: str, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
        arguments = ["--classes", str(self.classes), "--out", str(self.out), "--rpc-url", url, *more]
        return subprocess.run(
            [python, "-X", "faulthandler", str(EXPORTER), *arguments],
            capture_output=True, text=True, timeout=120, cwd=self.place, env=os.environ | environment,
        )  # fmt: skip

    def stub(self, *more: str, url: str = "") -> subprocess.CompletedProcess[str]:
        with Listener() as listening:
            return self.run(sys.executable, url or listening, *more, PYTHONPATH=str(STUB), STUB_WORLD=str(self.world))

    def synsets(self) -> dict[str, Synset]:
        """What a build reads of the dump, by offset."""
        dump = BabelnetDump(str(self.out))
        wanted = Wanted({f"{each[:8]}n": load("imagenet-1k").classes[0] for each in OFFSETS})
        found = [one for shard in dump.shards() for one in dump.read(shard, wanted, Tally())]
        assert all(isinstance(one, Synset) for one in found), found
        return {one.offsets[0]: one for one in found if isinstance(one, Synset)}

    def shards(self) -> list[Path]:
        return sorted(self.out.glob("*.jsonl.gz"))

    def marker(self, shard: Path) -> dict[str, Any]:
        with gzip.open(shard) as lines:
            told: dict[str, Any] = json.loads(lines.readline())
        return told

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir()}


def known(place: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Language, source and lemma of all senses of the world, in its order."""
    synsets = json.loads(place.read_text(encoding="utf-8"))["synsets"]
    return {
        offset: [(p["language"], p["source"], p["fullLemma"]) for p in (sense["properties"] for sense in one["senses"])]
        for offset, one in synsets.items()
    }


def read(bench: Bench) -> dict[str, list[tuple[str, str, str]]]:
    return {
        offset: [(sense.language, sense.source, sense.lemma) for sense in one.senses]
        for offset, one in bench.synsets().items()
    }


def with_properties(sense: dict[str, Any], **changed: Any) -> dict[str, Any]:
    properties = {key: value for key, value in sense["properties"].items() if key != "wordNetOffset"}
    return {"type": "BabelSense", "properties": properties | changed}


def expanded(bench: Bench) -> None:
    """The name "Schleie" stands once in each language that lacks it, after all others, without a number."""
    senses = bench.synsets()[OFFSETS[0]].senses
    spread = [sense for sense in senses if sense.source == "BABELNET" and sense.lemma == "Schleie"]
    assert [sense.language for sense in spread] == [code for code in LANGUAGES if code != "DE"]
    assert senses[-len(spread) :] == tuple(spread)
    assert {(sense.sense_id, sense.machine) for sense in spread} == {("", False)}
    assert "MUL" not in {sense.language for sense in senses}

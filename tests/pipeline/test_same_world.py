"""One world, two ways to it: crawled over HTTP, and exported from indices over RPC. The labels are the same by both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from pipeline.build import build
from pipeline.config import BuildConfig
from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.crawl import crawl
from pipeline.lexicons.babelnet_api.key import Key
from resources.class_lists import load
from resources.sources import is_machine_translation, sources
from tests.fake_babelnet import FakeBabelNet, World, world_of
from tests.fake_babelnet.world import LANGUAGES, WORDS
from tests.fake_babelnet_rpc import EXPORTER, STUB, Listener, RpcServer, client_python, world_file

if TYPE_CHECKING:
    from pathlib import Path

#: Source, language and a word of which each class has one of its own, in front of all others: whoever mistakes one of
#: them for a person's word, or a person's for a machine's, chooses another label. Whether it is a machine's depends on
#: the language with OMWN, on BabelNet's version with WONEF and OMWN_FR.
DOUBTFUL = [
    ("WIKITR", "DE", "Kunst{}"),
    ("WNTR", "NL", "kunst{}"),
    ("OMWN_JA", "JA", "機械{}"),
    ("OMWN_PT", "PT", "máquina{}"),
    ("OMWN", "IT", "macchina{}"),
    ("OMWN", "RU", "машина{}"),
    ("MCR_ES", "ES", "máquina{}"),
    ("OMWN_FI", "FI", "kone{}"),
    ("WONEF", "FR", "robot{}"),
    ("OMWN_FR", "FR", "automate{}"),
    ("OMWN_CWN", "ZH", "机器{}"),
    ("OMWN_PL", "PL", "maszyna{}"),
]


def enriched(version: str) -> World:
    """The fake's own world, with doubtful senses in front, typed as BabelNet types them, and one international name."""
    world = world_of(WORDS, version)
    for offset, (synset_id,) in world.ids.items():
        words = dict(zip(LANGUAGES, WORDS[offset].split(), strict=True))
        plain = next(one for one in world.senses[synset_id] if one["properties"]["source"] == "WIKI")["properties"]
        front = [
            sense(plain, source, language, word.format(words[language].lower()), f"{number}{offset[3:8]}", version)
            for number, (source, language, word) in enumerate(DOUBTFUL, 1)
        ]
        world.senses[synset_id] = [*front, *world.senses[synset_id]]
    return world


def sense(plain: dict[str, Any], source: str, language: str, lemma: str, number: str, version: str) -> dict[str, Any]:
    kind = "AUTOMATIC_TRANSLATION" if is_machine_translation(source, language, version) else "HIGH_QUALITY"
    changed = {"source": source, "language": language, "fullLemma": lemma, "simpleLemma": lemma, "idSense": int(number)}
    return {"type": "BabelSense", "properties": plain | changed | {"lemma": {"lemma": lemma, "type": kind}}}


def without_types(world: World) -> World:
    """As the API of v5 answers: nothing in a sense says that it is a machine's."""
    for senses in world.senses.values():
        for one in senses:
            del one["properties"]["lemma"]
    return world


def crawled(world: World, classes: Path, store: Path) -> str:
    with FakeBabelNet(world) as fake:
        report = crawl(
            load(str(classes)).classes,
            LANGUAGES,
            store,
            api_url=fake.url,
            key=Key(fake.keys[0]),
            clock=Clock(sleep=lambda seconds: None),
        )
    assert report.exit_code == 0
    return f"babelnet-dump:{store}"


def exported(world: World, classes: Path, place: Path, client: str) -> str:
    world_at = world_file(place / "world.json", world, LANGUAGES)
    arguments = [
        str(EXPORTER),
        "--classes",
        str(classes),
        "--out",
        str(place / "dump"),
        "--shard-size",
        "4",
        "--rpc-url",
    ]
    if client == "real":
        python = client_python()
        with RpcServer(python, world_at) as server:
            done = subprocess.run([python, *arguments, server.url], capture_output=True, text=True, timeout=120)
    else:
        stub = os.environ | {"PYTHONPATH": str(STUB), "STUB_WORLD": str(world_at)}
        with Listener() as url:
            done = subprocess.run(
                [sys.executable, *arguments, url], capture_output=True, text=True, timeout=120, env=stub
            )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def table(lexicon: str, classes: Path, output: Path, profile: str, name: str) -> pl.DataFrame:
    release = output / "1.0.0"
    if not release.exists():
        asked = BuildConfig(lexicon, str(classes), ",".join(LANGUAGES), profile, str(output))
        assert build(asked).path == release
    return pl.read_parquet(release / f"{name}.parquet")


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    wnids = tmp_path / "wnids.txt"
    wnids.write_text("".join(f"n{offset[:8]}\n" for offset in WORDS), encoding="utf-8")
    return wnids


@pytest.mark.parametrize("client", ["stub", "real"])
@pytest.mark.parametrize(
    ("version", "types", "profile"), [("V5_3", True, "curated"), ("V5_3", False, "paper"), ("V5_0", False, "curated")]
)
def test_a_crawl_and_an_export_build_to_the_same_labels(
    tmp_path: Path, classes: Path, client: str, version: str, types: bool, profile: str
) -> None:
    over_rpc = exported(enriched(version), classes, tmp_path, client)
    world = enriched(version) if types else without_types(enriched(version))
    over_http = crawled(world, classes, tmp_path / "store")
    for name in ("labels", "candidates"):
        one = table(over_http, classes, tmp_path / "from-http", profile, name)
        other = table(over_rpc, classes, tmp_path / "from-rpc", profile, name)
        if (
            not types and name == "candidates"
        ):  # who says that it is a machine's differs: the sense itself, or its source
            one, other = one.drop("reason"), other.drop("reason")
        assert one.height > 100
        assert one.equals(other), one.join(other, on=one.columns, how="anti", nulls_equal=True)
    machines = one.filter(pl.col("rule") == "machine-translation")
    before_51 = {"WONEF", "OMWN_FR"} if version == "V5_0" else set()
    expected = {"WIKITR", "WNTR", "OMWN_JA", "OMWN_PT", "OMWN_CWN", "OMWN"} | before_51
    assert set(machines["source"]) == expected
    assert set(machines.filter(pl.col("source") == "OMWN")["language"]) == {"RU"}, "the Italian one is by people"


def test_who_says_what_a_machine_translated_says_the_same() -> None:
    """All sources in all languages of the official client: its own answer, and the table by which crawls are judged."""
    asked = (
        "import json, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "import server\n"
        "server._import_client(sys.argv[2])\n"
        "from babelnet.data.source import BabelSenseSource\n"
        "from babelnet.language import Language\n"
        "print(json.dumps([[s.name, l.name] for s in BabelSenseSource for l in Language"
        " if s.is_automatic_translation(l)]))\n"
    )
    python = client_python()
    for version in ("4.0", "5.0", "5.1", "5.2", "5.3"):
        command = [python, "-c", asked, str(STUB.parent), version]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        theirs = {(source, language) for source, language in json.loads(done.stdout.splitlines()[-1])}
        languages = {language for _, language in theirs} | {"EN"}
        names = [source.name for source in sources()]
        ours = {(name, code) for name in names for code in languages if is_machine_translation(name, code, version)}
        assert len(languages) > 1000
        assert ours == theirs

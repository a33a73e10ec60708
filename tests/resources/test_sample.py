"""The bundled sample: made from its tables, true to BabelNet's shape, and with every kind of trouble in it."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from fontTools import unicodedata as scripts

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
SHARDS = sorted(path.name for path in SAMPLE.glob("*.jsonl*"))

BODY = [
    *("id", "wnOffsets", "senses", "mainSense", "glosses", "examples", "images", "synsetType", "categories"),
    *("translations", "domains", "lnToCompound", "lnToOtherForm", "filterLangs", "bkeyConcepts"),
]
PROPERTIES = [
    *("fullLemma", "simpleLemma", "lemma", "source", "senseKey", "frequency", "language", "pos", "synsetID"),
    *("translationInfo", "pronunciations", "bKeySense", "idSense"),
]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", ROOT / "tools" / "make_sample.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _unpacked(name: str, data: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().decompress(data) if name.endswith(".zst") else data


def _text(name: str) -> bytes:
    return _unpacked(name, (SAMPLE / name).read_bytes())


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    return [json.loads(line) for name in SHARDS for line in _text(name).splitlines()]


@pytest.fixture(scope="module")
def senses(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [sense for answer in answers for sense in answer["senses"]]


CLASSES = _table(SAMPLE / "classes.tsv")
WORDS = _table(SAMPLE / "words.tsv")


def _offset(answer: dict[str, Any]) -> str:
    (offset,) = (entry["id"] for entry in answer["wnOffsets"] if entry["version"] == "WN_30")
    return str(offset)


def test_the_shards_are_what_the_tables_make() -> None:
    made = {name: _unpacked(name, TOOL.packed(name, body)) for name, body in TOOL.shards().items()}
    assert made == {name: _text(name) for name in SHARDS}


def test_packing_twice_gives_the_same_bytes_and_no_time() -> None:
    first, second = TOOL.shards(), TOOL.shards()
    for name, body in first.items():
        assert TOOL.packed(name, body) == TOOL.packed(name, second[name])
    for name in SHARDS:
        head = (SAMPLE / name).read_bytes()[:10]
        assert not name.endswith(".gz") or (head[4:8] == bytes(4) and not head[3] & 8), "gzip header: no time, no name"


def test_it_is_small_and_in_every_packing() -> None:
    assert {"".join(Path(name).suffixes) for name in SHARDS} == {".jsonl", ".jsonl.gz", ".jsonl.zst"}
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 600_000


def test_every_answer_has_the_api_s_shape(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        v5 = "tags" not in answer
        assert list(answer) == (BODY if v5 else [*BODY, "tags"])
        assert re.fullmatch(r"bn:9\d{7}n", answer["id"])
        assert _offset(answer)
        assert answer["filterLangs"] == list(dict.fromkeys(answer["filterLangs"]))
        assert {sense["properties"]["language"] for sense in answer["senses"]} == set(answer["filterLangs"])
        for sense in answer["senses"]:
            _check_sense(sense, answer["id"], v5)


def _check_sense(sense: dict[str, Any], synset: str, v5: bool) -> None:
    properties = sense["properties"]
    wordnet = [name for name in properties if name.startswith("wordNet")]
    assert (sense["type"] == "WordNetSense") == bool(wordnet) == (properties["source"] == "WN")
    copy = properties["source"] == "BABELNET"
    missing = {*(["lemma"] if v5 else []), *(["translationInfo"] if copy else [])}
    own = [name for name in properties if name not in wordnet and name != "tags"]
    assert own == [name for name in PROPERTIES if name not in missing]
    assert properties["synsetID"]["id"] == synset
    assert " " not in properties["fullLemma"]
    if copy:
        assert (properties["idSense"], properties["senseKey"]) == (0, synset)


def test_machine_translation_is_said_twice(senses: list[dict[str, Any]]) -> None:
    for properties in (sense["properties"] for sense in senses):
        if properties["source"] in ("WNTR", "WIKITR"):
            assert properties["lemma"]["type"] == "AUTOMATIC_TRANSLATION"
            assert re.fullmatch(r"[01]\.\d+_\d+_\d+", properties["translationInfo"])
        else:
            assert properties.get("translationInfo", "") == ""


def test_ids_and_keys_come_as_numbers_and_as_strings(senses: list[dict[str, Any]]) -> None:
    assert {type(sense["properties"]["idSense"]) for sense in senses} == {int, str}
    assert {type(sense["properties"]["senseKey"]) for sense in senses} == {int, str}


def test_a_sense_has_one_id_in_all_answers(answers: list[dict[str, Any]]) -> None:
    known: dict[str, tuple[Any, ...]] = {}
    for properties in (sense["properties"] for answer in answers for sense in answer["senses"]):
        if properties["source"] != "BABELNET":
            names = ("language", "source", "fullLemma", "senseKey")
            this = (properties["synsetID"]["id"], *(properties[name] for name in names))
            assert known.setdefault(str(properties["idSense"]), this) == this


def test_layouts(answers: list[dict[str, Any]]) -> None:
    lines = Counter(_offset(answer) for answer in answers)
    for row in CLASSES:
        count = lines[f"wn:{row['wnid'][1:]}n"]
        assert (count > 5) == (row["layout"] in ("spread", "scattered")), row["wnid"]
    assert {row["layout"] for row in CLASSES} == {"whole", "spread", "scattered", "v5"}
    several = [answer for answer in answers if lines[_offset(answer)] > 1]
    assert all(len(answer["filterLangs"]) <= 4 and answer["filterLangs"][0] == "EN" for answer in several)
    holders = {name for name in SHARDS if b'"wn:02129165n"' in _text(name)}
    assert holders == set(SHARDS)


def test_open_english_wordnet_stands_first_and_once_misleads(answers: list[dict[str, Any]]) -> None:
    versions = [[entry["version"] for entry in answer["wnOffsets"]] for answer in answers]
    assert {tuple(each) for each in versions} == {("OEWN", "WN_30"), ("WN_30",)}
    assert sum(len(each) == 2 for each in versions) > len(versions) // 2
    offsets = {_offset(answer).removeprefix("wn:") for answer in answers}
    first = {answer["wnOffsets"][0]["id"].removeprefix("oewn:") for answer in answers if len(answer["wnOffsets"]) == 2}
    assert offsets & first == {"02129165n"}


def test_every_class_is_one_of_the_thousand() -> None:
    classes = (ROOT / "resources" / "classes" / "imagenet-1k.tsv").read_text(encoding="utf-8")
    known = set(re.findall(r"\bn\d{8}\b", classes))
    wnids = [row["wnid"] for row in CLASSES]
    assert len(known) == 1000
    assert len(set(wnids)) == len(wnids) >= 100
    assert set(wnids) <= known
    assert {row["wnid"] for row in WORDS} == set(wnids)


def test_languages_and_scripts() -> None:
    count = Counter(row["language"] for row in WORDS)
    assert len([language for language, words in count.items() if words >= 80]) >= 22
    assert len(count.keys() - {"MUL", "TOK"}) >= 28
    letters = "".join(row["lemma"] for row in WORDS)
    found = {scripts.script(letter) for letter in letters} - {"Zyyy", "Zinh"}
    assert found >= {"Latn", "Cyrl", "Grek", "Hebr", "Arab", "Deva", "Hira", "Kana", "Hang", "Hani"}


def test_the_readme_s_numbers() -> None:
    languages = {row["language"] for row in WORDS} - {"MUL", "TOK"}
    assert f"in {len(languages)} languages" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_it_says_what_it_is() -> None:
    about = json.loads((SAMPLE / "dump.json").read_text(encoding="utf-8"))
    assert about["babelnet"] == "5.2"
    assert "hand-made" in about["notice"]

"""BabelNet dumps: every shape that is known, and everything odd kept with its reason."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.lexicons import babelnet_dump, shard_lines
from pipeline.lexicons.babelnet_dump import BabelnetDump, may_hold, version_of
from pipeline.lexicons.lexicon import Tally, Wanted
from transforms.model import BadLine, ImageClass, Sense, Synset

if TYPE_CHECKING:
    from pathlib import Path

TENCH = ImageClass(0, "n01440764", ("tench", "Tinca tinca"), "freshwater dace-like game fish of Europe")
WANTED = Wanted({TENCH.wn_offset: TENCH})


def sense(word: str, language: str = "DE", source: str = "WIKI", number: object = 7, **more: object) -> dict[str, Any]:
    properties = {"fullLemma": word, "source": source, "senseKey": "k", "language": language, "idSense": number, **more}
    return {"type": "BabelSense", "properties": properties}


def answer(*senses: dict[str, Any], offset: str = "01440764n", **more: object) -> dict[str, Any]:
    offsets = [
        {"versionMapping": {}, "version": "OEWN", "id": "oewn:01443243n", "pos": "NOUN", "source": "OEWN"},
        {"versionMapping": {}, "version": "WN_30", "id": f"wn:{offset}", "pos": "NOUN", "source": "WN"},
    ]
    return {"id": "bn:90000001n", "wnOffsets": offsets, "senses": list(senses), **more}


def write(folder: Path, *lines: object, name: str = "a.jsonl") -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    packed = text.encode()
    if name.endswith(".gz"):
        packed = gzip.compress(packed)
    if name.endswith(".zst"):
        packed = zstandard.compress(packed)
    path = folder / name
    path.write_bytes(packed)
    return path


def read(place: Path) -> tuple[list[Synset], list[BadLine], Tally]:
    lexicon, tally = BabelnetDump(str(place)), Tally()
    found = [each for shard in lexicon.shards() for each in lexicon.read(shard, WANTED, tally)]
    return [x for x in found if isinstance(x, Synset)], [x for x in found if isinstance(x, BadLine)], tally


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_plain_gzip_and_zstd_read_the_same(tmp_path: Path, name: str) -> None:
    write(tmp_path, answer(sense("Schleie")), answer(sense("x"), offset="99999999n"), name=name)
    synsets, bad, tally = read(tmp_path)
    assert synsets == [Synset("bn:90000001n", ("01440764n",), (Sense("Schleie", "DE", "WIKI", "7", None),))]
    assert (bad, tally.lines, tally.decoded, len(tally.sha256)) == ([], 2, 1, 64)


SHAPES = [
    ("v5: number as text", sense("tanche", "FR", number="12"), Sense("tanche", "FR", "WIKI", "12", None)),
    ("number as number", sense("tanche", "FR", number=12), Sense("tanche", "FR", "WIKI", "12", None)),
    ("no number: the key", sense("tanche", "FR", number=0), Sense("tanche", "FR", "WIKI", "k", None)),
    ("expansion of MUL", sense("Tinca", "FR", "BABELNET", 0), Sense("Tinca", "FR", "BABELNET", "", None)),
    (
        "v6: machine translation says so",
        sense("tinca", "IT", "WIKITR", lemma={"lemma": "tinca", "type": "AUTOMATIC_TRANSLATION"}),
        Sense("tinca", "IT", "WIKITR", "7", True),
    ),
    (
        "v6: high quality says nothing of machines",
        sense("tinca", "IT", lemma={"lemma": "tinca", "type": "HIGH_QUALITY"}),
        Sense("tinca", "IT", "WIKI", "7", None),
    ),
    ("v6 without fullLemma", sense("", "IT", lemma={"lemma": "tinca"}), Sense("tinca", "IT", "WIKI", "7", None)),
    ("said by an exporter", sense("tinca", "IT", is_mt=False), Sense("tinca", "IT", "WIKI", "7", False)),
    ("language in lower case", sense("tinca", "it"), Sense("tinca", "IT", "WIKI", "7", None)),
    ("unknown source and language", sense("x", "XX_YY", "NEWSOURCE"), Sense("x", "XX_YY", "NEWSOURCE", "7", None)),
]


@pytest.mark.parametrize(("given_sense", "expected"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_shapes_of_senses(tmp_path: Path, given_sense: dict[str, Any], expected: Sense) -> None:
    write(tmp_path, answer(given_sense))
    synsets, bad, _ = read(tmp_path)
    assert (synsets[0].senses, bad) == ((expected,), [])


def test_answers_in_the_api_order_without_a_top_level_id(tmp_path: Path) -> None:
    wire = answer(sense("Schleie", synsetID={"id": "bn:90000001n"}))
    write(tmp_path, {"senses": wire["senses"], "wnOffsets": wire["wnOffsets"], "glosses": []})
    assert read(tmp_path)[0][0].id == "bn:90000001n"


def test_offsets_by_the_mapping_of_an_older_version(tmp_path: Path) -> None:
    line = answer(sense("Schleie"))
    line["wnOffsets"] = [{"version": "WN_21", "id": "wn:01393996n", "versionMapping": {"WN_30": ["01440764n"]}}]
    write(tmp_path, line)
    assert [synset.offsets for synset in read(tmp_path)[0]] == [("01440764n",)]


BAD = [
    ("<html><body>502 Bad Gateway</body></html>", "HTML"),
    ("[1, 2", "not JSON"),
    ('{"message": "Wrong parameters."}', "an error of the API"),
    ('[{"senses": []}]', "not the shape"),
    ('{"senses": 3, "wnOffsets": [{"id": "wn:01440764n", "version": "WN_30"}]}', "not the shape"),
    ('{"wnOffsets": [{"id": "wn:01440764n", "version": "WN_30"}], "senses": [{"type"', "not JSON"),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_bad_lines_are_kept_with_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    write(tmp_path, answer(sense("Schleie")), line, answer(sense("tinca", "IT")))
    synsets, bad, _ = read(tmp_path)
    assert len(synsets) == 2
    assert [(each.shard, each.line) for each in bad] == [("a.jsonl", 2)]
    assert reason in bad[0].reason
    assert len(bad[0].excerpt) <= 200


def test_one_odd_sense_does_not_lose_the_others(tmp_path: Path) -> None:
    write(tmp_path, answer(sense("Schleie"), {"type": "BabelSense"}, sense("tinca", "IT"), sense("y", number=[1])))
    synsets, bad, _ = read(tmp_path)
    assert [each.lemma for each in synsets[0].senses] == ["Schleie", "tinca"]
    assert [each.reason.split(":")[0] for each in bad] == ["senses[1]", "senses[3]"]


def test_a_last_line_without_its_end_is_read_or_said(tmp_path: Path) -> None:
    whole = json.dumps(answer(sense("Schleie")))
    (tmp_path / "a.jsonl").write_text(whole + "\n" + whole)
    assert len(read(tmp_path)[0]) == 2
    (tmp_path / "a.jsonl").write_text(whole + "\n" + whole[:-30])
    synsets, bad, _ = read(tmp_path)
    assert (len(synsets), bad[0].reason) == (1, "the file ends inside this line")


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (babelnet_dump, shard_lines):
        monkeypatch.setattr(module, "LINE_LIMIT", 10_000)
    write(tmp_path, answer(sense("x" * 50_000)), answer(sense("Schleie")))
    synsets, bad, _ = read(tmp_path)
    assert len(synsets) == 1
    assert "longer than" in bad[0].reason


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_cut_shard_stops_the_build_and_names_it(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, *[answer(sense(f"w{n}")) for n in range(500)], name=name)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UserError, match=r"a\.jsonl.*cut short or damaged"):
        read(tmp_path)


def test_a_large_plain_shard_is_read_in_ranges_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, *[answer(sense(f"w{number}" * (number % 7 + 1))) for number in range(300)])
    whole = read(tmp_path)[0]
    for size in (997, 4096, path.stat().st_size - 1):
        monkeypatch.setattr(babelnet_dump, "RANGE_SIZE", size)
        lexicon = BabelnetDump(str(tmp_path))
        shards, tallies = lexicon.shards(), []
        pieces = []
        for shard in shards:
            tallies.append(Tally())
            pieces += list(lexicon.read(shard, WANTED, tallies[-1]))
            assert shard_lines.digest(shard) == tallies[-1].sha256
        assert len(shards) > 1
        assert pieces == whole
        assert sum(tally.lines for tally in tallies) == 300


def test_the_version_is_said_by_dump_json_or_a_first_line(tmp_path: Path) -> None:
    write(tmp_path, {"version": "V5_3"}, answer(sense("Schleie")))
    assert BabelnetDump(str(tmp_path)).describe().version == "5.3"
    synsets, bad, tally = read(tmp_path)
    assert (len(synsets), bad, tally.facts) == (1, [], {"babelnet": "5.3"})
    (tmp_path / "dump.json").write_text('{"babelnet": "5.2"}')
    assert BabelnetDump(str(tmp_path)).describe().version == "5.2"
    assert "processed version of BabelNet v5.2" in BabelnetDump(str(tmp_path)).describe().notice


@pytest.mark.parametrize(
    ("written", "version"), [("V5_2", "5.2"), ("v5_1", "5.1"), ("5.0", "5.0"), (5.3, "5.3"), (True, "")]
)
def test_versions_are_read_however_they_are_written(written: object, version: str) -> None:
    assert version_of({"version": written}) == version


@pytest.mark.parametrize("place", ["", "missing", "*.jsonl"])
def test_nothing_to_read_is_a_clear_error(tmp_path: Path, place: str) -> None:
    with pytest.raises(UserError, match="no shard of a BabelNet dump"):
        BabelnetDump(str(tmp_path / place)).shards()


def test_only_shards_are_read_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path, answer(sense("Schleie")))
    (tmp_path / "notes.txt").write_text("not a shard")
    (tmp_path / "requests.log").write_text("not a shard")
    assert [shard.name for shard in BabelnetDump(str(tmp_path)).shards()] == ["a.jsonl"]


OFFSETS = st.lists(st.sampled_from(["wn:01440764n", "wn:01443537n", "wn:00000001n", "oewn:01440764n"]), max_size=3)


@settings(max_examples=200, deadline=None)
@given(OFFSETS, st.text(max_size=40), st.booleans(), st.sampled_from([None, (",", ":"), (", ", ": ")]), st.booleans())
def test_the_search_in_bytes_never_passes_over_a_wanted_line(
    offsets: list[str], word: str, first: bool, separators: tuple[str, str] | None, ascii_only: bool
) -> None:
    entries = [{"id": each, "version": "WN_30" if each.startswith("wn") else "OEWN"} for each in offsets]
    body: dict[str, Any] = {"senses": [sense(word)], "glosses": [{"gloss": word}]}
    whole = {"wnOffsets": entries, **body} if first else {**body, "wnOffsets": entries}
    line = json.dumps(whole, separators=separators, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if "wn:01440764n" in offsets:
        assert may_hold(line, frozenset([b"01440764n"]))
    elif not offsets or "wn:01443537n" in offsets:
        assert not may_hold(line, frozenset([b"01440764n"]))

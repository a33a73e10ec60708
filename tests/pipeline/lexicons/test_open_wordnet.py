"""Folders of open lexicons: what is read, what is left out, and what the real ones come to."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import pickle
import tarfile
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import UserError
from pipeline.lexicons.lexicon import Tally, Wanted
from pipeline.lexicons.open_wordnet import OpenWordnet
from resources.class_lists import load
from transforms.model import BadLine, ImageClass, Sense, Synset

if TYPE_CHECKING:
    from pathlib import Path

TENCH = ImageClass(0, "n01440764", ("tench", "Tinca tinca"), "")
WANTED = Wanted({TENCH.wn_offset: TENCH})
NLD = "# Open Dutch WordNet\tnld\thttp://example.org/\tCC BY SA 4.0\n01440764-n\tnld:lemma\tzeelt\n"


def lmf(id_: str = "omw-nl", language: str = "nl", lemma: str = "zeelt", version: str = "2.0") -> str:
    return (
        f'<LexicalResource><Lexicon id="{id_}" label="x" language="{language}" version="{version}" license="CC">'
        f'<LexicalEntry id="e"><Lemma writtenForm="{lemma}" partOfSpeech="n"/><Sense id="s" synset="y"/></LexicalEntry>'
        '<Synset id="y" ili="i42861" partOfSpeech="n"/></Lexicon></LexicalResource>'
    )


def put(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def read(place: Path, wanted: Wanted = WANTED) -> tuple[dict[str, list[Synset | BadLine]], dict[str, Tally]]:
    lexicon = OpenWordnet(str(place))
    found, tallies = {}, {}
    for shard in lexicon.shards():
        tallies[shard.name] = Tally()
        found[shard.name] = list(lexicon.read(shard, wanted, tallies[shard.name]))
    return found, tallies


def sources(place: Path) -> dict[str, str]:
    """Source of the senses of each shard."""
    found, _ = read(place)
    return {
        name: next(each.senses[0].source for each in synsets if isinstance(each, Synset))
        for name, synsets in found.items()
    }


def tar(mode: str = "w:xz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        member = tarfile.TarInfo("wn-data-nld.tab")
        member.size = len(NLD)
        archive.addfile(member, io.BytesIO(NLD.encode()))
    return file.getvalue()


def test_english_comes_with_the_class_list(tmp_path: Path) -> None:
    put(tmp_path, {"wn-data-nld.tab": NLD})
    found, tallies = read(tmp_path)
    assert found["wordnet-3.0"] == [
        Synset(
            "01440764-n",
            ("01440764n",),
            (Sense("tench", "EN", "omw-en", "", False), Sense("Tinca tinca", "EN", "omw-en", "", False)),
        )
    ]
    assert tallies["wordnet-3.0"].facts["label"] == "WordNet"
    assert len(tallies["wordnet-3.0"].sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "english"),
    [
        ("omw-en.xml", lmf("omw-en", "en", "tench"), False),
        ("omw-en30.xml", lmf("omw-en30", "en", "tench"), False),
        ("wn-data-eng.tab", "# Princeton WordNet\teng\tu\twordnet\n01440764-n\tlemma\ttench\n", False),
        ("oewn.xml", lmf("oewn", "en", "tench"), True),
        ("omw-en31.xml", lmf("omw-en31", "en", "tench"), True),
        ("wn-wikt-eng.tab", "# Wiktionary\teng\tu\tCC\n01440764-n\teng:lemma\ttench\n", True),
    ],
)
def test_unless_a_file_holds_wordnet_30(tmp_path: Path, name: str, content: str, english: bool) -> None:
    put(tmp_path, {name: content})
    names = [shard.name for shard in OpenWordnet(str(tmp_path)).shards()]
    assert ("wordnet-3.0" in names) is english


def test_what_lies_beside_the_lexicons_is_told_and_no_reason_to_stop(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "omw/nld/wn-data-nld.tab": NLD,
            "omw/nld/LICENSE": "CC BY-SA\n",
            "omw/nld/nld2tab.py": "# coding: utf-8\nprint('01440764-n')\n",
            "omw/nld/nld-changes.tab": "2025-02-01\tREMOVED\t01440764-n\tlemma\tx\n",
            "omw/msa/wn-freq-ind.tab": "00001740-a\tkeahlian\t1\n",
            "ili-map-pwn30.tab": "i1\t00001740-a\n",
            "ili-map-pwn31.tab": "i1\t00001740-a\n",
            "citation.bib": "@book{x}\n",
            "index.json": "{}",
            "page.html": "<html></html>",
            "empty.tab": "",
            "omw.tar.xz": tar(),
            "omw.tar": tar("w:"),
            "omw.zip": b"PK\x03\x04",
            "x.bz2": bz2.compress(NLD.encode()),
            "twice.gz": gzip.compress(gzip.compress(NLD.encode())),
            "notes.gz": gzip.compress(b"abc" * 100)[:-9],
            ".hidden/wn-data-nld.tab": NLD,
            "wikt/wn-wikt-Xuogien?.tab": "# Wiktionary\t*uogien?\tu\tCC\n07642933-n\t*uogien?:lemma\tf\n",
        },
    )
    found, tallies = read(tmp_path)
    assert list(found) == ["omw/nld/wn-data-nld.tab", "wordnet-3.0"]
    told = dict(
        words.removeprefix("not read: ").split(": ", 1) for words in tallies["omw/nld/wn-data-nld.tab"].warnings
    )
    assert len(told) == 17
    assert "an archive" in told["omw.tar.xz"]
    assert "an archive" in told["omw.tar"]
    assert "a map of ILI numbers" in told["ili-map-pwn31.tab"]
    assert "a list of changes" in told["omw/nld/nld-changes.tab"]
    assert "not of lemmas" in told["omw/msa/wn-freq-ind.tab"]
    assert told["empty.tab"] == "empty"


def test_compressed_files_are_the_same(tmp_path: Path) -> None:
    for number, (name, content) in enumerate(
        [
            ("wn-data-nld.tab", NLD.encode()),
            ("wn-data-nld.tab.gz", gzip.compress(NLD.encode())),
            ("wn-data-nld.tab.xz", lzma.compress(NLD.encode())),
            ("omw-nl.xml", lmf().encode()),
            ("omw-nl.xml.gz", gzip.compress(lmf().encode())),
            ("omw-nl.xml.xz", lzma.compress(lmf().encode())),
        ]
    ):
        folder = tmp_path / str(number)
        put(folder, {name: content})
        found, tallies = read(folder)
        [synset] = found[name]
        assert isinstance(synset, Synset)
        assert [(each.lemma, each.source) for each in synset.senses] == [("zeelt", "omw-nl")]
        assert tallies[name].bytes == len(lmf() if "xml" in name else NLD)


@pytest.mark.parametrize("name", ["wn-data-nld.tab.gz", "omw-nl.xml.xz"])
def test_a_cut_file_is_an_error_never_a_shorter_table(tmp_path: Path, name: str) -> None:
    content = (NLD + "".join(f"{n:08}-n\tnld:lemma\tw{n}\n" for n in range(50_000))).encode()
    packed = gzip.compress(content) if name.endswith("gz") else lzma.compress(lmf().encode() + b" " * 100_000)
    put(tmp_path, {name: packed[:-5]})
    with pytest.raises(UserError, match="cut short or damaged"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"omw-nl.xml": lmf(), "wn-data-nld.tab": NLD}, {"omw-nl.xml"}),
        ({"a/omw-nl.xml": lmf(version="1.4"), "b/omw-nl.xml": lmf(version="2.0")}, {"b/omw-nl.xml"}),
        ({"a/omw-nl.xml": lmf(version="1.10"), "b/omw-nl.xml": lmf(version="1.9")}, {"a/omw-nl.xml"}),
        ({"a/wn-data-nld.tab": NLD, "b/wn-data-nld.tab": NLD}, {"a/wn-data-nld.tab"}),
        (
            {
                "wn-data-arb.tab": "# Arabic WordNet (AWN v2)\tarb\tu\tCC\n01440764-n\tarb:lemma\tسمك\n",
                "a/wn-nodia-arb.tab": "# Arabic WordNet (AWN)\tarb\tu\tCC\n01440764-n\tlemma\tسمك\n",
            },
            {"wn-data-arb.tab"},
        ),
    ],
)
def test_one_lexicon_is_one_source(tmp_path: Path, files: dict[str, str | bytes], kept: set[str]) -> None:
    put(tmp_path, files)
    found, tallies = read(tmp_path)
    assert set(found) - {"wordnet-3.0"} == kept
    assert any("as one source" in words for words in tallies[kept.pop()].warnings)


def test_two_lexicons_of_a_language_are_two(tmp_path: Path) -> None:
    own = NLD.replace("Open Dutch WordNet", "Fish of Holland")
    italian = "# {}\tita\tu\tCC\n01440764-n\tita:lemma\ttinca\n"
    put(
        tmp_path,
        {
            "nld/wn-data-nld.tab": NLD,
            "own/wn-data-nld.tab": own,
            "ita/wn-data-ita.tab": italian.format("MultiWordNet"),
            "iwn/wn-data-ita.tab": italian.format("ItalWordNet"),
            "wikt/wn-wikt-nld.tab": NLD.replace("Open Dutch WordNet", "Wiktionary"),
        },
    )
    assert sources(tmp_path) == {
        "ita/wn-data-ita.tab": "omw-it",
        "iwn/wn-data-ita.tab": "omw-iwn",
        "nld/wn-data-nld.tab": "omw-nl",
        "own/wn-data-nld.tab": "omw-nl-fish-of-holland",
        "wikt/wn-wikt-nld.tab": "wikt-nl",
        "wordnet-3.0": "omw-en",
    }


def test_a_name_that_is_not_utf8_is_still_a_name(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"wn-\xff.tab")).write_text(NLD, "utf-8")
    assert list(read(tmp_path)[0]) == ["wn-\ufffd.tab", "wordnet-3.0"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"wn-data-nld.tab": NLD, "closed/wn-data-fin.tab": NLD})
    (tmp_path / "closed").chmod(0)
    with pytest.raises(UserError, match="cannot be read"):
        OpenWordnet(str(tmp_path)).shards()
    (tmp_path / "closed").chmod(0o700)


def test_one_file_is_a_place_too(tmp_path: Path) -> None:
    put(tmp_path, {"wn-data-nld.tab": NLD, "omw-nl.xml": lmf()})
    assert sources(tmp_path / "wn-data-nld.tab") == {"wn-data-nld.tab": "omw-nl", "wordnet-3.0": "omw-en"}


def test_a_lexicon_crosses_processes_and_reads_there(tmp_path: Path) -> None:
    put(tmp_path, {"wn-data-nld.tab": NLD})
    here = OpenWordnet(str(tmp_path))
    shard = here.shards()[0]
    there = pickle.loads(pickle.dumps(here))
    assert list(there.read(shard, WANTED, Tally())) == list(here.read(shard, WANTED, Tally()))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "the folder is empty"),
        ({"omw.tar.xz": tar()}, "an archive: unpack it here first"),
        ({"README": "hello\n"}, "neither an Open Multilingual Wordnet tab file nor WN-LMF"),
        ({"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}, "and 2 more files"),
    ],
)
def test_a_folder_without_lexicons_says_what_to_do(tmp_path: Path, files: dict[str, str | bytes], words: str) -> None:
    put(tmp_path, files)
    with pytest.raises(UserError, match=words) as error:
        OpenWordnet(str(tmp_path)).shards()
    assert "babel-imagenet fetch" in error.value.do


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder") as error:
        OpenWordnet(str(tmp_path / "lexicons")).shards()
    assert "babel-imagenet fetch" in error.value.do


# Classes and distinct lemmas of ImageNet-1k per lexicon, counted once with another program.
YIELD = {
    "omw-sq": (33, 55),
    "omw-arb": (77, 129),
    "omw-cmn": (609, 1060),
    "omw-qcn": (30, 41),
    "omw-el": (316, 421),
    "omw-fr": (735, 1385),
    "omw-he": (103, 130),
    "omw-it": (599, 1066),
    "omw-iwn": (341, 493),
    "omw-ca": (738, 1163),
    "omw-es": (332, 429),
    "omw-zsm": (383, 676),
    "omw-nl": (581, 1136),
    "omw-nb": (102, 135),
    "omw-pl": (704, 1027),
    "omw-pt": (618, 1140),
    "omw-lt": (109, 152),
    "omw-sl": (482, 723),
    "omw-sv": (156, 158),
    "omw-en": (1000, 1860),
}


def folded(label: str) -> str:
    return unicodedata.normalize("NFC", label).casefold().replace("_", " ").strip()


def gathered(place: Path) -> tuple[dict[str, set[tuple[int, str]]], dict[tuple[str, int], set[str]]]:
    """Words per source, and per language and class."""
    classes = {each.wn_offset: each for each in load("imagenet-1k").classes}
    by_source, cells = defaultdict(set), defaultdict(set)
    found, _ = read(place, Wanted(classes))
    for each in (each for shard in found.values() for each in shard):
        assert isinstance(each, Synset), each
        for sense in each.senses:
            index, word = classes[each.offsets[0]].index, folded(sense.lemma)
            by_source[sense.source].add((index, word))
            cells[sense.language, index].add(word)
    return by_source, cells


@pytest.mark.real_data
def test_real_lexicons_give_what_was_counted(real_data: Path) -> None:
    by_source, cells = gathered(real_data / "open_lexicons")
    counted = {source: (len({index for index, _ in words}), len(words)) for source, words in by_source.items()}
    assert {source: counted.get(source) for source in YIELD} == YIELD
    assert "omw-fi" not in counted
    foreign = {cell for cell in cells if cell[0] != "EN"}
    assert len(foreign) >= 20_636
    assert len({language for language, _ in foreign}) >= 400

    published = json.loads((real_data / "published" / "babel_imagenet.json").read_text("utf-8"))
    labels = {
        (code, index): folded(label) for code, pair in published.items() for index, label in zip(*pair, strict=True)
    }
    shared = foreign & set(labels)
    assert len(shared) > 15_000
    assert sum(labels[cell] in cells[cell] for cell in shared) / len(shared) >= 0.74


@pytest.mark.real_data
def test_real_wn_lmf_gives_what_the_tab_files_give(real_data: Path) -> None:
    tabs, _ = gathered(real_data / "open_lexicons")
    xml, _ = gathered(real_data / "wn_lmf")
    assert {source: xml[source] for source in ("omw-nl", "omw-lt")} == {
        source: tabs[source] for source in ("omw-nl", "omw-lt")
    }

"""Tab files of the Open Multilingual Wordnet, trap by trap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicons import tab
from pipeline.lexicons.lexicon import Shard, Tally, Wanted
from transforms.model import BadLine, ImageClass, Sense, Synset

TENCH = ImageClass(0, "n01440764", ("tench", "Tinca tinca"), "")
GOLDFISH = ImageClass(1, "n01443537", ("goldfish",), "")
WANTED = Wanted({each.wn_offset: each for each in (TENCH, GOLDFISH)})


def header(name: str = "Open Dutch WordNet", code: str = "nld") -> str:
    return f"# {name}\t{code}\thttp://example.org/\tCC BY SA 4.0\n"


def read(text: str | bytes, path: str) -> tuple[list[Synset | BadLine], Tally]:
    content = text.encode() if isinstance(text, str) else text
    lexicon = tab.recognise(content[:65536], path)
    assert isinstance(lexicon, tab.TabLexicon), lexicon
    tally = Tally()
    return list(tab.read(content, lexicon, Shard(path, path, len(content)), WANTED, tally)), tally


def senses(text: str, path: str = "wn-data-nld.tab") -> list[Sense]:
    return [sense for found in read(text, path)[0] if isinstance(found, Synset) for sense in found.senses]


def test_a_synset_per_wanted_offset_with_senses_in_file_order() -> None:
    text = header() + (
        "00001740-n\tnld:lemma\tentiteit\n"
        "01443537-n\tnld:lemma\tgoudvis\n"
        "01440764-n\tnld:lemma\tzeelt\r\n"
        "01440764-n\tnld:lemma\tTinca_tinca\n"
    )
    found, tally = read(text, "omw/nld/wn-data-nld.tab")
    assert found == [
        Synset("01443537-n", ("01443537n",), (Sense("goudvis", "NL", "omw-nl", "", False),)),
        Synset(
            "01440764-n",
            ("01440764n",),
            (Sense("zeelt", "NL", "omw-nl", "", False), Sense("Tinca_tinca", "NL", "omw-nl", "", False)),
        ),
    ]
    assert (tally.lines, tally.decoded, tally.bytes) == (5, 3, len(text.encode()))
    assert tally.facts == {
        "source": "omw-nl",
        "label": "Open Dutch WordNet",
        "licence": "CC BY SA 4.0",
        "url": "http://example.org/",
        "language": "nld",
    }


@pytest.mark.parametrize(
    ("path", "head", "row", "source", "language"),
    [
        ("wn-data-nld.tab", header(), "nld:lemma", "omw-nl", "NL"),
        ("wn-data-por.tab", header("OpenWN-PT", "por"), "lemma", "omw-pt", "PT"),  # five files have no code in rows
        ("wn-data-als.tab", header("Albanet", "als"), "als:lemma", "omw-sq", "SQ"),  # not Alemannic
        ("wn-cldr-als.tab", header("cldr", "als"), "als:lemma", "cldr-als", "SQ"),
        ("wn-wikt-als.tab", header("Wiktionary", "als"), "als:lemma", "wikt-als", "ALS"),  # here it is
        ("wn-wikt-arb.tab", header("Wiktionary", "arn"), "arb:lemma", "wikt-arb", "AR"),  # the header lies
        ("wn-data-arb.tab", header("Arabic WordNet (AWN v2)", "arb"), "arb:lemma", "omw-arb", "AR"),
        ("wn-wikt-deu.tab", header("Wiktionary", "deu"), "deu:lemma", "wikt-de", "DE"),
        ("wn-wikt-ami.tab", header("Wiktionary", "ami"), "ami:lemma", "wikt-ami", "AMI"),
        ("wn-wikt-ais.tab", header("Wiktionary", "ais"), "ais:lemma", "wikt-ais", None),  # its own, though withdrawn
        ("wn-wikt-Xnds-nl.tab", header("Wiktionary", "*nds-nl"), "*nds-nl:lemma", "wikt-nds-nl", "NDS_NL"),
        ("wn-wikt-Xroa-jer.tab", header("Wiktionary", "*roa-jer"), "*roa-jer:lemma", "wikt-roa-jer", "NRM"),
        ("wn-wikt-Xnah.tab", header("Wiktionary", "*nah"), "*nah:lemma", "wikt-nah", "NAH"),
        ("ita/wn-data-ita.tab", header("MultiWordNet", "ita"), "ita:lemma", "omw-it", "IT"),
        ("iwn/wn-data-ita.tab", header("ItalWordNet", "ita"), "ita:lemma", "omw-iwn", "IT"),
        ("iwn/wn-data-ita.tab", "", "ita:lemma", "omw-iwn", "IT"),  # no header: the folder tells
        ("wn-data-qcn.tab", header("Chinese Wordnet (Taiwan)", "qcn"), "qcn:lemma", "omw-qcn", "ZH"),
        ("wn-data-zsm.tab", header("Wordnet Bahasa", "zsm"), "zsm:lemma", "omw-zsm", "MS"),
        ("wn-data-nob.tab", header("Norwegian Wordnet", "nob"), "lemma", "omw-nb", "NO"),
        ("anything", "", "slv:lemma", "omw-sl", "SL"),
        ("mine.tab", header("My own", "gsw"), "lemma", "omw-gsw", "ALS"),
    ],
)
def test_who_a_file_is(path: str, head: str, row: str, source: str, language: str | None) -> None:
    [found] = senses(f"{head}01440764-n\t{row}\tword\n", path)
    assert found.source == source
    assert language is None or found.language == language


@pytest.mark.parametrize("kind", ["nld:def\t0", "nld:exe\t0", "arb:lemma:root", "arb:lemma:brokenplural", "count"])
def test_only_lemmas_are_read(kind: str) -> None:
    assert senses(header() + f"01440764-n\t{kind}\tword\n01440764-n\tnld:lemma\tzeelt\n") == [
        Sense("zeelt", "NL", "omw-nl", "", False)
    ]


def test_gaps_are_counted_and_left_out() -> None:
    text = header() + "".join(f"01440764-n\tnld:lemma\t{word}\n" for word in ("GAP!", "PSEUDOGAP!", "", " ", "zeelt"))
    found, tally = read(text, "wn-data-nld.tab")
    assert [sense.lemma for synset in found if isinstance(synset, Synset) for sense in synset.senses] == ["zeelt"]
    assert tally.warnings == ["4 rows of wanted synsets say that there is no word"]


@pytest.mark.parametrize(
    ("head", "lemma", "read_as"),
    [
        (header("Chinese Open Wordnet", "cmn"), "龟类+的", "龟类的"),
        (header("Open Dutch WordNet", "nld"), "C++", "C++"),  # a sign of the Chinese one alone
        (header("Open Dutch WordNet", "nld"), " zeelt_ ", " zeelt_ "),  # repairs are not the reader's
    ],
)
def test_a_lemma_is_as_given_but_for_notation(head: str, lemma: str, read_as: str) -> None:
    assert [sense.lemma for sense in senses(f"{head}01440764-n\tlemma\t{lemma}\n", "x.tab")] == [read_as]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"01440764-n\tnld:lemma", "not a row"),
        (b"00001740-n\tnld:lemma", "not a row"),  # though nobody asked for that synset
        (b"01440764-n", "not a row"),
        (b"<html>", "not a row"),
        (b"01440764-n\tnld:lemma\t\xff", "not UTF-8"),
        (b"01440764-n\tnld:lemma\t" + b"a" * 2000, "more than 1000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_with_its_place(line: bytes, reason: str) -> None:
    content = header().encode() + line + b"\n\n01440764-n\tnld:lemma\tzeelt\n"
    bad, good = read(content, "wn-data-nld.tab")[0]
    assert isinstance(bad, BadLine)
    assert isinstance(good, Synset)
    assert (bad.shard, bad.line) == ("wn-data-nld.tab", 2)
    assert reason in bad.reason
    assert len(bad.excerpt) <= 200


def test_other_parts_of_speech_with_the_same_number_are_others() -> None:
    assert senses(header() + "01440764-v\tnld:lemma\tfout\n01440764-a\tnld:lemma\tfout\n") == []


def test_a_header_alone_is_an_empty_lexicon() -> None:
    found, tally = read(header("Wiktionary", "got"), "wn-wikt-got.tab")
    assert found == []
    assert tally.warnings == ["a header and no rows"]


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (b"", "wn-data-nld.tab"),
        (b"i1\t00001740-a\ni2\t00002098-a\n", "ili-map-pwn30.tab"),
        (b"2025-02-01\tREMOVED\t01226941-n\tlemma\tteneste\n", "nno-changes.tab"),
        (b"This directory holds wordnets.\n\n01440764-n\tlemma\tword\n", "README"),
        (b"# coding: utf-8\nimport sys\n", "nld2tab.py"),
        (b"\x00" * 512, "x"),
    ],
)
def test_what_is_no_tab_file(head: bytes, path: str) -> None:
    assert tab.recognise(head, path) is None


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("07642933-n\t*uogien?:lemma\tf\n", "'uogien?' is none"),
        ("00001740-a\tkeahlian\t1\n", "not of lemmas"),
        ("01440764-n\tlemma\tword\n", "nothing in it tells its language"),
    ],
)
def test_tab_files_that_cannot_be_used_say_why(head: str, words: str) -> None:
    found = tab.recognise(head.encode(), "x.tab")
    assert isinstance(found, str)
    assert words in found


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    found, tally = read(header().encode() + content, "wn-data-nld.tab")
    assert all(isinstance(each, BadLine | Synset) for each in found)
    assert tally.lines == (header().encode() + content).count(b"\n") + (not content.endswith(b"\n") and content != b"")

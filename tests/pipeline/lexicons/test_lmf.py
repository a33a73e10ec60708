"""WN-LMF XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.lexicons import lmf
from pipeline.lexicons.ili import wn30_noun
from pipeline.lexicons.lexicon import Shard, Tally, Wanted
from transforms.model import BadLine, ImageClass, Synset

if TYPE_CHECKING:
    from collections.abc import Iterable

WANTED = Wanted(
    {
        "01440764n": ImageClass(0, "n01440764", ("tench",), ""),
        "02084071n": ImageClass(1, "n02084071", ("dog",), ""),
        "02669723n": ImageClass(2, "n02669723", ("academic gown",), ""),
    }
)
DOG, GOWN = "i46360", "i50002"
DOCTYPE = '<!DOCTYPE LexicalResource SYSTEM "https://globalwordnet.github.io/schemas/WN-LMF-1.4.dtd">'


def lexicon(content: str, id_: str = "omw-lt", language: str = "lt", more: str = "") -> str:
    about = f'label="A wordnet" language="{language}" version="2.0" license="CC" {more}'
    return f'<Lexicon id="{id_}" {about}>{content}</Lexicon>'


def resource(*lexicons: str, doctype: str = DOCTYPE) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<LexicalResource>{"".join(lexicons)}</LexicalResource>'


def entry(id_: str, lemma: str, *synsets: str) -> str:
    senses = "".join(f'<Sense id="{id_}-{synset}" synset="{synset}"/>' for synset in synsets)
    return f'<LexicalEntry id="{id_}"><Lemma writtenForm="{lemma}" partOfSpeech="n"/>{senses}</LexicalEntry>'


def synset(id_: str, ili: str = "", members: str = "") -> str:
    return f'<Synset id="{id_}" ili="{ili}" partOfSpeech="n"' + (f' members="{members}"' if members else "") + "/>"


def read(text: str | bytes, elsewhere: Iterable[str] = ()) -> tuple[list[Synset | BadLine], Tally]:
    content, tally = text.encode() if isinstance(text, str) else text, Tally()
    chunks = [content[at : at + 100] for at in range(0, len(content), 100)]
    return list(lmf.read(chunks, Shard("x.xml", "x.xml", 0), WANTED, tally, frozenset(elsewhere))), tally


def words(text: str) -> dict[str, list[str]]:
    found = read(text)[0]
    return {each.id: [sense.lemma for sense in each.senses] for each in found if isinstance(each, Synset)}


def test_ili_leads_to_wordnet_30() -> None:
    assert wn30_noun(DOG) == "02084071n"
    assert wn30_noun("i35545") == "00001740n"
    assert wn30_noun("i117659") == "15300051n"
    assert [wn30_noun(each) for each in ("i1", "i117660", "i999999999", "", "in", "i0", "x", "i١")] == [None] * 8


def test_senses_carry_lexicon_id_language_and_sense_id() -> None:
    text = resource(lexicon(entry("e1", "šuo", "omw-lt-02084071-n") + synset("omw-lt-02084071-n", DOG), more='url="u"'))
    [found], tally = read(text)
    assert isinstance(found, Synset)
    assert (found.id, found.offsets) == ("02084071-n", ("02084071n",))
    assert found.senses == (("šuo", "LT", "omw-lt", "e1-omw-lt-02084071-n", False),)
    assert tally.facts == {
        "source": "omw-lt",
        "label": "A wordnet",
        "language": "lt",
        "version": "2.0",
        "licence": "CC",
        "url": "u",
    }
    assert tally.bytes == len(text.encode())


@pytest.mark.parametrize(
    ("lexicon_id", "synset_id", "ili", "joined"),
    [
        ("omw-lt", "omw-lt-02084071-n", DOG, "02084071-n"),
        ("omw-lt", "omw-lt-02084071-n", "", "02084071-n"),  # no ILI: the id of an omw lexicon holds a 3.0 offset
        ("omw-lt", "omw-lt-02084071-n", "in", "02084071-n"),
        ("omw-en30", "omw-en30-02084071-n", "", "02084071-n"),
        ("omw-en", "omw-en-02084071-n", "", "02084071-n"),
        ("omw-lt", "omw-lt-02084071-v", "", None),
        ("omw-lt", "omw-lt-02669723-n", DOG, "02084071-n"),  # ILI before offset
        ("omw-lt", "omw-lt-02084071-n", "i1", None),  # an ILI that is no noun is no reason to guess
        ("oewn", "oewn-02669723-n", "", None),  # a 3.1 offset that 3.0 has too, for another thing
        ("oewn", "oewn-02086723-n", DOG, "02084071-n"),
        ("omw-en31", "omw-en31-02669723-n", "", None),
        ("omw-en15", "omw-en15-02669723-n", "", None),
        ("mywn", "mywn-02084071-n", "", None),
    ],
)
def test_join(lexicon_id: str, synset_id: str, ili: str, joined: str | None) -> None:
    text = resource(lexicon(entry("e1", "šuo", synset_id) + synset(synset_id, ili), lexicon_id))
    assert list(words(text)) == ([joined] if joined else [])


def test_members_give_the_order_by_sense_or_by_entry() -> None:
    entries = entry("e1", "hond", "s") + entry("e2", "canis", "s") + entry("e3", "blaffer", "s")
    for members, order in (
        ("", ["hond", "canis", "blaffer"]),
        ("e3-s e1-s e2-s", ["blaffer", "hond", "canis"]),
        ("e2 e3", ["canis", "blaffer", "hond"]),
    ):
        assert words(resource(lexicon(entries + synset("s", DOG, members)))) == {"02084071-n": order}


def test_empty_synsets_and_gaps_are_counted_and_left_out() -> None:
    text = resource(
        lexicon(entry("e1", "GAP!", "s") + '<Synset id="s" ili="i46360"><Definition>x</Definition></Synset>')
    )
    found, tally = read(text)
    assert found == []
    assert tally.warnings == [
        "1 wanted synsets without any word, left out",
        "1 entries say that there is no word, or nothing",
    ]


def test_several_lexicons_in_a_file_are_kept_apart() -> None:
    first = lexicon(entry("e1", "šuo", "s") + synset("s", DOG))
    second = lexicon(entry("e1", "hond", "s") + synset("s", DOG), "omw-nl", "nl")
    found, tally = read(resource(first, second))
    senses = [sense for each in found if isinstance(each, Synset) for sense in each.senses]
    assert [(sense.lemma, sense.language, sense.source) for sense in senses] == [
        ("šuo", "LT", "omw-lt"),
        ("hond", "NL", "omw-nl"),
    ]
    assert tally.facts["omw-nl.source"] == "omw-nl"
    assert tally.facts["source"] == "omw-lt"
    found, tally = read(resource(first, second), {"omw-lt"})
    assert [each.senses[0].lemma for each in found if isinstance(each, Synset)] == ["hond"]
    assert tally.warnings == ["omw-lt is read from another file"]


@pytest.mark.parametrize(
    ("tag", "code"), [("cmn-Hans", "ZH"), ("cmn-Hant", "ZH"), ("nb", "NO"), ("zsm", "MS"), ("sq", "SQ"), ("arb", "AR")]
)
def test_language_tags_are_bcp47(tag: str, code: str) -> None:
    [found], _ = read(resource(lexicon(entry("e1", "x", "s") + synset("s", DOG), "own", tag)))
    assert isinstance(found, Synset)
    assert found.senses[0].language == code


LAUGHS = (
    "<!DOCTYPE LexicalResource [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (resource(lexicon(""), doctype=LAUGHS), "DOCTYPE declares"),
        (resource(doctype='<!DOCTYPE LexicalResource [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "DOCTYPE declares"),
        (resource(doctype='<!DOCTYPE LexicalResource SYSTEM "x.dtd" [<!ENTITY % x "y">]>'), "DOCTYPE declares"),
        (resource("<a>" * 100), "within each other"),
        (resource(lexicon(entry("e1", "hond", "s")))[:-30], "cut short or damaged"),
        (resource("<Lexicon"), "cut short or damaged"),
        (resource(lexicon('<Lemma writtenForm="&nbsp"/>')), "cut short or damaged"),
        ("<LexicalResource>", "cut short or damaged"),
    ],
)
def test_hostile_or_broken_xml_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        read(text)


def test_one_endless_tag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmf, "TOKEN_LIMIT", 1000)
    with pytest.raises(UserError, match="one tag is longer"):
        read(resource(lexicon(f'<Lemma writtenForm="{"a" * 5000}"/>')))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lexicon('<LexicalEntry id="e"><Lemma writtenForm="a"/><Sense id="s"/></LexicalEntry>'), "without a synset"),
        (lexicon(entry("e", "a" * 2000, "s")), "more than 1000 characters"),
        (lexicon("", ""), "without an id or a language"),
        (lexicon("", language=""), "without an id or a language"),
    ],
)
def test_what_cannot_be_read_is_kept_with_its_line(content: str, reason: str) -> None:
    [bad], _ = read(resource(content))
    assert isinstance(bad, BadLine)
    assert (bad.shard, bad.line) == ("x.xml", 3)
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (resource(lexicon("")), ("omw-lt", "2.0", "lt")),
        ("\ufeff" + resource(lexicon(""), doctype=""), ("omw-lt", "2.0", "lt")),
        (resource("<Lexicon language='nl' id='a' citation='x > y'\n version='1'>"), ("a", "1", "nl")),
        (resource(), ("", "", "")),
        ("<html><body>404</body></html>", None),
        ("LexicalResource", None),
        ("", None),
    ],
)
def test_recognised_by_its_first_bytes(head: str, found: tuple[str, str, str] | None) -> None:
    assert lmf.recognise(head.encode()) == found


@given(st.text(max_size=50).filter(lambda text: text.strip() and "GAP" not in text))
def test_any_lemma_comes_through(lemma: str) -> None:
    from xml.sax.saxutils import quoteattr

    legal = "".join(
        char for char in lemma if char >= " " and not 0xD800 <= ord(char) < 0xE000 and char not in "\ufffe\uffff"
    )
    form = quoteattr(legal)[1:-1].replace('"', "&quot;")
    expected = {"02084071-n": [legal]} if legal.strip() else {}
    assert words(resource(lexicon(entry("e", form, "s") + synset("s", DOG)))) == expected

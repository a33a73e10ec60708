"""The troubles that the bundled sample shows: each is there, is what it is called, and has an expectation."""

from __future__ import annotations

import csv
import importlib.util
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
EXPECTED = Path(__file__).with_name("sample_expectations.tsv")


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


CLASSES = _table(SAMPLE / "classes.tsv")
WORDS = _table(SAMPLE / "words.tsv")


def _kind(row: dict[str, str]) -> str:
    return row["trouble"].partition(":")[0]


def _of(kind: str) -> list[dict[str, str]]:
    return [{**row, "lemma": TOOL.plain(row["lemma"]).replace("_", " ")} for row in WORDS if _kind(row) == kind]


def test_no_row_stands_twice_and_none_is_trouble_unsaid() -> None:
    parts = ("wnid", "language", "lemma")
    cells = ((*(row[part] for part in parts), source) for row in WORDS for source in row["sources"].split(","))
    seen = Counter(cells)
    assert seen.most_common(1)[0][1] == 1
    for row in WORDS:
        lemma = TOOL.plain(row["lemma"])
        assert lemma == lemma.strip("_ ")
        if _kind(row) != "not-nfc":
            assert unicodedata.is_normalized("NFC", lemma), row
        if not row["trouble"]:
            assert not re.search(r"[\u0301\u200e\u200f\u0591-\u05c7\u064b-\u0652()（）\[\]]", lemma), row


def test_readme_explains_every_kind_of_trouble_and_no_other() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Troubles")[2]
    explained = {kind for line in table.splitlines() for kind in re.findall(r"`([a-z-]+)`", line.split(" | ")[0])}
    assert explained - {"kind"} == {_kind(row) for row in WORDS} - {""}
    assert f"{len(CLASSES)} of ImageNet's classes" in readme


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("disambiguator", r" \(.+\)$|（.+）$"),
        ("bidi-mark", "\u200e$"),
        ("joiner-edge", "\u200c$"),
        ("joiner", "\\w\u200c\\w"),
        ("stress-mark", "[аеиоуі]\u0301"),
        ("niqqud", "[\u05b0-\u05c7]"),
        ("harakat", "[\u064b-\u0652]"),
        ("macron", "[āēīōū]"),
        ("markup", r"^\[\[.+\]\]$"),
        ("definition", r"^(\w+,? ){6,}\w+$"),
        ("taxon", "科$"),
        ("scientific-name", "^[A-Z][a-z]+ [a-z]+$"),
        ("scientific-latin", "^[A-Z][a-z]+ [a-z]+$"),
        ("wrong-script", "^[a-z ]+$"),
        ("latin-letter-word", r"^T\w+$"),
        ("arabic-letter", "^\u064a"),
        ("cognate", "á"),
        ("mixed-script", "[а-ъ]I[а-ъ]"),
        ("homoglyph", "[а-яё][ăæĕl]|^[a-z ]+а$"),
        ("traditional", "獅"),
        ("case", "^[A-Z]"),
    ],
)
def test_a_trouble_is_what_it_is_called(kind: str, pattern: str) -> None:
    rows = _of(kind)
    assert rows
    for row in rows:
        assert re.search(pattern, row["lemma"]), row


@pytest.mark.parametrize(
    ("kind", "sources"),
    [
        ("machine-translation", {"WNTR", "WIKITR", "OMWN_BG", "OMWN_JA"}),
        ("redirect-first", {"WIKIRED"}),
        ("redirect-after", {"WIKIRED"}),
        ("english-copy-weak", {"WIKIDATA", "WIKIDATA_ALIAS"}),
        ("mul-expansion", {"BABELNET"}),
        ("unknown-source", {"LINGUALIBRE"}),
    ],
)
def test_a_trouble_comes_from_such_sources(kind: str, sources: set[str]) -> None:
    assert {source for row in _of(kind) for source in row["sources"].split(",")} == sources


def test_english_copies_are_english_and_cognates_are_not() -> None:
    english: dict[str, set[str]] = {}
    for row in CLASSES:
        lemmas = re.findall(r"(\S+)#\d+=", row["english"])
        english[row["wnid"]] = {lemma.replace("_", " ").casefold() for lemma in lemmas}
    for kind in ("english-copy-attested", "english-copy-weak", "mul-expansion"):
        for row in _of(kind):
            assert row["lemma"].partition(" (")[0].casefold() in english[row["wnid"]], row
    for row in _of("cognate"):
        bare = "".join(letter for letter in unicodedata.normalize("NFD", row["lemma"]) if letter < "\u0300")
        assert row["lemma"] not in english[row["wnid"]]
        assert bare in english[row["wnid"]]


def test_the_other_troubles_are_there() -> None:
    assert {row["language"] for row in _of("unknown-language")} == {"TOK"}
    assert [row["lemma"] for row in _of("mul")] == ["iPod"]
    for row in _of("not-nfc"):
        assert not unicodedata.is_normalized("NFC", row["lemma"])
    (lone,) = _of("lone")
    assert {row["language"] for row in WORDS if row["wnid"] == lone["wnid"]} == {"EN", "DE"}


def test_words_that_two_classes_want_are_wanted_by_two() -> None:
    bearers: dict[tuple[str, str], set[str]] = {}
    for row in WORDS:
        bare = re.sub(r" \(.+\)$", "", row["lemma"]).casefold()
        bearers.setdefault((row["language"], bare), set()).add(row["wnid"])
    for row in _of("shared-word"):
        bare = re.sub(r" \(.+\)$", "", row["lemma"]).casefold()
        assert len(bearers[row["language"], bare]) > 1, row


@pytest.mark.parametrize("profile", ["curated", "paper"])
def test_expectations_name_words_that_are_there(profile: str) -> None:
    rows = [row for row in _table(EXPECTED) if row["profile"] == profile]
    assert len(rows) >= 12
    assert len({(row["wnid"], row["language"]) for row in rows}) == len(rows)
    assert {row["wnid"] for row in rows} <= {row["wnid"] for row in CLASSES}
    for row in rows:
        lemmas = {
            TOOL.plain(word["lemma"]).replace("_", " ")
            for word in WORDS
            if (word["wnid"], word["language"]) == (row["wnid"], row["language"])
        }
        label = TOOL.plain(row["label"]).replace("_", " ")
        assert row["why"]
        assert not label or _letters(label) in {_letters(lemma) for lemma in lemmas}, (row, lemmas)


def _letters(label: str) -> str:
    """The label without anything that a repair may take or swap."""
    bare = unicodedata.normalize("NFD", re.sub(r"[(（].+[)）]|[\[\]]", "", label)).casefold()
    swapped = bare.translate(str.maketrans("aelæ\u04cf", "аеӏӕӏ")).replace("\u04c0", "\u04cf")
    return "".join(letter for letter in swapped if unicodedata.category(letter) == "Lo" or letter.isalpha())


def test_every_trouble_has_an_expectation() -> None:
    cells = {(row["wnid"], row["language"]) for row in _table(EXPECTED) if row["profile"] == "curated"}
    without = {"mul", "unknown-language"}
    shown = {_kind(row) for row in WORDS if (row["wnid"], row["language"]) in cells}
    assert {_kind(row) for row in WORDS} - {""} - without <= shown

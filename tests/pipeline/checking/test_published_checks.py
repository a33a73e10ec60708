"""Checks of a published JSON by itself: its structure, and the quality of its labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.checking.catalogue import checks
from pipeline.checking.rejectable import ASKED
from pipeline.checking.repairable import CHECKED
from pipeline.checking.run import check
from pipeline.errors import UserError
from resources.profiles import load_profile
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from pathlib import Path


def found(tmp_path: Path, published: Any, select: str | None = None) -> dict[str, list[str]]:
    path = tmp_path / "babel_imagenet.json"
    path.write_text(json.dumps(published), "utf-8")
    report = check(path, select)
    return {each.check.code: [f"{item.place}: {item.says}" for item in each.items] for each in report.findings}


@pytest.mark.parametrize(
    ("published", "code", "words"),
    [
        ([], "E301", "is a list, must be an object"),
        ({"DE": [[0], ["Schleie"], []]}, "E301", "DE: is not a list of two lists"),
        ({"DE": "Schleie"}, "E301", "DE"),
        ({"DE": [[0, 1], ["Schleie"]]}, "E302", "DE: 2 class indices, 1 labels"),
        ({"DE": [["0"], ["Schleie"]]}, "E303", "'0' is no whole number"),
        ({"DE": [[True], ["Schleie"]]}, "E303", "True is no whole number"),
        ({"DE": [[0.0], ["Schleie"]]}, "E303", "0.0 is no whole number"),
        ({"DE": [[1000], ["Schleie"]]}, "E303", "DE 1000: is not in the range 0 to 999"),
        ({"DE": [[-1], ["Schleie"]]}, "E303", "DE -1: is not in the range"),
        ({"DE": [[1, 0], ["Goldfisch", "Schleie"]]}, "E303", "DE 0: stands after 1: out of order"),
        ({"DE": [[1, 1], ["Goldfisch", "Schleie"]]}, "E303", "DE 1: stands after 1: twice"),
        ({"DE": [[0], [" "]]}, "E304", "DE 0: the label is ' '"),
        ({"DE": [[0], [None]]}, "E304", "the label is None"),
        ({"de": [[0], ["Schleie"]]}, "E305", "did you mean DE?"),
        ({"XQX": [[0], ["Schleie"]]}, "E305", "XQX: is not known"),
    ],
)
def test_structure(tmp_path: Path, published: Any, code: str, words: str) -> None:
    assert any(words in line for line in found(tmp_path, published, "E").get(code, []))


@pytest.mark.parametrize(
    ("language", "label", "code"),
    [
        ("FR", "ara (oiseau)", "W101"),
        ("HE", "בולבול\u200e", "W102"),
        ("FR", "fore\u0302t", "W103"),
        ("RU", "соба\u0301ка", "W104"),
        ("UK", "ри\u0301ба", "W104"),
        ("CV", "ăвăс", "W105"),  # Latin a with breve where Chuvash has a Cyrillic letter
        ("NL", "[[wandelende]] [[tak]]", "W106"),
        ("NL", "Tom &amp; co", "W106"),
        ("DE", "rote_Beete", "W107"),
        ("BE", "Botaurus", "W201"),
        ("BG", "замъкIкрепост", "W202"),
        ("DE", "123", "W204"),
        ("XH", "lweGermanshep1", "W206"),
        ("DE", "BANANE", "W302"),
        ("KN", "plAtypas", "W302"),
        ("DE", "Banane " * 8, "W303"),
        ("GL", "á", "W304"),
    ],
)
def test_quality(tmp_path: Path, language: str, label: str, code: str) -> None:
    lines = found(tmp_path, {language: [[0], [label]]}).get(code, [])
    assert len(lines) == 1
    assert lines[0].startswith(f"babel_imagenet.json {language} n01440764: ")


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("DE", "Schleie"),
        ("FA", "می\u200cخوار"),  # a joiner inside a word is spelling
        ("CHR", "ᎤᏯᏍᎦᎳ"),  # what Unicode calls capitals is how Cherokee is written
        ("EN", "iPod"),
        ("EN", "CD player"),
        ("DE", "MP3-Player"),
        ("JA", "CDプレーヤー"),
        ("KO", "잉어"),
        ("VI", "cá mập"),
        ("ZH", "鲤鱼"),
    ],
)
def test_good_labels_are_left_alone(tmp_path: Path, language: str, label: str) -> None:
    assert found(tmp_path, {language: [[0], [label]]}) == {}


def test_a_word_of_two_classes_is_one_warning(tmp_path: Path) -> None:
    lines = found(tmp_path, {"DE": [[134, 517, 620], ["Kran", "kran", "Laptop"]]})["W301"]
    assert lines == ["babel_imagenet.json DE: 'Kran' is the label of n02012849, n03126707"]


def test_indices_count_in_the_class_list_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text('{"DE": [[9, 10], ["Fallschirm", "Ball"]]}')
    codes = [each.check.code for each in check(path, "E", classes="imagenette").findings]
    assert codes == ["E303"]
    assert check(path, "E").findings == ()


def test_every_text_rule_and_every_repair_is_asked() -> None:
    """A new rule is asked by W299 by itself; a new repair must be given a check."""
    curated = load_profile("curated", [each.code for each in REPAIRS], list(rules()))
    assert {name for names in CHECKED.values() for name in names} == set(curated.repairs)
    texts = {code for code, rule in rules().items() if isinstance(rule, TextRule)}
    assert {name for names in ASKED.values() for name in names} <= texts


def test_select_takes_codes_and_beginnings(tmp_path: Path) -> None:
    published = {"DE": [[1, 0], ["BANANE", "x_y"]]}
    assert set(found(tmp_path, published, "W3")) == {"W302"}
    assert set(found(tmp_path, published, "e303, w107")) == {"E303", "W107"}
    with pytest.raises(UserError, match="no check has a code"):
        found(tmp_path, published, "E9")


@pytest.mark.parametrize("place", ["nowhere", "nowhere/babel_imagenet.json"])
def test_nothing_there(tmp_path: Path, place: str) -> None:
    with pytest.raises(UserError, match="no release here"):
        check(tmp_path / place)


def test_a_folder_of_releases_is_told_from_a_release(sample_release: Path) -> None:
    with pytest.raises(UserError, match="holds releases and is none itself"):
        check(sample_release.parent)


def test_codes_are_stable() -> None:
    """A code never changes its meaning: what was given away stays given."""
    assert list(checks()) == [
        "E101",
        "E102",
        "E103",
        "E104",
        "E105",
        "E106",
        "E107",
        "E201",
        "E202",
        "E203",
        "E204",
        "E205",
        "E206",
        "E207",
        "E221",
        "E222",
        "E223",
        "E224",
        "E225",
        "E226",
        "E241",
        "E242",
        "E243",
        "E301",
        "E302",
        "E303",
        "E304",
        "E305",
        "W101",
        "W102",
        "W103",
        "W104",
        "W105",
        "W106",
        "W107",
        "W108",
        "W109",
        "W201",
        "W202",
        "W203",
        "W204",
        "W205",
        "W206",
        "W207",
        "W208",
        "W299",
        "W301",
        "W302",
        "W303",
        "W304",
    ]

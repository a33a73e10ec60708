"""Folding and scripts: which labels are the same word, and how a label is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.languages import language
from transforms.fold import _APOSTROPHES, _JOINTS, fold, same
from transforms.repairs.disambiguator import without_brackets
from transforms.scripts import direction, dominant_script, label_script, preferred_scripts, written_scripts

ANY = st.text(st.characters(exclude_categories=()), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zebra", "zebra (dier)"),
        ("sea lion", "sea-lion"),
        ("sea_lion", "sealion"),
        ("STRASSE", "Straße"),
        ("Qo‘ltiqtayoq", "qo'ltiqtayoq"),
        ("ca\u0301", "cá"),
        ("アフガン・ハウンド", "アフガンハウンド"),
        ("سفره\u200cماهی", "سفره ماهی"),
        ("כלב\u200e", "כלב"),
        ("棒球（球）", "棒球"),
    ],
)
def test_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bò", "bơ"), ("rádio", "radio"), ("น้ำ", "น้า"), ("dog's", "dogs"), ("犬", "狗")]
)
def test_two_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_diacritics_when_asked() -> None:
    assert fold("Rádio", diacritics=False) == fold("radio", diacritics=False)
    assert fold("й", diacritics=False) == "и"


def test_same_keeps_all_but_case() -> None:
    assert same("Sea Lion") == "sea lion"
    assert same("sea-lion") != same("sea lion")


@given(ANY)
def test_folding_is_idempotent_and_total(text: str) -> None:
    assert same(same(text)) == same(text)
    assert fold(fold(text)) == fold(text)
    assert fold(text, diacritics=False) is not None
    assert (fold(text) == "") == (text == "")


@pytest.mark.parametrize(
    ("label", "script", "runs"),
    [
        ("Hund", "Latn", "ltr"),
        ("собака", "Cyrl", "ltr"),
        ("כלב", "Hebr", "rtl"),
        ("كلب", "Arab", "rtl"),
        ("ކުއްތާ", "Thaa", "rtl"),
        ("狗", "Hani", "ltr"),
        ("飞机", "Hans", "ltr"),
        ("飛機", "Hant", "ltr"),
        ("消しゴム", "Jpan", "ltr"),
        ("イヌ", "Kana", "ltr"),
        ("개", "Hang", "ltr"),
        ("CDプレーヤー", "Kana", "ltr"),
        ("T恤", "Latn", "ltr"),
        ("42", None, "ltr"),
    ],
)
def test_scripts(label: str, script: str | None, runs: str) -> None:
    assert label_script(label) == script
    assert direction(label) == runs


@given(ANY)
def test_scripts_never_raise(text: str) -> None:
    assert label_script(text) is None or len(str(label_script(text))) == 4
    assert dominant_script(text) is None or direction(text) in ("ltr", "rtl")


def test_scripts_of_languages() -> None:
    assert preferred_scripts(language("JA")) == {"Hira", "Kana", "Hani"}
    assert preferred_scripts(language("SR")) == {"Cyrl"}
    assert written_scripts(language("SR")) == ("Cyrl", "Latn")
    assert written_scripts(language("ZZ_UNKNOWN")) == ()
    assert preferred_scripts(language("ZZ_UNKNOWN")) == frozenset()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" _-'’ʻʼ`´()（）·・\u200cשׁé")), max_size=12))
def test_the_short_way_comes_to_the_same_as_the_long_one(text: str):
    long = same(without_brackets(text.replace("_", " ")).translate(_APOSTROPHES))
    assert fold(text) == (_JOINTS.sub("", long) or long)

"""The fast path: whatever its pattern matches is changed by no repair but underscores and minded by no text rule."""

from __future__ import annotations

import json
import unicodedata
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.languages import Language, language, languages
from transforms.clean import clean_alphabet, clean_pattern
from transforms.repair import repair
from transforms.rules.catalogue import rules
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT_RULES = [rule for rule in rules().values() if isinstance(rule, TextRule)]
CODES = sorted(languages())


def assert_clean(lemma: str, tongue: Language) -> None:
    label, codes = repair(lemma, tongue)
    assert label == lemma.replace("_", " "), (tongue.code, lemma, codes)
    assert set(codes) <= {"underscores"}
    for rule in TEXT_RULES:
        reason = rule.check(lemma if rule.looks_at == "lemma" else label, tongue)
        assert reason is None, (tongue.code, lemma, rule.code, reason)


def chunks(letters: str, size: int) -> Iterator[str]:
    rest = iter(letters)
    while chunk := "".join(islice(rest, size)):
        yield chunk


@pytest.mark.parametrize("code", CODES)
def test_every_letter_of_every_pattern(code: str) -> None:
    tongue = language(code)
    pattern, (letters, marks) = clean_pattern(tongue), clean_alphabet(tongue)
    for chunk in chunks(letters, 18):
        lemma = "_".join(chunks(chunk, 6))
        # Two letters of one chunk may be kept apart by the pattern: then each is tried alone.
        for each in [lemma] if pattern.fullmatch(lemma) else chunk:
            assert pattern.fullmatch(each), (each, code)
            assert_clean(each, tongue)
    for mark in marks:
        lemma = letters[0] + mark
        assert pattern.fullmatch(lemma) or not unicodedata.is_normalized("NFC", lemma), ascii(lemma)
        if pattern.fullmatch(lemma):
            assert_clean(lemma, tongue)


@pytest.mark.parametrize("code", [code for code in CODES if clean_alphabet(language(code))[1]])
def test_every_two_marks_stand_in_canonical_order(code: str) -> None:
    tongue = language(code)
    pattern, (letters, marks) = clean_pattern(tongue), clean_alphabet(tongue)
    for one, two in product(marks, repeat=2):
        lemma = letters[0] + one + two
        if pattern.fullmatch(lemma):
            assert unicodedata.is_normalized("NFC", lemma), ascii(lemma)


@st.composite
def lemmas(draw: st.DrawFn) -> tuple[Language, str]:
    tongue = language(draw(st.sampled_from(CODES)))
    letters, marks = clean_alphabet(tongue)
    if not letters:
        return tongue, ""
    one = st.sampled_from(letters)
    more = st.one_of(one, st.sampled_from(marks)) if marks else one
    word = st.builds(lambda first, rest: first + "".join(rest), one, st.lists(more, max_size=8))
    words = draw(st.lists(word, min_size=1, max_size=4))
    joints = draw(st.lists(st.sampled_from("_ -'\u2019"), min_size=3, max_size=3))
    joined = "".join(word + joint for word, joint in zip(words, [*joints, ""], strict=False))
    return tongue, joined.rstrip("_ -'\u2019")


@settings(max_examples=3000, deadline=None)
@given(lemmas())
def test_what_matches_is_clean(drawn: tuple[Language, str]) -> None:
    tongue, lemma = drawn
    if clean_pattern(tongue).fullmatch(lemma):
        assert_clean(lemma, tongue)


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(CODES), st.text(st.characters(exclude_categories=()), max_size=12))
def test_any_text_that_matches_is_clean(code: str, lemma: str) -> None:
    if clean_pattern(language(code)).fullmatch(lemma):
        assert_clean(lemma, language(code))


@pytest.mark.parametrize(
    ("code", "lemma", "clean"),
    [
        ("DE", "Deutscher_Schäferhund", True),
        ("RU", "собака", True),
        ("RU", "соба\u0301ка", False),
        ("HI", "सुनहरी_मछली", True),
        ("TH", "ปักกิ่ง", True),
        ("ZH", "狗", True),
        ("JA", "アフガン・ハウンド", True),
        ("AR", "فرس_النبي", True),
        ("AR", "فَرس", False),
        ("FA", "شير", False),
        ("RO", "şurub", False),
        ("HE", "כלב", True),
        ("KO", "구조선", True),
        ("NL", "zebra_(dier)", False),
        ("NL", "zebra__dier", False),
        ("NL", "", False),
        ("FR", "Liste_de_chiens", False),
        ("JA", "犬の一覧", False),
        ("CS", "ÄŒesko", False),
        ("CV", "кӑвак", True),
        ("CV", "кăвак", False),
        ("ZZ_UNKNOWN", "word", False),
    ],
)
def test_examples(code: str, lemma: str, clean: bool) -> None:
    assert bool(clean_pattern(language(code)).fullmatch(lemma)) == clean


@pytest.mark.real_data
def test_most_published_labels_are_clean(real_data: Path) -> None:
    labels = json.loads((real_data / "published" / "babel_imagenet.json").read_text("utf-8"))
    matched = total = 0
    for code, (_, words) in labels.items():
        pattern = clean_pattern(language(code))
        found = [word for word in words if pattern.fullmatch(word)]
        matched, total = matched + len(found), total + len(words)
        for word in found:
            assert_clean(word, language(code))
    assert matched / total > 0.9

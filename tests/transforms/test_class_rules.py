"""Rules about a label in its class: every case of the tables beside them, and no label that makes one raise."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transforms.rules
from resources.class_lists import load
from resources.languages import language
from tests.transforms.made import candidate
from transforms.fold import fold
from transforms.model import Candidate, ImageClass
from transforms.rules.catalogue import rules
from transforms.rules.rule import ClassRule, Situation

FOLDER = Path(transforms.rules.__file__).parent
CODES = [
    "correction",
    "english-copy",
    "english-lemma",
    "same-as-english",
    "scientific-in-english",
    "scientific-name",
    "taxon-word",
]


@cache
def classes() -> dict[str, ImageClass]:
    return {each.wnid: each for each in load("imagenet-1k").classes}


def cases() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for code in CODES:
        table = tomllib.loads((FOLDER / f"{code.replace('-', '_')}.toml").read_text("utf-8"))
        found += [(code, case) for case in table["case"]]
    return found


def asked(code: str, label: str, language_code: str, wnid: str, sources: str = "WIKI", english: Any = ()) -> str | None:
    rule, image_class = rules()[code], classes()[wnid]
    assert isinstance(rule, ClassRule)
    own = frozenset(fold(lemma) for lemma in image_class.lemmas)
    situation = Situation(language(language_code), image_class, own, frozenset(sources.split()), frozenset(english))
    return rule.check(candidate(label, sources.split()[0], image_class.index), situation)


@pytest.mark.parametrize(("code", "case"), cases())
def test_case(code, case):
    reason = asked(
        code, case["label"], case["language"], case["class"], case.get("source", "WIKI"), case.get("english", ())
    )
    hit = case["verdict"] in ("reject", "flag")
    if hit:
        assert case["verdict"] == rules()[code].effect
    assert (reason is not None) == (hit and not case.get("known_gap", False)), f"{case['label']}: {case['why']}"


@pytest.mark.parametrize("code", CODES)
@given(
    st.text(max_size=30),
    st.sampled_from(["DE", "ZH", "EN", "LA", "MUL", "QQQ"]),
    st.sampled_from(["n01440764", "n02948072"]),
)
def test_no_text_makes_a_rule_raise(code, label, language_code, wnid):
    reason = asked(code, label, language_code, wnid)
    assert reason is None or reason


def test_reasons_are_words_that_stand_after_the_label():
    found = Candidate(0, "s", "Tinca tinca", "WIKI", "1", None, "Tinca tinca")
    assert asked("scientific-name", found.label, "DE", "n01440764") == "is WordNet's own Latin name of the class"

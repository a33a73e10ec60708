"""Repairs: every case of the tables, idempotence and replay on any text, what must stay."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import transforms.repairs
from resources.languages import Language, language, languages
from transforms.repair import REPAIRS, repair, replay, steps

if TYPE_CHECKING:
    from transforms.repairs.repair import Repair

FOLDER = Path(transforms.repairs.__file__).parent
BY_CODE = {each.code: each for each in REPAIRS}

# Texts that come near what the repairs look for, and any text at all, lone surrogates among it.
NASTY = st.sampled_from(
    [
        *"()（）[]{}|/,;.!\"'&<>_ -–«»“”I1lіǃ·",
        *("[[", "]]", "''", "&amp;", "&lt;", "&#95;", "&#x200e;", "{{a}}", "<ref>", "</ref>", "<b>", "#redirect "),
        *"\u0301\u0300\u0304\u030f\u0323\u0328\u200c\u200d\u200e\u202b\ufeff\u00a0",
        *"\u05b8\u05bc\u064e\u0651\u0654\u0670\u09be\u09c7\u1161\ud800\U0010ffff",
        *"aeéèïöĂăçşťcCoOрсеаоТТйёўѓќѝѐӣӯӕæἀυ犬ゲガがᄀ각كيیىهשכ",
        "zebra (dier)",
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(NASTY, st.characters(exclude_categories=())), max_size=24).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
)
LANGUAGES = st.sampled_from(sorted(languages())).map(language)


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        code = path.stem.replace("_", "-")
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            marks = [pytest.mark.xfail(reason=case["why"], strict=True)] if case.get("gap") else []
            found.append(pytest.param(code, case, id=f"{code}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("code", "case"), cases())
def test_case(code: str, case: dict[str, str]) -> None:
    assert BY_CODE[code].apply(case["text"], language(case["language"])) == case["expect"]


def test_every_repair_has_a_file_a_message_and_cases() -> None:
    assert {path.stem.replace("_", "-") for path in FOLDER.glob("*.toml")} == set(BY_CODE)
    assert len(BY_CODE) == len(REPAIRS)
    assert all(len(each.message) > 60 and each.name for each in REPAIRS)


@pytest.mark.parametrize("each", REPAIRS, ids=lambda each: each.code)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS, tongue=LANGUAGES)
def test_each_repair_is_idempotent(each: Repair, text: str, tongue: Language) -> None:
    once = each.apply(text, tongue)
    assert each.apply(once, tongue) == once


@settings(max_examples=1500, deadline=None)
@given(text=TEXTS, tongue=LANGUAGES)
@example(text="(#redirect /ἀ|）", tongue=language("AA"))  # a list within what a list left
def test_repairs_are_idempotent_and_replay(text: str, tongue: Language) -> None:
    label, codes = repair(text, tongue)
    assert repair(label, tongue) == (label, ())
    assert replay(text, codes, tongue) == label
    assert unicodedata.is_normalized("NFC", label) or not label.strip()
    if text.strip():
        assert label.strip()


def test_steps_tell_the_story() -> None:
    dutch = language("NL")
    label, codes = repair("[[zebra]]_(dier)\u200e", dutch)
    assert label == "zebra"
    told = steps("[[zebra]]_(dier)\u200e", codes, dutch)
    assert [step.code for step in told] == ["underscores", "markup", "invisible-marks", "disambiguator"]
    assert told[0].before == "[[zebra]]_(dier)\u200e"
    assert told[-1].after == "zebra"
    assert all(one.after == two.before for one, two in pairwise(told))


def test_a_subset_of_repairs_does_no_more() -> None:
    only = tuple(each for each in REPAIRS if each.code == "underscores")
    assert repair("zebra_(dier)", language("NL"), only) == ("zebra (dier)", ("underscores",))


def test_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        replay("zebra", ["no-such-repair"], language("NL"))


@pytest.mark.parametrize(
    "nasty", [part * 30_000 for part in ("(", "&amp;", "[[", "a\u0301", "\u200d", "' ", "''a", "<ref>", "{{", "a,")]
)
def test_long_input_takes_no_time(nasty: str) -> None:
    label, codes = repair(nasty, language("RU"))
    assert replay(nasty, codes, language("RU")) == label


@pytest.mark.real_data
def test_published_labels_come_out_clean_and_stable(real_data: Path) -> None:
    labels = json.loads((real_data / "published" / "babel_imagenet.json").read_text("utf-8"))
    for code, (_, words) in labels.items():
        tongue = language(code)
        for word in words:
            label, codes = repair(word, tongue)
            assert replay(word, codes, tongue) == label
            assert unicodedata.is_normalized("NFC", label)
            assert not set(label) & set("\u200e\u200f[]_")
            assert repair(label, tongue) == (label, ())

"""Text rules: every case of the tables, and no text that makes one raise."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import transforms.rules
from resources.languages import Language, language, languages
from transforms.rules import (
    bad_characters,
    definition,
    digits,
    foreign_word,
    mixed_script,
    mojibake,
    no_letters,
    page_title,
    qualifier,
    secondary_script,
    several_words,
    wrong_script,
)

if TYPE_CHECKING:
    from transforms.rules.rule import TextRule

FOLDER = Path(transforms.rules.__file__).parent
MODULES = (
    bad_characters,
    definition,
    digits,
    foreign_word,
    mixed_script,
    mojibake,
    no_letters,
    page_title,
    qualifier,
    secondary_script,
    several_words,
    wrong_script,
)
RULES: dict[str, TextRule] = {module.__name__.rpartition(".")[2]: module.RULE for module in MODULES}


def cases() -> list[Any]:
    found = []
    for name in RULES:
        table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
        for number, case in enumerate(table["case"]):
            marks = [pytest.mark.xfail(reason=case["why"], strict=True)] if case.get("gap") else []
            found.append(pytest.param(name, case, id=f"{name}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, str]) -> None:
    rule = RULES[name]
    reason = rule.check(case["text"], language(case["language"]))
    verdict = "keep" if reason is None else rule.effect
    assert verdict == case["verdict"], reason


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_messages_are_for_readers(rule: TextRule) -> None:
    assert len(rule.message) > 80


@settings(max_examples=600, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=()), max_size=60),
    tongue=st.sampled_from(sorted(languages())).map(language),
)
def test_no_rule_raises(text: str, tongue: Language) -> None:
    for rule in RULES.values():
        reason = rule.check(text, tongue)
        assert reason is None or reason

"""Prompt templates as data: languages that are known, one place for the label, never a bent word before it."""

from __future__ import annotations

import pytest

from resources.languages import known, language, languages
from resources.prompts import PLAIN, has_templates, templates
from transforms.scripts import dominant_script, written_scripts

WRITTEN = [code for code in languages() if has_templates(code)]


def test_the_larger_languages_have_templates() -> None:
    assert len(WRITTEN) >= 50
    assert {"EN", "DE", "FR", "ES", "IT", "PT", "RU", "ZH", "JA", "KO", "AR", "HI", "TR", "FI", "PL"} <= set(WRITTEN)


@pytest.mark.parametrize("code", WRITTEN)
def test_templates_hold_the_label_once_and_are_in_the_languages_script(code: str) -> None:
    assert known(code)
    found = templates(code)
    assert found[0] == "{}"
    assert len(set(found)) == len(found) > 1
    for each in found[1:]:
        assert each.count("{}") == 1
        assert "{" not in each.replace("{}", "")
        assert dominant_script(each) in written_scripts(language(code)), each


def test_other_languages_get_the_label_alone() -> None:
    assert templates("AB") == templates("TOK") == PLAIN

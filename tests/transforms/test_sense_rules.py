"""Rules about where a sense comes from: every case of the tables beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import transforms.rules
from resources.languages import language
from tests.transforms.made import candidate
from transforms.rules.catalogue import rules
from transforms.rules.rule import SenseRule

FOLDER = Path(transforms.rules.__file__).parent
CODES = ["international-expansion", "machine-translation", "unknown-language"]


def cases() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for code in CODES:
        table = tomllib.loads((FOLDER / f"{code.replace('-', '_')}.toml").read_text("utf-8"))
        found += [(code, case) for case in table["case"]]
    return found


@pytest.mark.parametrize(("code", "case"), cases())
def test_case(code, case):
    rule = rules()[code]
    assert isinstance(rule, SenseRule)
    sense = candidate("word", case["source"], machine=case.get("machine"), sense_id=case.get("sense_id", "1"))
    reason = rule.check(sense, language(case["language"]), case.get("version", "5.2"))
    assert ("reject" if reason else "keep") == case["verdict"], case["why"]

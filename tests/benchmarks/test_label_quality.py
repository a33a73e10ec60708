"""The measure of label files sees each kind of defect, and nothing in sound labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.label_quality import KINDS, agreement, defects, kept, load, main, quality

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "label", "kinds"),
    [
        ("NL", "zebra (dier)", ["disambiguator"]),
        ("WUU", "棒球（球）", ["disambiguator"]),
        ("AR", "(سلالة كلاب) بوميرانيان", ["disambiguator"]),
        ("HE", "בולבול\u200e", ["invisible mark"]),
        ("KN", "ಬೀಗಲ್\u200c", ["invisible mark"]),
        ("RU", "соба\u0301ка", ["stress"]),
        ("HE", "נ\u05b8חש", ["niqqud"]),
        ("AR", "ك\u064eلب", ["harakat"]),
        ("VI", "ca\u0301", ["non-NFC"]),
        ("UK", "Callicebus", ["wrong script"]),
        ("KAA", "Print\u0435r", ["mixed script"]),
        ("NL", "[[tak]]", ["markup"]),
        ("SIMPLE", "List of buffalo breeds", ["definition"]),
        ("ST", "Tanka ea ntoa ke koloi e lateloang.", ["definition"]),
        ("NL", "borstje, salopette", ["list"]),
        ("CA", "escenari,", ["list"]),
    ],
)
def test_defects(code: str, label: str, kinds: list[str]) -> None:
    assert defects(label, code) == kinds


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("NV", "mósí (íiyisígíí)"),
        ("WUU", "T恤"),
        ("ZH_YUE", "BB籃"),
        ("FA", "سفره\u200cماهی"),
        ("TG", "моҳӣ"),
        ("MK", "ќебе"),
        ("YI", "פ\u05bcאפיר"),
        ("HE", 'זחל"ם'),
        ("SR", "noj"),
        ("DE", "Boxer"),
        ("UK", "CD-програвач"),
    ],
)
def test_sound_labels(code: str, label: str) -> None:
    assert defects(label, code) == []


def test_counts_before_and_after() -> None:
    before = {"NL": {0: "zebra (dier)", 1: "hond", 2: "kat", 3: "paard"}, "EN": {0: "zebra (animal)"}}
    after = {"NL": {0: "zebra", 1: "hond", 2: "poes"}, "EN": {0: "zebra"}}
    assert quality(before).kinds == {"disambiguator": 1}
    assert quality(before)[:2] == (4, 1)
    assert quality(after).defective == 0
    assert kept(before, after) == (3, 1, 1, 1)
    assert agreement(before, {"NL": {0: "Zebra", 1: "hond"}, "EN": {0: "x"}}) == (2, 1, 2)


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps({"NL": [[0, 1], ["zebra (dier)", "hond"]]}), "utf-8")
    two.write_text(json.dumps({"NL": [[0, 1], ["zebra", "hond"]]}), "utf-8")
    assert load(two) == {"NL": {0: "zebra", 1: "hond"}}
    assert main([str(one), "--after", str(two), "--reference", str(two), "--languages"]) == 0
    shown = capsys.readouterr().out
    assert all(kind in shown for kind in KINDS)
    assert "100.00%" in shown
    assert main([str(one), "--after", str(two), "--reference", str(two), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["agreement before"] == {"common": 2, "strict": 1, "lenient": 2}

"""Tables on standard output, by what stands at its other end."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.printing import print_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def printed(rows: Sequence[Mapping[str, Any]], as_json: bool, terminal: bool = False, encoding: str = "utf-8") -> str:
    class Out(io.TextIOWrapper):
        def isatty(self) -> bool:
            return terminal

    out, before = Out(io.BytesIO(), encoding=encoding, newline=""), sys.stdout
    sys.stdout = out
    try:
        print_table(rows, as_json)
        out.flush()
        assert isinstance(out.buffer, io.BytesIO)
        return out.buffer.getvalue().decode(encoding)
    finally:
        sys.stdout = before


ROWS = [
    {"code": "DE", "scripts": ["Latn"], "labels": 738, "known": True, "note": None},
    {"code": "JA", "scripts": ["Kana", "Hani"], "labels": 0, "known": False, "note": "a\tb\nc"},
]


def test_a_pipe_gets_a_header_and_a_line_for_each_row() -> None:
    assert printed(ROWS, as_json=False) == (
        "code\tscripts\tlabels\tknown\tnote\nDE\tLatn\t738\tyes\t\nJA\tKana, Hani\t0\tno\ta b c\n"
    )


def test_json_is_one_array_with_the_values_as_they_are() -> None:
    assert json.loads(printed(ROWS, as_json=True)) == ROWS
    assert printed(ROWS, as_json=True).count("\n") == len(ROWS) + 2


def test_a_terminal_gets_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    text = printed(ROWS, as_json=False, terminal=True)
    assert "Kana, Hani" in text
    assert "─" in text


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("terminal", [True, False])
def test_no_rows(as_json: bool, terminal: bool) -> None:
    text = printed([], as_json, terminal)
    assert json.loads(text) == [] if as_json else not text.strip()


HOSTILE = ["\x1b[31mred\x1b[0m", "[red]tag[/red]", "a\r\nb\tc", "\x9b2J", "\u2028", "[/]", "\ud800"]


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("terminal", [True, False])
def test_a_word_commands_nothing(word: str, as_json: bool, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    text = printed([{"word": word}], as_json, terminal)
    assert not any(control in text for control in "\x1b\x9b\r\t")
    if as_json:
        assert json.loads(text) == [{"word": word}]
    if "[red]" in word:
        assert "[red]tag[/red]" in text


def test_an_encoding_that_lacks_the_letters_is_no_error() -> None:
    rows = [{"word": "Bokmål Ж"}]
    assert printed(rows, as_json=False, encoding="ascii") == "word\nBokm\\xe5l \\u0416\n"
    assert json.loads(printed(rows, as_json=True, encoding="ascii")) == rows


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.integers() | st.lists(st.text())}), min_size=1))
def test_a_row_is_a_line_and_a_cell_a_field(rows: list[dict[str, Any]]) -> None:
    lines = printed(rows, as_json=False).split("\n")
    assert len(lines) == len(rows) + 2
    assert {line.count("\t") for line in lines[:-1]} == {1}
    assert json.loads(printed(rows, as_json=True)) == rows

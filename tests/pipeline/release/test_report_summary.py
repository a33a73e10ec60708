"""What the page says before anything is opened, and how it writes words and numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.report import (
    Tables,
    columns,
    pairs,
    read_tables,
    report_html,
    summary,
    visible,
    writing,
)
from tests.pipeline.release.hand_made_release import (
    CLASSES,
    LANGUAGES,
    candidate,
    hand_made,
    label,
    write_hand_made,
)
from tests.pipeline.release.page_reader import Page
from tests.pipeline.release.synthetic import table_of, write_release

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return read_tables(write_hand_made(tmp_path_factory.mktemp("release")))


@pytest.fixture(scope="module")
def page(tables: Tables) -> Page:
    return Page(report_html(tables))


def test_headline_counts(tables: Tables) -> None:
    labels, candidates = hand_made()
    head = summary.headline(tables)
    assert head["labels"] == len(labels)
    assert head["candidates"] == len(candidates)
    assert head["rejected"] == sum(row["verdict"] == "rejected" for row in candidates)
    assert (head["classes"], head["languages"], head["languages_with_labels"]) == (6, 15, 15)
    assert (head["ambiguous"], head["repaired"], head["unread"]) == (2, 1, 0)


def test_languages_without_candidates_are_named_apart(tmp_path: Path) -> None:
    labels = [label(0, "DE", "Goldfisch", "Latn")]
    candidates = [candidate(0, "RU", "goldfish", "rejected", rule="script")]
    write_release(
        tmp_path, table_of("labels.parquet", labels), table_of("candidates.parquet", candidates), LANGUAGES, CLASSES
    )
    tables = read_tables(tmp_path)
    assert [row["language"] for row in summary.language_rows(tables)] == ["DE", "RU"]
    assert len(summary.silent_languages(tables)) == 13
    assert summary.headline(tables)["cells"] == 6  # of the one language that has a label
    assert "Zulu" in Page(report_html(tables)).text


def test_the_summary_is_in_the_page_without_its_program(page: Page) -> None:
    for words in (
        "38 labels for 6 classes in 15 languages",
        "German",
        "rejected by",
        "scientific-name",
        "WIKIDATA_ALIAS",
        "ambiguous-inherent",
    ):
        assert words in page.text


def test_funnel_and_sources_add_up(tables: Tables) -> None:
    total = tables.candidates.height
    assert sum(row["candidates"] for row in summary.funnel_rows(tables)) == total
    assert summary.funnel_rows(tables)[-1]["rule"] == ""
    rows = summary.source_rows(tables)
    assert (
        sum(row["chosen"] + row["alternative"] + row["rejected"] for row in rows)
        == total
        == sum(row["candidates"] for row in rows)
    )


SHARED = [  # (flags by class, word by class) -> shared words as (kind, label, classes)
    (
        {2: ["ambiguous-inherent"], 3: ["ambiguous-inherent"]},
        {2: "crane", 3: "crane"},
        [("ambiguous-inherent", "crane", (2, 3))],
    ),
    (
        {2: ["ambiguous"], 3: ["ambiguous"]},
        {2: "Crane", 3: "crane"},
        [("ambiguous", "Crane", (2, 3))],
    ),  # case does not tell apart
    (
        {0: ["ambiguous"], 1: ["ambiguous"]},
        {0: "caf\u00e9", 1: "cafe\u0301"},
        [("ambiguous", "caf\u00e9", (0, 1))],
    ),  # nor does NFD
    (
        {2: ["yielded"], 3: ["yielded"]},
        {2: "Kran", 3: "Kran"},
        [("yielded", "Kran", (2,)), ("yielded", "Kran", (3,))],
    ),  # each lost its own
    ({2: ["other"]}, {2: "crane"}, []),
]


@pytest.mark.parametrize(("flags", "words", "expected"), SHARED)
def test_shared_words(
    tmp_path: Path, flags: dict[int, list[str]], words: dict[int, str], expected: list[tuple[str, str, tuple[int, ...]]]
) -> None:
    labels = [label(index, "DE", words[index], "Latn", flags=flags[index]) for index in words]
    write_release(tmp_path, table_of("labels.parquet", labels), table_of("candidates.parquet", []), LANGUAGES, CLASSES)
    found = pairs.shared_words(read_tables(tmp_path))
    assert [(shared.kind, shared.label, shared.classes) for shared in found] == expected


VISIBLE = [
    ("Goldfisch", "Goldfisch"),
    ("abc\u202edef", "abc[U+202E]def"),
    ("\u200emarked", "[U+200E]marked"),
    ("nul\x00", "nul[U+0000]"),
    ("شتر یک‌کوهانه", "شتر یک‌کوهانه"),  # ZWNJ belongs to the word
    ("x" * 300, "x" * 200 + "… (300 characters)"),
]


@pytest.mark.parametrize(("text", "shown"), VISIBLE)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible.visible(text) == shown


def test_directions_come_from_unicode() -> None:
    scripts = [
        "Latn",
        "Arab",
        "Hebr",
        "Syrc",
        "Thaa",
        "Nkoo",
        "Adlm",
        "Rohg",
        "Mand",
        "Hans",
        "Mong",
        "Zyyy",
        "Xxxx",
        "bad",
    ]
    assert writing.right_to_left(scripts) == ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"]


FONTS = [
    ("Arab", "Noto Sans Arabic"),
    ("Hans", "Noto Sans CJK SC"),
    ("Hant", "Noto Sans CJK TC"),
    ("Nkoo", "Noto Sans NKo"),
    ("Mong", "Noto Sans Mongolian"),
    ("Kana", "Noto Sans CJK JP"),
    ("Deva", "Noto Sans Devanagari"),
    ("Cans", "Noto Sans Canadian Aboriginal"),
    ("Thaa", "Noto Sans Thaana"),
]


@pytest.mark.parametrize(("script", "first"), FONTS)
def test_each_script_has_its_fonts(script: str, first: str) -> None:
    assert writing.fonts(script)[0] == first


@given(st.lists(st.integers(0, 10**6)))
def test_steps_add_up_again(places: list[int]) -> None:
    total, again = 0, []
    for step in columns.steps(places):
        total += step
        again.append(total)
    assert again == places


PERCENT = [
    (0, "0.0\u00a0%"),
    (0.00001, "< 0.1\u00a0%"),
    (0.123, "12.3\u00a0%"),
    (0.9999, "> 99.9\u00a0%"),
    (1, "100.0\u00a0%"),
]


@pytest.mark.parametrize(("share", "shown"), PERCENT)
def test_what_is_little_is_not_nothing(share: float, shown: str, tables: Tables) -> None:
    head = tables.languages.with_columns(coverage=pl.lit(float(share)))
    assert f">{shown}<" in report_html(replace(tables, languages=head)).replace("&lt;", "<").replace("&gt;", ">")


def test_a_long_class_list_shows_both_ends_and_says_so(tmp_path: Path) -> None:
    classes = [(f"n{index:08}", [f"thing {index}"], "") for index in range(2100)]
    write_release(tmp_path, table_of("labels.parquet", []), table_of("candidates.parquet", []), LANGUAGES, classes)
    page = Page(report_html(read_tables(tmp_path)))
    assert "100 classes between these are not in this table" in page.text
    assert "thing 0" in page.text
    assert "thing 2099" in page.text
    assert len(page.index["classes"]["wnid"]) == 2100

"""The page as a file: what it holds, what it lets run, and what it refuses."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.release import schemas
from pipeline.release.report import (
    Tables,
    read_tables,
    report_html,
    write_report,
)
from tests.pipeline.release.hand_made_release import (
    CLASSES,
    HOSTILE,
    LANGUAGES,
    candidate,
    label,
    write_hand_made,
)
from tests.pipeline.release.page_reader import Page
from tests.pipeline.release.synthetic import Row, table_of, write_release

if TYPE_CHECKING:
    from pathlib import Path


TOLD = [name for name in schemas.CANDIDATES.names if name not in {"wnid", "wn_offset"}]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hand_made(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def tables(release: Path) -> Tables:
    return read_tables(release)


@pytest.fixture(scope="module")
def page(tables: Tables) -> Page:
    return Page(report_html(tables))


def _page_of(folder: Path, labels: list[Row], candidates: list[Row]) -> Page:
    write_release(
        folder, table_of("labels.parquet", labels), table_of("candidates.parquet", candidates), LANGUAGES, CLASSES
    )
    return Page(report_html(read_tables(folder)))


def test_every_label_is_in_the_page(page: Page, tables: Tables) -> None:
    assert list(page.labels()) == tables.labels.select("language", "class_index", "label", "script").rows()


def test_every_candidate_is_in_the_page_in_its_own_order(page: Page, tables: Tables) -> None:
    assert [{name: row[name] for name in TOLD} for row in page.candidates()] == tables.candidates.select(
        TOLD
    ).to_dicts()


def test_alternatives_keep_their_order(page: Page, tables: Tables) -> None:
    assert list(page.alternatives()) == tables.labels.select("language", "class_index", "alternatives").rows()


def test_the_heat_map_has_a_byte_for_every_cell(page: Page, tables: Tables) -> None:
    codes, width = tables.languages["language"].to_list(), tables.classes.height
    at = {(code, index): page.heat[codes.index(code) * width + index] for code in codes for index in range(width)}
    assert len(page.heat) == len(codes) * width
    assert at["DE", 0] == 2  # a plain label
    assert at["EN", 2] == 3 | 4  # shared, and so flagged
    assert at["DE", 2] == 2 | 4  # yielded: flagged, not shared
    assert at["RU", 1] == 1  # only a rejected candidate
    assert at["NQO", 0] == 0  # nothing


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


_CANDIDATES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(sorted(LANGUAGES)),
        _TEXTS,
        _TEXTS,
        st.sampled_from(["alternative", "rejected"]),
        _TEXTS,
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(rows=_CANDIDATES)
def test_any_text_survives_the_way_into_the_page(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, str, str, str, str]]
) -> None:
    told = [
        candidate(
            index, code, text, verdict, lemma=lemma, rule="r" if verdict == "rejected" else None, reason=why or None
        )
        for index, code, text, lemma, verdict, why in rows
    ]
    chosen = {(row["language"], row["class_index"]): row for row in told if row["verdict"] == "alternative"}
    for row in chosen.values():
        row["verdict"] = "chosen"
    labels = [
        label(index, code, row["label"], "Zyyy", alternatives=[row["lemma"]]) for (code, index), row in chosen.items()
    ]
    folder = tmp_path_factory.mktemp("any")
    page = _page_of(folder, labels, told)
    tables = read_tables(folder)
    assert [{name: row[name] for name in TOLD} for row in page.candidates()] == tables.candidates.select(
        TOLD
    ).to_dicts()
    assert list(page.alternatives()) == tables.labels.select("language", "class_index", "alternatives").rows()


def test_the_same_tables_give_the_same_bytes(release: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(release, tmp_path / name, [("Licence", "CC BY 4.0")])
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.html"]


def test_the_policy_names_the_program_and_the_style_and_nothing_else(page: Page) -> None:
    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    parts = dict(part.strip().split(" ", 1) for part in page.policy.split(";"))
    assert parts == {
        "default-src": "'none'",
        "script-src": hashed(page.program),
        "style-src": hashed(page.style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_page_names_no_address_of_the_network(tables: Tables) -> None:
    html = report_html(tables)
    assert "http:" not in html
    assert "https:" not in html


def test_the_program_writes_no_markup_from_data(page: Page) -> None:
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttpRequest",
    ):
        assert way not in page.program


def test_hostile_names_are_text(tmp_path: Path) -> None:
    name = "<script>window.pwned=1</script>\u202e\x00"
    languages = {"ZU": (name, '"><b>', ["</style><script>"])}
    classes = [("n01443537", [name], name)]
    rows = [label(0, "ZU", name, "};x{"), candidate(0, "ZU", name, "rejected", rule=name, source=name)]
    write_release(
        tmp_path, table_of("labels.parquet", rows[:1]), table_of("candidates.parquet", rows[1:]), languages, classes
    )
    page = Page(report_html(read_tables(tmp_path), [(name, name)]))  # one program and one style, or the reader fails
    assert "<script>window.pwned=1</script>[U+202E][U+0000]" in page.text
    assert "\u202e" not in page.text
    assert "};x{" not in page.style


def test_stories_that_do_not_fit_are_named_and_counted(tables: Tables) -> None:
    sizes = [len(block) for block in [report_html(tables), report_html(tables, story_bytes=0)]]
    assert sizes[1] < sizes[0]
    none = Page(report_html(tables, story_bytes=0))
    assert list(none.candidates()) == []
    assert len(list(none.labels())) == tables.labels.height
    assert f"the stories of 15 languages ({tables.candidates.height} candidates)" in none.text
    some = Page(report_html(tables, story_bytes=1500))
    left = [some.index["languages"]["language"][place] for place in some.index["leftOut"]]
    assert 0 < len(left) < 15
    assert (
        f"{len(list(some.candidates())):,}" == f"{tables.candidates.filter(~pl.col('language').is_in(left)).height:,}"
    )
    assert ", ".join(left) in some.text


@pytest.mark.parametrize("name", schemas.TABLES)
def test_a_missing_table_is_named(release: Path, tmp_path: Path, name: str) -> None:
    for table in schemas.TABLES:
        if table != name:
            (tmp_path / table).write_bytes((release / table).read_bytes())
    with pytest.raises(UserError, match=f"{name} is missing"):
        write_report(tmp_path, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_a_cut_table_is_named(release: Path, tmp_path: Path) -> None:
    for table in schemas.TABLES:
        (tmp_path / table).write_bytes((release / table).read_bytes())
    whole = (tmp_path / "labels.parquet").read_bytes()
    (tmp_path / "labels.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match=r"labels\.parquet cannot be read as Parquet"):
        read_tables(tmp_path)


def test_tables_that_do_not_belong_together_are_refused(tables: Tables) -> None:
    with pytest.raises(UserError, match=r"labels\.parquet lacks script"):
        replace(tables, labels=tables.labels.drop("script"))
    with pytest.raises(UserError, match=r"labels\.parquet has language ZU, which languages\.parquet does not have"):
        replace(tables, languages=tables.languages.filter(pl.col("language") != "ZU"))
    with pytest.raises(UserError, match=r"has class_index 5, which classes\.parquet does not have"):
        replace(tables, classes=tables.classes.head(5))


def test_an_empty_release_is_a_page(tmp_path: Path) -> None:
    page = _page_of(tmp_path, [], [])
    assert "0 labels for 6 classes in 0 languages" in page.text
    assert list(page.labels()) == []


def test_every_hostile_label_is_in_the_test_release(page: Page) -> None:
    told = {row["label"] for row in page.candidates()}
    assert told >= set(HOSTILE)


@pytest.mark.real_data
def test_the_published_labels_make_a_page(real_data: Path, tmp_path: Path) -> None:
    published = json.loads((real_data / "published" / "babel_imagenet.json").read_text(encoding="utf-8"))
    names = json.loads((real_data / "published" / "language_mapping.json").read_text(encoding="utf-8"))
    languages = {code: (str(names.get(code, code)), code.lower(), ["Latn"]) for code in published}
    classes = [(f"n{index:08}", [f"class {index}"], "") for index in range(1000)]
    rows = [
        {
            "class_index": index,
            "wnid": f"n{index:08}",
            "wn_offset": f"{index:08}n",
            "synset_id": "",
            "language": code,
            "bcp47": code.lower(),
            "script": "Latn",
            "label": text,
            "lemma": text,
            "source": "",
            "sources": [],
            "sense_id": "",
            "repairs": [],
            "flags": [],
            "alternatives": [],
        }
        for code, (indices, texts) in published.items()
        for index, text in zip(indices, texts, strict=True)
    ]
    write_release(tmp_path, table_of("labels.parquet", rows), table_of("candidates.parquet", []), languages, classes)
    page = Page(report_html(read_tables(tmp_path)))
    found: dict[str, tuple[list[int], list[str]]] = {code: ([], []) for code in published}
    for code, index, text, _ in page.labels():
        found[code][0].append(index)
        found[code][1].append(text)
    assert {code: list(both) for code, both in found.items()} == published

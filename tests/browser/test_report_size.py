"""Large pages: 300 languages by 1000 classes, cells with hundreds of candidates, stories that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.release.report import read_tables, report_html, write_report
from tests.browser.driving import story
from tests.pipeline.release.hand_made_release import CLASSES, LANGUAGES, candidate
from tests.pipeline.release.synthetic import table_of, write_release

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driving import Open

pytestmark = pytest.mark.browser


def test_stories_left_out_are_said_to_be(open_page: Open, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_html(read_tables(small.parent / "release"), story_bytes=0), encoding="utf-8")
    page = open_page(file, "#class=n02123045&lang=DE")
    assert "This page leaves out the 9 candidates of this language" in story(page)
    assert page.inner_text(".story-word") == "Tigerkatze"


def test_an_empty_release_opens_and_draws_nothing(open_page: Open, tmp_path: Path) -> None:
    empty = table_of("labels.parquet", []), table_of("candidates.parquet", [])
    write_release(tmp_path / "release", *empty, LANGUAGES, CLASSES)
    write_report(tmp_path / "release", tmp_path / "report.html")
    page = open_page(tmp_path / "report.html", "#lang=DE")
    assert not page.is_visible("#heat")
    assert "15 more languages have no candidate" in page.inner_text("#coverage")
    assert page.get_attribute("#view-list", "aria-rowcount") == "6"


def test_a_cell_with_very_many_candidates_shows_them_in_parts(open_page: Open, tmp_path: Path) -> None:
    rows = [candidate(0, "DE", f"Wort {place}", "rejected", rule="r", reason=f"no {place}") for place in range(450)]
    empty = table_of("labels.parquet", [])
    write_release(tmp_path / "release", empty, table_of("candidates.parquet", rows), LANGUAGES, CLASSES)
    write_report(tmp_path / "release", tmp_path / "report.html")
    page = open_page(tmp_path / "report.html", "#class=0&lang=DE")
    story(page)
    for shown in (200, 400, 450):
        assert page.locator(".candidates > li").count() == shown
        if shown < 450:
            page.click("#story-body > button")
    assert "no 449" in page.inner_text(".candidates > li:last-child")
    assert not page.is_visible("#story-body > button")


def test_a_large_release_is_drawn_and_listed_in_parts(open_page: Open, large: Path) -> None:
    page = open_page(large, "#lang=L000")
    page.wait_for_selector("#view-list .word")
    assert page.get_attribute("#view-list", "aria-rowcount") == "1000"
    assert page.locator("#view-list .row").count() < 60
    page.evaluate("document.getElementById('view-list').scrollTop = 1e9")
    page.wait_for_selector("#view-list .row[aria-rowindex='1000'] .label > *")
    assert page.locator("#view-list .row").count() < 60
    colours = """() => {
      const canvas = document.getElementById("heat-canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Map();
      for (let i = 0; i < data.length; i += 4) {
        const colour = data.slice(i, i + 3).join();
        seen.set(colour, (seen.get(colour) || 0) + 1);
      }
      return [canvas.width, canvas.height, [...seen].filter(([, pixels]) => pixels > 2000).length];
    }"""
    width, height, shades = page.evaluate(colours)
    assert width > 1000
    assert height > 600
    assert shades >= 3  # paper, label, rejected: the map is drawn


def test_a_large_map_can_be_walked_to_its_end(open_page: Open, large: Path) -> None:
    page = open_page(large)
    page.focus("#heat-box")
    for _ in range(3):
        page.click("#heat-in")
    page.focus("#heat-box")
    page.keyboard.press("End")
    for _ in range(30):
        page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    story(page)
    assert page.evaluate("location.hash").startswith("#class=n10000999&lang=L2")


def test_a_class_in_three_hundred_languages(open_page: Open, large: Path) -> None:
    page = open_page(large, "#class=0")
    page.wait_for_selector("#view-list .word")
    assert page.get_attribute("#view-list", "aria-rowcount") == "300"
    assert page.locator("#view-list .row").count() < 60

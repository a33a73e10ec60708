"""The page as people meet it: search, open, link, go back, and labels that mean harm."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.driving import story, until
from tests.pipeline.release.hand_made_release import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driving import Open

pytestmark = pytest.mark.browser


SEARCHES = [  # (what is typed, first match, address it leads to)
    ("goldfish", "goldfish, Carassius auratus", "#class=n01443537"),
    ("n07753592", "banana", "#class=n07753592"),
    ("4", "Arabian camel", "#class=n02437312"),
    ("dromedary", "Arabian camel", "#class=n02437312"),
    ("aquarium", "goldfish", "#class=n01443537"),  # a word of the definition
    ("german", "German", "#lang=DE"),
    ("de", "German", "#lang=DE"),
    ("NQO", "N’Ko", "#lang=NQO"),
    ("zh", "Chinese", "#lang=ZH"),
    ("goldfish german", "goldfish", "#class=n01443537&lang=DE"),
    ("he banana", "banana", "#class=n07753592&lang=HE"),
]


@pytest.mark.parametrize(("typed", "first", "address"), SEARCHES)
def test_search(open_page: Open, small: Path, typed: str, first: str, address: str) -> None:
    page = open_page(small)
    page.fill("#query", typed)
    assert first in page.inner_text("#hits li:first-child")
    assert re.match(r"\d+ match(es)?\.", page.inner_text("#status"))
    page.click("#hits li:first-child")
    until(page, f"location.hash === {json.dumps(address)}")


def test_a_search_that_finds_nothing_says_so(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.fill("#query", "xyzzy")
    assert page.inner_text("#status") == "0 matches."
    assert not page.is_visible("#hits")


def test_a_cell_opens_to_its_wholestory(open_page: Open, small: Path) -> None:
    page = open_page(small, "#lang=DE")
    page.click("#view-list a:has-text('tabby')")
    told = story(page)
    assert page.inner_text("#story-title") == "tabby in German"
    assert page.inner_text(".story-word") == "Tigerkatze"
    for words in (
        "n02123045",
        "Latin (Latn)",
        "WIKT",
        "underscore",
        "disambiguator",
        "getigerte Katze",
        "1 chosen, 2 alternative, 1 rejected",
        "Tigerkatze_(Hauskatze)",
        "s00000001n",
        "rejected by scientific-name",
        "is the scientific name of the species",
        "WIKISPECIES",
    ):
        assert words in told
    assert page.locator(".candidates > li").count() == 4


def test_a_cell_without_a_label_tells_why(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n02123045&lang=RU")
    told = story(page)
    assert "No label: all candidates rejected" in told
    assert "is written in Latin; Russian is written in Cyrillic" in told


def test_the_class_list_shows_every_language(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n01443537")
    page.wait_for_selector("#view-list .word")
    assert page.get_attribute("#view-list", "aria-rowcount") == "15"
    assert page.inner_text("#view-title") == "goldfish, Carassius auratus"
    page.select_option("#view-filter", "none")
    page.wait_for_selector("#view-list[aria-rowcount='3']")


DEEP = ["#class=n02123045&lang=DE", "#class=1&lang=de", "#lang=De&class=N02123045"]


@pytest.mark.parametrize("address", DEEP)
def test_a_deep_link_opens_the_cell(open_page: Open, small: Path, address: str) -> None:
    page = open_page(small, address)
    story(page)
    assert page.inner_text("#story-title") == "tabby in German"


def test_back_and_forward(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.fill("#query", "german")
    page.keyboard.press("Enter")
    page.click("#view-list a:has-text('tabby')")
    story(page)
    page.go_back()
    page.wait_for_selector("#story", state="hidden")
    assert page.inner_text("#view-title") == "German"
    page.go_forward()
    assert "Tigerkatze" in story(page)
    page.go_back()
    page.go_back()
    page.wait_for_selector("#view", state="hidden")


def test_closing_the_story_leads_back_to_the_list(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n02123045&lang=DE")
    story(page)
    page.click("#story-close")
    until(page, "location.hash === '#lang=DE'")
    assert not page.is_visible("#story")


def test_the_link_is_copied_and_opens_the_same_cell(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n01443537&lang=AR", permissions=["clipboard-read", "clipboard-write"])
    story(page)
    page.click("#story-copy")
    page.wait_for_selector("#story-said:text('Link copied.')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == small.as_uri() + "#class=n01443537&lang=AR"
    assert page.inner_text("#story-title") == open_page(small, "#" + link.split("#")[1]).inner_text("#story-title")


@pytest.mark.parametrize(
    "address", ["#class=n99999999&lang=DE", "#lang=XX", "#class=%3Cimg%20src=x%20onerror=window.pwned=1%3E"]
)
def test_an_address_that_leads_nowhere_says_so(open_page: Open, small: Path, address: str) -> None:
    assert "This release has no" in open_page(small, address).inner_text("#status")


@pytest.mark.parametrize("place", range(6))
def test_a_hostile_label_is_shown_and_not_run(open_page: Open, small: Path, place: int) -> None:
    page = open_page(small, f"#class={place}&lang=ZU")
    told = story(page)
    assert page.locator("#story-body :is(script, img, svg, b:not(bdi b))").count() == 0
    if place in (0, 1, 4):
        assert HOSTILE[place] in told
    for hidden, name in (("\u202e", "RLO"), ("\x00", "NUL"), ("\u200e", "LRM")):
        if hidden in HOSTILE[place]:
            assert name in page.inner_text(".spelled")
            assert hidden not in page.evaluate("document.querySelector('.story-word').textContent")
    page.click(".whole summary >> nth=0")  # 5,000 characters, on demand
    until(page, "document.querySelector('.whole p')?.textContent.length === 5000")


def test_shared_words_can_be_filtered(open_page: Open, small: Path) -> None:
    page = open_page(small)
    assert page.inner_text("#pairs-count") == "2 words"
    page.select_option("#pairs-kind", label="yielded")
    assert page.inner_text("#pairs-count") == "1 word"
    assert "Kranich" in page.inner_text("#pairs-list")

"""The page as people meet it: a real Chromium without a window opens it, searches, clicks, types and goes back."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.release.report import read_tables, report_html, write_report
from tests.pipeline.release.hand_made_release import CLASSES, HOSTILE, LANGUAGES, candidate, write_hand_made
from tests.pipeline.release.large_release import write_large
from tests.pipeline.release.synthetic import table_of, write_release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., Page]

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install 'babel-imagenet[test]'"
)
pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
]
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  window.violations.push(violatedDirective + " " + blockedURI);
});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-core fonts-noto-cjk")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_report(write_hand_made(folder / "release"), folder / "report.html", [("Licence", "CC BY 4.0")])
    return folder / "report.html"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_report(write_large(folder / "release", languages=300, classes=1000, senses=1), folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages and, at the end, holds each to it: no request, no error, no dialog, no violation, nothing run."""
    opened: list[tuple[Page, list[str]]] = []
    contexts: list[BrowserContext] = []

    def opening(file: Path, address: str = "", *, ready: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        page, heard = context.new_page(), list[str]()
        page.add_init_script(WATCH)
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on(
            "request", lambda request: None if _allowed(request.url, file) else heard.append(f"request: {request.url}")
        )
        opened.append((page, heard))
        page.goto(file.as_uri() + address)
        if ready:
            page.wait_for_selector("html[data-ready]", timeout=60_000)
        return page

    yield opening
    for page, heard in opened:
        assert heard == []
        assert page.evaluate("[window.violations ?? [], window.pwned ?? null]") == [[], None]
    for context in contexts:
        context.close()


def _allowed(url: str, file: Path) -> bool:
    return url.split("#")[0] == file.as_uri() or url == "data:,"


def _until(page: Page, condition: str) -> None:
    """Waits for a JavaScript expression. Playwright's own wait evaluates text in the page, which its policy forbids."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def _story(page: Page) -> str:
    page.wait_for_selector("#story[open] .candidates, #story[open] .notice")
    return page.inner_text("#story")


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
    _until(page, f"location.hash === {json.dumps(address)}")


def test_a_search_that_finds_nothing_says_so(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.fill("#query", "xyzzy")
    assert page.inner_text("#status") == "0 matches."
    assert not page.is_visible("#hits")


def test_a_cell_opens_to_its_whole_story(open_page: Open, small: Path) -> None:
    page = open_page(small, "#lang=DE")
    page.click("#view-list a:has-text('tabby')")
    story = _story(page)
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
        assert words in story
    assert page.locator(".candidates > li").count() == 4


def test_a_cell_without_a_label_tells_why(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n02123045&lang=RU")
    story = _story(page)
    assert "No label: all candidates rejected" in story
    assert "is written in Latin; Russian is written in Cyrillic" in story


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
    _story(page)
    assert page.inner_text("#story-title") == "tabby in German"


def test_back_and_forward(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.fill("#query", "german")
    page.keyboard.press("Enter")
    page.click("#view-list a:has-text('tabby')")
    _story(page)
    page.go_back()
    page.wait_for_selector("#story", state="hidden")
    assert page.inner_text("#view-title") == "German"
    page.go_forward()
    assert "Tigerkatze" in _story(page)
    page.go_back()
    page.go_back()
    page.wait_for_selector("#view", state="hidden")


def test_closing_the_story_leads_back_to_the_list(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n02123045&lang=DE")
    _story(page)
    page.click("#story-close")
    _until(page, "location.hash === '#lang=DE'")
    assert not page.is_visible("#story")


def test_the_link_is_copied_and_opens_the_same_cell(open_page: Open, small: Path) -> None:
    page = open_page(small, "#class=n01443537&lang=AR", permissions=["clipboard-read", "clipboard-write"])
    _story(page)
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


WRITING = [  # (class, language, direction, writing mode, a font that must be asked for)
    ("n01443537", "AR", "rtl", "horizontal-tb", "Noto Sans Arabic"),
    ("n01443537", "HE", "rtl", "horizontal-tb", "Noto Sans Hebrew"),
    ("n01443537", "UR", "rtl", "horizontal-tb", "Noto Nastaliq Urdu"),
    ("n02437312", "SYC", "rtl", "horizontal-tb", "Noto Sans Syriac"),
    ("n07753592", "DV", "rtl", "horizontal-tb", "Noto Sans Thaana"),
    ("n07753592", "NQO", "rtl", "horizontal-tb", "Noto Sans NKo"),
    ("n01443537", "MN", "ltr", "vertical-lr", "Noto Sans Mongolian"),
    ("n01443537", "ZH", "ltr", "horizontal-tb", "Noto Sans CJK SC"),
    ("n01443537", "JA", "ltr", "horizontal-tb", "Noto Sans CJK JP"),
    ("n01443537", "TH", "ltr", "horizontal-tb", "Noto Sans Thai"),
    ("n01443537", "RU", "ltr", "horizontal-tb", "system-ui"),
]


@pytest.mark.parametrize(("wnid", "code", "direction", "mode", "font"), WRITING)
def test_each_script_is_set_as_it_is_written(
    open_page: Open, small: Path, wnid: str, code: str, direction: str, mode: str, font: str
) -> None:
    page = open_page(small, f"#class={wnid}&lang={code}")
    _story(page)
    style = """element => { const style = getComputedStyle(element);
      return [style.direction, style.writingMode, style.unicodeBidi, style.fontFamily]; }"""
    for place in (".story-word .word", f"#view-list a[href$='lang={code}'] >> xpath=../.. >> .word"):
        if page.locator(place).count():
            found = page.locator(place).first.evaluate(style)
            assert found[:3] == [direction, mode, "isolate"]
            assert found[3].replace('"', "").startswith(font)
    assert page.get_attribute(".story-word .word", "lang") == code.lower()


@pytest.mark.parametrize("place", range(6))
def test_a_hostile_label_is_shown_and_not_run(open_page: Open, small: Path, place: int) -> None:
    page = open_page(small, f"#class={place}&lang=ZU")
    story = _story(page)
    assert page.locator("#story-body :is(script, img, svg, b:not(bdi b))").count() == 0
    if place in (0, 1, 4):
        assert HOSTILE[place] in story
    for hidden, name in (("\u202e", "RLO"), ("\x00", "NUL"), ("\u200e", "LRM")):
        if hidden in HOSTILE[place]:
            assert name in page.inner_text(".spelled")
            assert hidden not in page.evaluate("document.querySelector('.story-word').textContent")
    page.click(".whole summary >> nth=0")  # 5,000 characters, on demand
    _until(page, "document.querySelector('.whole p')?.textContent.length === 5000")


def test_everything_by_keyboard(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#query")
    page.keyboard.type("german")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#query", "aria-activedescendant") == "hit-0"
    assert page.get_attribute("#hit-0", "aria-selected") == "true"
    page.keyboard.press("Enter")
    _until(page, "document.activeElement.id === 'view-title'")
    for _ in range(3):  # filter, copy, first row
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n01443537&lang=DE"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n02123045&lang=DE"
    page.keyboard.press("Enter")
    assert "Tigerkatze" in _story(page)
    assert page.evaluate("document.activeElement.id") == "story-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#story", state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n02123045&lang=DE"


def test_the_heat_map_by_keyboard(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.select_option("#heat-rows", "name")
    page.focus("#heat-box")
    _until(page, "document.getElementById('heat-status').textContent.startsWith('Arabic, goldfish: label, ')")
    page.keyboard.press("ArrowRight")
    _until(page, "document.getElementById('heat-status').textContent === 'Arabic, tabby: no candidate'")
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    _until(page, "document.getElementById('heat-status').textContent.startsWith('Persian, banana')")
    assert page.is_visible("#heat-tip")
    page.keyboard.press("Escape")
    assert not page.is_visible("#heat-tip")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert "ماهی قرمز" in _story(page)


def test_the_heat_map_under_the_pointer(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.locator("#heat-box").scroll_into_view_if_needed()
    at = page.evaluate(
        "(() => { const box = document.getElementById('heat-box').getBoundingClientRect(); return [box.x, box.y]; })()"
    )
    page.mouse.move(at[0] + 148 + 11, at[1] + 22 + 11)
    page.wait_for_selector("#heat-tip:has-text('Goldfisch')")
    page.mouse.click(at[0] + 148 + 11, at[1] + 22 + 11)
    assert "goldfish in German" in _story(page)


def test_the_heat_map_under_a_finger(open_page: Open, small: Path) -> None:
    page = open_page(small, has_touch=True)
    page.locator("#heat-box").scroll_into_view_if_needed()
    page.tap("#heat-box", position={"x": 148 + 11, "y": 22 + 11})
    page.wait_for_selector("#heat-tip:has-text('Goldfisch')")
    assert not page.is_visible("#story")
    page.tap("#heat-tip a")
    assert "goldfish in German" in _story(page)


def test_a_cell_with_very_many_candidates_shows_them_in_parts(open_page: Open, tmp_path: Path) -> None:
    rows = [candidate(0, "DE", f"Wort {place}", "rejected", rule="r", reason=f"no {place}") for place in range(450)]
    empty = table_of("labels.parquet", [])
    write_release(tmp_path / "release", empty, table_of("candidates.parquet", rows), LANGUAGES, CLASSES)
    write_report(tmp_path / "release", tmp_path / "report.html")
    page = open_page(tmp_path / "report.html", "#class=0&lang=DE")
    _story(page)
    for shown in (200, 400, 450):
        assert page.locator(".candidates > li").count() == shown
        if shown < 450:
            page.click("#story-body > button")
    assert "no 449" in page.inner_text(".candidates > li:last-child")
    assert not page.is_visible("#story-body > button")


def test_shared_words_can_be_filtered(open_page: Open, small: Path) -> None:
    page = open_page(small)
    assert page.inner_text("#pairs-count") == "2 words"
    page.select_option("#pairs-kind", label="yielded")
    assert page.inner_text("#pairs-count") == "1 word"
    assert "Kranich" in page.inner_text("#pairs-list")


CONTRAST = """() => {
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const parse = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *:not(script):not(option)")) {
    if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [poor, getComputedStyle(document.body).backgroundColor];
}"""


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(250, 248, 244)"), ("dark", "rgb(20, 24, 26)")])
@pytest.mark.parametrize("address", ["#lang=ZU", "#class=n02123045&lang=DE"])
def test_text_stands_out_in_light_and_dark(open_page: Open, small: Path, scheme: str, paper: str, address: str) -> None:
    page = open_page(small, address, color_scheme=scheme)
    page.wait_for_selector(".row .word")
    assert page.evaluate(CONTRAST) == [[], paper]


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_cut_on_a_narrow_or_enlarged_page(open_page: Open, small: Path, width: int) -> None:
    page = open_page(small, "#lang=ZU", viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_screen_readers_need(open_page: Open, small: Path) -> None:
    page = open_page(small, "#lang=DE")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert (
        page.locator("main").count() == page.locator("header").count() == page.locator("nav[aria-label]").count() == 1
    )
    unnamed = """() => [...document.querySelectorAll("button, select, input, dialog, [role=table], [role=region]")]
      .filter((e) => !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"))
      .filter((e) => !e.labels?.length && !e.textContent.trim()).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(unnamed) == []
    broken = """() => ["aria-labelledby", "aria-describedby", "aria-controls"]
      .flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((e) => e.getAttribute(name)))
      .filter((id) => !document.getElementById(id))"""
    assert page.evaluate(broken) == []
    assert page.get_attribute("#query", "role") == "combobox"


def test_the_summary_stands_without_javascript(open_page: Open, small: Path) -> None:
    page = open_page(small, ready=False, java_script_enabled=True)  # the page that the next one is compared with
    whole = page.inner_text("#coverage")
    bare = page.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    bare.goto(small.as_uri())
    assert bare.inner_text("#coverage") == whole
    assert "need JavaScript" in bare.inner_text("#labels")
    assert "38 labels" in bare.inner_text("h1")
    bare.context.close()


def test_stories_left_out_are_said_to_be(open_page: Open, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_html(read_tables(small.parent / "release"), story_bytes=0), encoding="utf-8")
    page = open_page(file, "#class=n02123045&lang=DE")
    assert "This page leaves out the 9 candidates of this language" in _story(page)
    assert page.inner_text(".story-word") == "Tigerkatze"


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
    _story(page)
    assert page.evaluate("location.hash").startswith("#class=n10000999&lang=L2")


def test_a_class_in_three_hundred_languages(open_page: Open, large: Path) -> None:
    page = open_page(large, "#class=0")
    page.wait_for_selector("#view-list .word")
    assert page.get_attribute("#view-list", "aria-rowcount") == "300"
    assert page.locator("#view-list .row").count() < 60

"""The page for everyone: scripts and directions, keys and fingers, contrast, narrow pages, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.driving import story, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driving import Open

pytestmark = pytest.mark.browser


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
    story(page)
    style = """element => { const style = getComputedStyle(element);
      return [style.direction, style.writingMode, style.unicodeBidi, style.fontFamily]; }"""
    for place in (".story-word .word", f"#view-list a[href$='lang={code}'] >> xpath=../.. >> .word"):
        if page.locator(place).count():
            found = page.locator(place).first.evaluate(style)
            assert found[:3] == [direction, mode, "isolate"]
            assert found[3].replace('"', "").startswith(font)
    assert page.get_attribute(".story-word .word", "lang") == code.lower()


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
    until(page, "document.activeElement.id === 'view-title'")
    for _ in range(3):  # filter, copy, first row
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n01443537&lang=DE"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n02123045&lang=DE"
    page.keyboard.press("Enter")
    assert "Tigerkatze" in story(page)
    assert page.evaluate("document.activeElement.id") == "story-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#story", state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#class=n02123045&lang=DE"


def test_the_heat_map_by_keyboard(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.select_option("#heat-rows", "name")
    page.focus("#heat-box")
    until(page, "document.getElementById('heat-status').textContent.startsWith('Arabic, goldfish: label, ')")
    page.keyboard.press("ArrowRight")
    until(page, "document.getElementById('heat-status').textContent === 'Arabic, tabby: no candidate'")
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    until(page, "document.getElementById('heat-status').textContent.startsWith('Persian, banana')")
    assert page.is_visible("#heat-tip")
    page.keyboard.press("Escape")
    assert not page.is_visible("#heat-tip")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert "ماهی قرمز" in story(page)


def test_the_heat_map_under_the_pointer(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.locator("#heat-box").scroll_into_view_if_needed()
    at = page.evaluate(
        "(() => { const box = document.getElementById('heat-box').getBoundingClientRect(); return [box.x, box.y]; })()"
    )
    page.mouse.move(at[0] + 148 + 11, at[1] + 22 + 11)
    page.wait_for_selector("#heat-tip:has-text('Goldfisch')")
    page.mouse.click(at[0] + 148 + 11, at[1] + 22 + 11)
    assert "goldfish in German" in story(page)


def test_the_heat_map_under_a_finger(open_page: Open, small: Path) -> None:
    page = open_page(small, has_touch=True)
    page.locator("#heat-box").scroll_into_view_if_needed()
    page.tap("#heat-box", position={"x": 148 + 11, "y": 22 + 11})
    page.wait_for_selector("#heat-tip:has-text('Goldfisch')")
    assert not page.is_visible("#story")
    page.tap("#heat-tip a")
    assert "goldfish in German" in story(page)


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

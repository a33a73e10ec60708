"""A Chromium without a window, the pages that it opens, and what every page is held to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.release.report import write_report
from tests.pipeline.release.hand_made_release import write_hand_made
from tests.pipeline.release.large_release import write_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.driving import Open

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
    reason = "no Playwright: pip install 'babel-imagenet[test]'"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
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

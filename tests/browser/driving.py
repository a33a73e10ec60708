"""How tests wait for a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]  #: the fixture open_page: (file, address, options of the browser's context) to a page


def until(page: Page, condition: str) -> None:
    """Waits for a JavaScript expression. Playwright's own wait evaluates text in the page, which its policy forbids."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def story(page: Page) -> str:
    page.wait_for_selector("#story[open] .candidates, #story[open] .notice")
    return page.inner_text("#story")

"""The ``crawl`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def crawl() -> None:
    """Not there yet."""
    raise UserError("crawl: not there yet")

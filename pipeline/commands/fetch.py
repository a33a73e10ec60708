"""The ``fetch`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def fetch() -> None:
    """Not there yet."""
    raise UserError("fetch: not there yet")

"""The ``rules`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def rules() -> None:
    """Not there yet."""
    raise UserError("rules: not there yet")

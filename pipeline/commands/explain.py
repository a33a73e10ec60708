"""The ``explain`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def explain() -> None:
    """Not there yet."""
    raise UserError("explain: not there yet")

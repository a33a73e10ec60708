"""The ``plan`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def plan() -> None:
    """Not there yet."""
    raise UserError("plan: not there yet")

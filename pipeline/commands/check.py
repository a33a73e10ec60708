"""The ``check`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def check() -> None:
    """Not there yet."""
    raise UserError("check: not there yet")

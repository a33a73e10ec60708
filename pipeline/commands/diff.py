"""The ``diff`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def diff() -> None:
    """Not there yet."""
    raise UserError("diff: not there yet")

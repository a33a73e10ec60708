"""The ``languages`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def languages() -> None:
    """Not there yet."""
    raise UserError("languages: not there yet")

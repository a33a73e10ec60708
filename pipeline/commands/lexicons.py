"""The ``lexicons`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def lexicons() -> None:
    """Not there yet."""
    raise UserError("lexicons: not there yet")

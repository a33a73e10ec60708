"""The ``build`` command."""

from __future__ import annotations

from pipeline.errors import UserError


def build() -> None:
    """Not there yet."""
    raise UserError("build: not there yet")

"""Prompt templates by language, as data; where there are none, the label alone."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

PLAIN = ("{}",)  #: the label alone


def templates(code: str) -> tuple[str, ...]:
    """Templates of a language by BabelNet code, ``{}`` for the label; ``PLAIN`` where none are written."""
    return _written().get(code, PLAIN)


def has_templates(code: str) -> bool:
    """Whether templates are written for a language."""
    return code in _written()


@cache
def _written() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files("resources") / "prompts.toml").read_text("utf-8"))
    return {code: tuple(each) for code, each in table.items()}

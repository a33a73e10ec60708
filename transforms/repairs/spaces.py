"""Spaces of every kind become one plain space between words, none at the ends, none before a comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language

_RUN = re.compile(r"[\s\u2800]+")
_BEFORE_COMMA = re.compile(r" (?=[,;](?: |\Z))")


def apply(text: str, language: Language) -> str:
    """One plain space between words."""
    return _BEFORE_COMMA.sub("", _RUN.sub(" ", text).strip(" "))


REPAIR = Repair("spaces", "white space", __doc__ or "", apply)

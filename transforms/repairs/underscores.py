"""Underscores stand for spaces in BabelNet's lemmas: ``Canis_lupus`` becomes ``Canis lupus``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.repairs.repair import Repair

if TYPE_CHECKING:
    from resources.languages import Language


def apply(text: str, language: Language) -> str:
    """Write every underscore as a space."""
    return text.replace("_", " ")


REPAIR = Repair("underscores", "underscores to spaces", __doc__ or "", apply)

"""Every rule by its code. A new rule is a new file in this folder that holds a ``RULE``; nothing else lists it."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from transforms.rules.rule import ClassRule, Rule, SenseRule, TextRule


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, codes ascending. Raises ValueError where two files claim one code."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        rule = getattr(importlib.import_module(f"transforms.rules.{module.name}"), "RULE", None)
        if not isinstance(rule, SenseRule | TextRule | ClassRule):
            continue
        if rule.code in found:
            raise ValueError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return dict(sorted(found.items()))

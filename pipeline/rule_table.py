"""The repairs and rules as a table."""

from __future__ import annotations

from typing import Any

from resources.profiles import load_profile
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules


def rule_table(profile: str = "curated") -> list[dict[str, Any]]:
    """One row per repair, in the order applied, then one per rule by code.

    Columns: code, kind (repair, rule), effect (changes, rejects, flags), family (its page in docs/rules), applied (by
    the profile), name, message. Raises ResourceError where there is no such profile.
    """
    known = rules()
    applied = load_profile(profile, [each.code for each in REPAIRS], list(known))
    rows = [_row(each.code, "repair", "changes", "repairs", each.code in applied.repairs, each) for each in REPAIRS]
    effects = {"reject": "rejects", "flag": "flags"}
    return rows + [
        _row(code, "rule", effects[rule.effect], rule.family, code in applied.rules, rule)
        for code, rule in known.items()
    ]


def _row(code: str, kind: str, effect: str, family: str, applied: bool, about: Any) -> dict[str, Any]:
    message = " ".join(about.message.split("\n\n")[0].split())
    return {
        "code": code,
        "kind": kind,
        "effect": effect,
        "family": family,
        "applied": applied,
        "name": about.name,
        "message": message,
    }

"""How each script is set on the page: direction, fonts by their names on the reader's machine, vertical lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fontTools import unicodedata

if TYPE_CHECKING:
    from collections.abc import Iterable

VERTICAL = frozenset({"Mong", "Phag"})  #: set in columns from left to right (The Unicode Standard on both scripts)

_CJK = {
    "Hans": ("SC", ("PingFang SC", "Microsoft YaHei", "Source Han Sans SC")),
    "Hant": ("TC", ("PingFang TC", "Microsoft JhengHei", "Source Han Sans TC")),
    "Hani": ("SC", ("PingFang SC", "Microsoft YaHei", "Source Han Sans SC")),
    "Jpan": ("JP", ("Hiragino Sans", "Yu Gothic", "Meiryo")),
    "Hira": ("JP", ("Hiragino Sans", "Yu Gothic", "Meiryo")),
    "Kana": ("JP", ("Hiragino Sans", "Yu Gothic", "Meiryo")),
    "Hang": ("KR", ("Apple SD Gothic Neo", "Malgun Gothic")),
    "Kore": ("KR", ("Apple SD Gothic Neo", "Malgun Gothic")),
    "Bopo": ("TC", ("PingFang TC", "Microsoft JhengHei")),
}
#: Noto names that differ from Unicode's, and what systems bring along where they have no Noto.
_NOTO = {"Nkoo": "NKo", "Phag": "PhagsPa", "Olck": "Ol Chiki", "Arab": "Arabic"}
_SYSTEM = {
    "Arab": ("Noto Naskh Arabic", "Geeza Pro", "Segoe UI"),
    "Hebr": ("Arial Hebrew", "Segoe UI"),
    "Syrc": ("Noto Sans Syriac Eastern", "Noto Sans Syriac Western", "Segoe UI Historic"),
    "Thaa": ("MV Boli",),
    "Nkoo": ("Ebrima",),
    "Ethi": ("Kefa", "Ebrima"),
    "Tfng": ("Ebrima",),
    "Adlm": ("Noto Sans Adlam Unjoined", "Ebrima"),
    "Mong": ("Mongolian Baiti", "Menksoft Qagan"),
    "Cans": ("Euphemia UCAS", "Gadugi"),
    "Cher": ("Gadugi", "Plantagenet Cherokee"),
    "Thai": ("Noto Looped Thai", "Thonburi", "Leelawadee UI"),
    "Laoo": ("Noto Looped Lao", "Lao Sangam MN", "Leelawadee UI"),
    "Khmr": ("Khmer Sangam MN", "Leelawadee UI"),
    "Mymr": ("Myanmar Sangam MN", "Myanmar Text"),
    "Tibt": ("Kailasa", "Microsoft Himalaya"),
}
_INDIC = ("Kohinoor Devanagari", "Nirmala UI")
_INDIC_SCRIPTS = frozenset({"Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Olck"})


def right_to_left(scripts: Iterable[str]) -> list[str]:
    """Which of these ISO 15924 codes run from right to left, by Unicode's script metadata, sorted."""
    return sorted(script for script in set(scripts) if _known(script) and _direction(script) == "RTL")


def fonts(script: str) -> tuple[str, ...]:
    """Font families for a script, best first; none for Latin, Greek, Cyrillic and codes Unicode does not know."""
    if script in _CJK:
        region, system = _CJK[script]
        return (f"Noto Sans CJK {region}", f"Noto Sans {region}", *system)
    if script in {"Latn", "Cyrl", "Grek"} or not _known(script):
        return ()
    name = _NOTO.get(script, unicodedata.script_name(script))
    system = _INDIC if script in _INDIC_SCRIPTS else _SYSTEM.get(script, ())
    return (f"Noto Sans {name}", f"Noto Serif {name}", *system)


def style(scripts: Iterable[str]) -> str:
    """CSS rules ``.s-Arab { font-family: ... }``, one a script, sorted."""
    rules = []
    for script in sorted(set(scripts)):
        if families := ", ".join(f'"{family}"' for family in fonts(script)):
            rules.append(f".s-{script} {{ font-family: {families}, var(--sans); }}")
    return "\n".join(rules) + "\n"


def _direction(script: str) -> str:
    return str(unicodedata.script_horizontal_direction(script))


def _known(script: str) -> bool:
    """Whether Unicode has this code. Anything else came from outside and must not reach the style sheet."""
    if not re.fullmatch("[A-Z][a-z]{3}", script) or script in {"Zyyy", "Zinh", "Zzzz"}:
        return False
    try:
        unicodedata.script_name(script)
    except KeyError:
        return False
    return True

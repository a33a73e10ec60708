"""What the files of open lexicons do not say of themselves: the id of each in WN-LMF, and what its odd codes mean."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class OpenLexicon:
    """A lexicon of the Open Multilingual Wordnet."""

    id: str  #: its id in WN-LMF, ``omw-nl``
    code: str  #: the code in its tab file, ISO 639-3 or ``qcn``
    tag: str  #: BCP-47, as its WN-LMF file has it: ``cmn-Hans``
    names: tuple[str, ...]  #: names its tab file's header has had


@cache
def open_lexicons() -> tuple[OpenLexicon, ...]:
    """All of them, in the order of the table."""
    return tuple(
        OpenLexicon(entry["id"], entry["code"], entry["tag"], tuple(entry["names"])) for entry in _table()["lexicon"]
    )


def lexicon_of(code: str, name: str, folder: str) -> OpenLexicon | None:
    """What a tab file holds, by its code, the name in its header and its folder; None for an unknown one."""
    same = [entry for entry in open_lexicons() if entry.code == code]
    words = name.casefold().split()
    for entry in same:
        if any(words == known.casefold().split() for known in entry.names):
            return entry
    # Italian has two: the folder tells them apart where the name does not.
    return next((entry for entry in same if entry.id == f"omw-{folder}"), same[0] if same else None)


def odd_codes(family: str) -> dict[str, str]:
    """Codes of the ``wikt`` or ``cldr`` files that mean something else than ISO 639-3 says, as BCP-47 tags."""
    return dict(_table().get(family, {}))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("resources") / "open_lexicons.toml").read_text("utf-8"))

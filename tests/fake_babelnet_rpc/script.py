"""What the world's file tells a fake to do, call by call. Read by Python 3.8 too, and by no package: it stands alone.

    {"version": "5.3", "synsets": {"01440764n": <a getSynset answer>}, "faults": {"01440764n": ["none"]}}

Faults, taken one a call in their order: ``none`` and ``empty`` answer so, ``error`` raises, ``sleep`` answers too late,
``other`` answers with another synset, ``version`` makes the version 4.0 from here on. Only the server: ``die`` ends it.
Only the stub: ``lost`` is a lost connection, ``gone`` one that stays lost, ``interrupt`` is Ctrl-C, ``kill`` kills.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class Script:
    """The file, opened: answers by offset, and the faults that are left."""

    def __init__(self, place: str) -> None:
        told = json.loads(Path(place).read_text(encoding="utf-8"))
        self.version: str = told["version"]
        self.synsets: dict[str, Any] = told["synsets"]
        #: Languages that international names are spread over.
        self.configured: list[str] = told.get("configured", [])
        self.faults: dict[str, list[str]] = told.get("faults", {})
        self._log = Path(place + ".asked")

    def fault(self, offset: str) -> str:
        """Write the call down, and give the fault that it is to have, "" for none."""
        with self._log.open("a", encoding="utf-8") as log:
            log.write(offset + "\n")
        left = self.faults.get(offset) or [""]
        fault = left.pop(0)
        if fault == "version":
            self.version = "4.0"
        if fault == "die":
            os._exit(9)
        return fault


def spread(senses: list[dict[str, Any]], languages: list[str]) -> list[dict[str, Any]]:
    """Senses of the language MUL, once for each language that lacks the lemma: from BABELNET, number 0, last.

    So BabelNet does when it reads its indices.
    """
    real = [sense["properties"] for sense in senses if sense["properties"]["language"] != "MUL"]
    held = {(one["language"], one["fullLemma"].lower()) for one in real}
    for one in [sense["properties"] for sense in senses if sense["properties"]["language"] == "MUL"]:
        lacking = [code for code in languages if (code, one["fullLemma"].lower()) not in held]
        real += [dict(one, language=code, source="BABELNET", idSense=0) for code in lacking]
    return real

"""Answers out of the file that STUB_WORLD names, with its faults. Like the real one, it is configured at the import."""

import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.append(str(Path(__file__).parents[2]))
from script import Script, spread

_conf = Path(os.environ["BABELNET_CONF"])
assert "RPC_URL" in _conf.read_text(encoding="utf-8")
assert _conf.parent.stat().st_mode & 0o077 == 0, "the configuration is private"
_script = Script(os.environ["STUB_WORLD"])
_MACHINE = "AUTOMATIC_TRANSLATION"


# As zerorpc's.
TimeoutExpired, LostRemote = (type(name, (Exception,), {}) for name in ("TimeoutExpired", "LostRemote"))


class RemoteError(Exception):
    """As zerorpc's: its text is a traceback of the server's."""

    def __init__(self, name: str, msg: str) -> None:
        super().__init__('Traceback (most recent call last):\n  File "/root/server.py"')
        self.name, self.msg = name, msg


def _version() -> Any:
    return SimpleNamespace(value=_script.version)


_api = SimpleNamespace(version=_version)


def get_synset(resource: Any) -> Any:
    """The synset of a WordNet 3.0 offset, None, [], or what the file wants to go wrong."""
    offset = resource.id[3:]
    fault = _script.fault(offset)
    if fault == "sleep":
        raise TimeoutExpired("timeout after 60s, when calling remote method get_synset")
    if fault == "lost":
        raise LostRemote("Lost remote after 80s heartbeat")
    if fault == "error":
        raise RemoteError("ValueError", f"no index for {offset}")
    if fault == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "interrupt":
        raise KeyboardInterrupt
    if fault == "gone":
        _api.version = lambda: (_ for _ in ()).throw(LostRemote("Lost remote after 80s heartbeat"))
        raise LostRemote("Lost remote after 80s heartbeat")
    if fault == "other":
        offset = next(known for known in _script.synsets if known != offset)
    if fault in ("none", "empty") or offset not in _script.synsets:
        return [] if fault == "empty" else None
    return _synset(_script.synsets[offset])


def _named(name: str) -> Any:
    return SimpleNamespace(name=name)


def _synset(answer: dict[str, Any]) -> Any:
    senses = [_sense(one) for one in spread(answer["senses"], _script.configured)]
    offsets = [
        SimpleNamespace(
            id=one["id"], version=_named(one["version"]), source=_named(one["source"]), pos=_named(one["pos"]),
            version_mapping={_named(name): found for name, found in one["versionMapping"].items()},
        )
        for one in answer["wnOffsets"]
    ]  # fmt: skip
    return SimpleNamespace(id=SimpleNamespace(id=answer["id"]), wordnet_offsets=offsets, senses=lambda: senses)


class _Lemma:
    def __init__(self, text: str, kind: str) -> None:
        self.lemma, self.lemma_type = text, _named(kind)

    def __str__(self) -> str:
        return self.lemma


def _sense(properties: dict[str, Any]) -> Any:
    kind = properties.get("lemma", {}).get("type", "HIGH_QUALITY")
    return SimpleNamespace(
        language=_named(properties["language"]), source=_named(properties["source"]), id=properties["idSense"],
        full_lemma=properties["fullLemma"], lemma=_Lemma(properties["fullLemma"].split("_(")[0], kind),
        sensekey=properties["senseKey"], is_automatic_translation=kind == _MACHINE,
        **({"wordnet_offset": properties["wordNetOffset"]} if "wordNetOffset" in properties else {}),
    )  # fmt: skip

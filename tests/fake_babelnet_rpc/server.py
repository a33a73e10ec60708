"""BabelNet's RPC server with a hand-made world behind it: ``PYTHON server.py WORLD.json [URL]`` prints its address.

Runs in the official client's own environment and builds its answers of that client's classes, as the real one does:
``zerorpc.Server(..., heartbeat=40, pool_size=16)``, a ROUTER that takes one dictionary of args and kwargs, in pickle.
Loopback only, for that reason.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import gevent
import zerorpc
import zmq

sys.path.insert(0, str(Path(__file__).parent))
from script import Script, spread

LATE = 3600.0  # seconds


def main(place: str, url: str = "tcp://127.0.0.1:*") -> None:
    """Serve until killed."""
    if not url.startswith(("tcp://127.0.0.1:", "tcp://[::1]:", "ipc://")):
        raise SystemExit(f"{url}: pickle is on the wire, loopback only")
    script = Script(place)
    _import_client(script.version)
    methods = {"version": _version(script), "get_synset": _get_synset(script)}
    server = zerorpc.Server(methods, heartbeat=40, pool_size=16)
    server._events._socket.setsockopt(zmq.IPV6, "[" in url)
    server.bind(url)
    print(server._events._socket.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode(), flush=True)
    server.run()


def _import_client(version: str) -> None:
    """Import the client, which asks a server for its version at once: while it does, we are that server."""

    class Ourselves:
        def __init__(self, **_: Any) -> None:
            pass

        def connect(self, url: str) -> None:
            pass

        def version(self, asked: Any) -> Any:
            return sys.modules["babelnet.versions"].BabelVersion(version)

    real, zerorpc.Client = zerorpc.Client, Ourselves
    with tempfile.TemporaryDirectory() as folder:
        conf = Path(folder, "babelnet_conf.yml")
        conf.write_text('RPC_URL: "tcp://127.0.0.1:1"\nLOG_STDOUT_LEVEL: "ERROR"\n', encoding="utf-8")
        os.environ["BABELNET_CONF"] = str(conf)
        import babelnet  # noqa: F401
    zerorpc.Client = real


def _version(script: Script) -> Any:
    def version(asked: dict[str, Any]) -> Any:
        from babelnet.versions import BabelVersion

        return BabelVersion(script.version)

    return version


def _get_synset(script: Script) -> Any:
    def get_synset(asked: dict[str, Any]) -> Any:
        (resource,), languages = asked["args"], asked["kwargs"].get("to_langs")
        assert languages is None, "all languages, always: without English the server finds no WordNet synset"
        assert (resource.source.name, resource.version.name) == ("WN", "WN_30")
        offset = resource.id[3:]
        fault = script.fault(offset)
        if fault == "sleep":
            gevent.sleep(LATE)
        if fault == "error":
            raise ValueError(f"no index for {offset}")
        if fault == "other":
            offset = next(known for known in script.synsets if known != offset)
        if fault in ("none", "empty") or offset not in script.synsets:
            return [] if fault == "empty" else None
        return _synset(script.synsets[offset], script.configured)

    return get_synset


def _synset(answer: dict[str, Any], configured: list[str]) -> Any:
    from babelnet.resources import BabelSynsetID
    from babelnet.synset import SynsetType, _OfflineBabelSynset

    offsets = [_offset(one) for one in answer["wnOffsets"]]
    senses: list[Any] = []
    identifier = BabelSynsetID(answer["id"])
    synset = _OfflineBabelSynset(
        identifier, offsets, senses, [], [], [], SynsetType.CONCEPT, {}, [], None, False, {}
    )  # fmt: skip
    senses.extend(_sense(one, synset) for one in spread(answer["senses"], configured))
    return synset


def _offset(told: dict[str, Any]) -> Any:
    from babelnet.resources import WordNetSynsetID
    from babelnet.versions import WordNetVersion

    made = WordNetSynsetID(told["id"])  # its version is in the prefix, as the real server has it
    assert made.version.name == told["version"]
    made.version_mapping = {WordNetVersion[name]: found for name, found in told["versionMapping"].items()}
    return made


def _sense(properties: dict[str, Any], synset: Any) -> Any:
    from babelnet.data.source import BabelSenseSource
    from babelnet.language import Language
    from babelnet.pos import POS
    from babelnet.sense import BabelSense, WordNetSense

    plain = {
        "lemma": properties["fullLemma"], "language": Language[properties["language"]], "pos": POS.NOUN,
        "source": BabelSenseSource[properties["source"]], "sensekey": properties["senseKey"], "synset": synset,
    }  # fmt: skip
    if "wordNetOffset" in properties:
        numbers = {"wordnet_synset_position": 1, "wordnet_sense_number": 1}
        sense = WordNetSense(**plain, wordnet_offset=properties["wordNetOffset"], **numbers)
    else:
        sense = BabelSense(**plain)
    sense.id = properties["idSense"]
    return sense


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The fake itself: answers like BabelNet, counts like it, and breaks as it is told to."""

from __future__ import annotations

import gzip
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fake_babelnet.world import World

REFUSED = "Your key is not valid or the daily requests limit has been reached. Please visit http://babelnet.org."
TOO_MANY_KEYS = "The maximum keys number per IP has been reached."
WRONG_PARAMETERS, NOT_FOUND = "Wrong parameters.", "BabelSynset not found."
PAGE = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"

#: Ways to break an answer: status and body, or what happens to a right answer on the way.
PAGES: dict[str, tuple[int, str]] = {
    "500": (500, PAGE),
    "503": (503, PAGE),
    "429": (429, PAGE),
    "404": (404, PAGE),
    "html": (200, PAGE),
    "shape": (200, '{"senses": "none", "ids": 7}'),
    "half-json": (200, '{"senses": [{"type": "Ba'),
}
ON_THE_WAY = ("cut", "cut-chunk", "drop", "slow")
FAULTS = (*PAGES, *ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as it came, without its key, and what became of it."""

    day: int
    endpoint: str
    query: dict[str, list[str]]
    status: int
    message: str  #: of an error that BabelNet itself would give, "" for an answer
    fault: str  #: how the answer was broken, "" where it was not

    @property
    def answered(self) -> bool:
        """Whether a right answer was sent whole."""
        return self.fault in ("", "slow") and not self.message


@dataclass(slots=True)
class FakeBabelNet:
    """A server for a ``with`` block. Everything may be changed while it runs."""

    world: World
    keys: tuple[str, ...] = ("fake-key-0123456789",)
    quota: int = 1000  #: answers a day and key
    faults: float = 0.0  #: share of the requests that break
    kinds: tuple[str, ...] = FAULTS
    seed: int = 0
    latency: float = 0.0  #: seconds
    slow: float = 0.2  #: seconds that a ``slow`` fault takes
    faults_cost: bool = True  #: whether a broken answer is taken from the quota
    refusal: str = REFUSED
    headers: dict[str, str] = field(default_factory=dict)  #: added to broken answers: Retry-After
    breaks: Callable[[str, dict[str, list[str]]], str] = lambda endpoint, query: ""  #: endpoint, query -> fault
    port: int = 0
    day: int = 0
    asks: list[Ask] = field(default_factory=list)
    _spent: Counter[tuple[int, str]] = field(default_factory=Counter)
    _server: Any = None
    _random: Any = None
    _lock: Any = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """What to give as --api-url."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v9"

    def __enter__(self) -> FakeBabelNet:
        self._random = random.Random(self.seed)
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def new_day(self) -> None:
        """Give every key its quota back."""
        with self._lock:
            self.day += 1

    def answer(self, endpoint: str, query: dict[str, list[str]]) -> tuple[int, Any, str]:
        """Status, body and fault for one request, written down and counted."""
        with self._lock:
            key = query.pop("key", [""])[-1]
            status, body = self._judge(endpoint, query, key)
            message = body.get("message", "") if isinstance(body, dict) else ""
            allowed = status != 403
            fault = self._fault(endpoint, query) if allowed else ""
            if allowed and (self.faults_cost or not fault):
                self._spent[self.day, key] += 1
            self.asks.append(Ask(self.day, endpoint, query, PAGES.get(fault, (status,))[0], message, fault))
        return status, body, fault

    def _fault(self, endpoint: str, query: dict[str, list[str]]) -> str:
        told = self.breaks(endpoint, query)
        return told or (self._random.choice(self.kinds) if self._random.random() < self.faults else "")

    def _judge(self, endpoint: str, query: dict[str, list[str]], key: str) -> tuple[int, Any]:
        if not key.strip():
            return 400, {"message": WRONG_PARAMETERS}
        if key not in self.keys or self._spent[self.day, key] >= self.quota:
            return 403, {"message": self.refusal}
        ask = {"getVersion": self._version, "getSynset": self._synset, "getSynsetIdsFromResourceID": self._ids}.get(
            endpoint
        )
        return ask(query) if ask else (404, {"message": "Not found."})

    def _version(self, query: dict[str, list[str]]) -> tuple[int, Any]:
        return 200, {"version": self.world.version}

    def _ids(self, query: dict[str, list[str]]) -> tuple[int, Any]:
        wanted = query.get("id", [""])[0]
        if not wanted or query.get("source") != ["WN"] or query.get("wnVersion", ["WN_30"]) != ["WN_30"]:
            return 400, {"message": WRONG_PARAMETERS}
        ids = self.world.ids.get(wanted.removeprefix("wn:"), []) if wanted.startswith("wn:") else []
        return 200, [{"id": one, "pos": "NOUN", "source": "BABELNET"} for one in ids]

    def _synset(self, query: dict[str, list[str]]) -> tuple[int, Any]:
        wanted, languages = query.get("id", [""])[0], query.get("targetLang", ["EN"])
        strange = [code for code in languages if not code.replace("_", "").isalpha() or code != code.upper()]
        if not wanted or strange or len(set(languages) - {"EN"}) > 3:
            return 400, {"message": WRONG_PARAMETERS}
        if wanted not in self.world.senses:
            return 400, {"message": NOT_FOUND}
        return 200, self.world.synset(wanted, languages)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet, or each answer waits 40 ms for an acknowledgement
    fake: ClassVar[FakeBabelNet]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body, fault = self.fake.answer(
            parts.path.rsplit("/", 1)[-1], parse_qs(parts.query, keep_blank_values=True)
        )
        time.sleep(self.fake.latency + (self.fake.slow if fault == "slow" else 0))
        if fault == "drop":
            self.close_connection = True
            return
        if fault in PAGES:
            status, text = PAGES[fault]
            self._send(status, text.encode(), "text/html" if text == PAGE else "application/json;charset=UTF-8", fault)
            return
        self._send(
            status, json.dumps(body, ensure_ascii=False).encode() + b"\n", "application/json;charset=UTF-8", fault
        )

    def do_POST(self) -> None:
        """The query counts, as it does for GET."""
        self.do_GET()

    def _send(self, status: int, content: bytes, kind: str, fault: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 1)
            self.send_header("Content-Encoding", "gzip")
        for name, value in self.fake.headers.items() if fault else ():
            self.send_header(name, value)
        if fault == "cut-chunk":
            self.send_header("Transfer-Encoding", "chunked")
            content = b"%x\r\n%s" % (len(content), content[: len(content) // 2])
        else:
            self.send_header("Content-Length", str(len(content)))
            content = content[: len(content) // 2] if fault == "cut" else content
        self.end_headers()
        self.wfile.write(content)
        self.close_connection |= fault in ("cut", "cut-chunk")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests hold keys."""

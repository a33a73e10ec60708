"""One connection to BabelNet: one request at a time, each counted before it leaves, repeated where that may help.

The key is put into the query by the adapter, below everything that keeps, shows or logs a URL. Errors of the HTTP
libraries, whose texts hold the whole URL, become this package's own, redacted and without a chain to the original.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from pipeline.lexicons.babelnet_api import answers
from pipeline.lexicons.babelnet_api.address import check_address, is_loopback
from pipeline.lexicons.babelnet_api.answers import BabelNetError, BadAnswerError, PassingError, UnreachableError
from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.key import Key, RedactingFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Query = Mapping[str, str | Sequence[str]]

Answer = TypeVar("Answer")

MAX_BODY = 64 << 20  #: bytes, decompressed; the largest answers known are below one MiB
PIECE = 64 << 10
TIMEOUT = (10.0, 30.0)  #: seconds to connect, and between two pieces of an answer
WHOLE_ANSWER = 120.0  #: seconds
PAUSE = 0.2  #: seconds between two requests; none for a server on this machine
TRIES = Retry(total=4, backoff_factor=0.5, retry_after_max=10**9)  # five requests; waits 0, 1, 2 and 4 seconds
MOST_PATIENCE = 300.0  #: seconds of Retry-After that are sat out; a crawl is put off for longer ones
LIBRARY_LOG = "urllib3.connectionpool"


class BabelNet:
    """A session with the API. ``spend`` is called with a few words before every single request, repeated ones too."""

    def __init__(
        self,
        url: str,
        key: Key,
        *,
        spend: Callable[[str], None] = lambda what: None,
        clock: Clock | None = None,
        tries: Retry = TRIES,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self.url = check_address(url)
        self._key, self._spend, self._clock, self._tries, self._timeout = key, spend, clock or Clock(), tries, timeout
        self._pause = 0.0 if is_loopback(url) else PAUSE
        self._earliest = 0.0
        self._log_filter = RedactingFilter(key)
        logging.getLogger(LIBRARY_LOG).addFilter(self._log_filter)
        self._session = requests.Session()
        self._session.trust_env = not is_loopback(url)  # a proxy must not see requests to this machine
        self._session.headers.update({"Accept-Encoding": "gzip", "User-Agent": "babel-imagenet"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _KeyedAdapter(key))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()
        logging.getLogger(LIBRARY_LOG).removeFilter(self._log_filter)

    def version(self) -> str:
        """The version of the data, ``V5_3``."""
        return self.get("getVersion", {}, answers.version)

    def synset_ids(self, wn_offset: str) -> tuple[str, ...]:
        """The synsets of a WordNet 3.0 offset (eight digits and part of speech), in BabelNet's order; mostly one."""
        query = {"id": f"wn:{wn_offset}", "source": "WN", "wnVersion": "WN_30"}
        return self.get("getSynsetIdsFromResourceID", query, answers.synset_ids)

    def synset(self, synset_id: str, languages: Sequence[str]) -> dict[str, Any]:
        """A synset in some languages: at most three besides EN, each a parameter of its own."""
        return self.get("getSynset", {"id": synset_id, "targetLang": tuple(languages)}, answers.synset)

    def get(self, endpoint: str, query: Query, read: Callable[[Any], Answer]) -> Answer:
        """Ask, and read the answer. Raises the errors of ``answers``; passing ones only when the tries are used up."""
        tries = self._tries
        while True:
            outcome = self._ask_once(endpoint, query, read)
            if not isinstance(outcome, PassingError) or not tries.total or outcome.retry_after > MOST_PATIENCE:
                break
            tries = tries.increment("GET", endpoint, error=outcome)
            self._clock.sleep(max(outcome.retry_after, tries.get_backoff_time()))
        if isinstance(outcome, BabelNetError):
            raise outcome
        return outcome

    def _ask_once(self, endpoint: str, query: Query, read: Callable[[Any], Answer]) -> Answer | BabelNetError:
        self._spend(_in_words(endpoint, query))
        self._keep_pace()
        retry_after = 0.0
        try:
            status, retry_after, body = self._exchange(endpoint, query)
            return read(answers.decode(status, self._text(body)))
        except BabelNetError as error:
            error.args = tuple(self._key.redact(str(part)) for part in error.args)
            if isinstance(error, PassingError):
                error.retry_after = retry_after
            return error

    def _exchange(self, endpoint: str, query: Query) -> tuple[int, float, bytes]:
        """Status, seconds of Retry-After, and the whole body of one answer."""
        url = f"{self.url}/{endpoint}"
        try:
            # a redirect is not followed: it would carry the key elsewhere
            with self._session.get(
                url, params=query, timeout=self._timeout, stream=True, allow_redirects=False
            ) as answer:
                return answer.status_code, self._retry_after(answer), self._body(answer)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            why = _why(error)
        raise UnreachableError(why)  # outside the except: the original, whose text holds the key, is not its context

    def _body(self, answer: requests.Response) -> bytes:
        body, patience = bytearray(), self._clock.time() + WHOLE_ANSWER
        while piece := answer.raw.read1(PIECE, decode_content=True):
            body += piece
            if len(body) > MAX_BODY:
                raise BadAnswerError(f"an answer of more than {MAX_BODY >> 20} MiB")
            if self._clock.time() > patience:
                raise UnreachableError(f"an answer that took more than {WHOLE_ANSWER:.0f} seconds")
        return bytes(body)

    def _text(self, body: bytes) -> str:
        try:
            return self._key.redact_answer(body.decode())
        except UnicodeDecodeError:
            return self._key.redact_answer(body.decode("latin-1"))  # no JSON, or it would be UTF-8: only to be shown

    def _retry_after(self, answer: requests.Response) -> float:
        try:
            return self._tries.parse_retry_after(answer.headers.get("Retry-After", "0"))
        except urllib3.exceptions.InvalidHeader:
            return 0.0

    def _keep_pace(self) -> None:
        now = self._clock.time()
        if now < self._earliest <= now + self._pause:  # a clock that was set back is no reason to wait
            self._clock.sleep(self._earliest - now)
        self._earliest = self._clock.time() + self._pause


class _KeyedAdapter(HTTPAdapter):
    """Adds the key as a request goes out. One connection, and no repeats of its own: they would go uncounted."""

    def __init__(self, key: Key) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0, pool_block=True)
        self._key = key

    def request_url(self, request: requests.PreparedRequest, proxies: Mapping[str, str] | None) -> str:
        path = super().request_url(request, proxies)
        return f"{path}{'&' if '?' in path else '?'}key={quote(self._key.reveal(), safe='')}"


def _in_words(endpoint: str, query: Query) -> str:
    values = [query.get("id", ""), *query.get("targetLang", ())]
    return " ".join([endpoint, *(str(value) for value in values if value)])


def _why(error: Exception) -> str:
    text = f"{type(error).__name__} {error}"
    for sign, words in (
        ("ConnectTimeout", "no connection in time"),
        ("ReadTimeout", "no answer in time"),
        ("Read timed out", "no answer in time"),
        ("IncompleteRead", "the answer was cut short"),
        ("Connection refused", "nobody listens there"),
        ("NameResolution", "the host is not known"),
        ("SSL", "no safe connection (TLS)"),
        ("RemoteDisconnected", "the connection was closed without an answer"),
    ):
        if sign in text:
            return words
    return f"the connection failed ({type(error).__name__})"

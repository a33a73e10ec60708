"""One request at a time: what each answer is read as, what is tried again, and that the key stays where it belongs."""

from __future__ import annotations

import gzip
import http.server
import logging
import pickle
import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from urllib3.util import Retry

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import answers, client
from pipeline.lexicons.babelnet_api.address import check_address
from pipeline.lexicons.babelnet_api.client import BabelNet
from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.key import Key, load_key
from tests.fake_babelnet.server import FAULTS, PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.fake_babelnet import FakeBabelNet
    from tests.pipeline.lexicons.babelnet_api.conftest import Slept

SECRET = "fake-key-0123456789"
TENCH = "bn:98559235n"


@contextmanager
def serving(answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server that does one odd thing."""

    class Odd(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_three_questions(fake: FakeBabelNet, key: Key, clock: Slept) -> None:
    with BabelNet(fake.url, key, clock=clock) as api:
        assert api.version() == "V5_3"
        assert api.synset_ids("01440764n") == (TENCH,)
        assert api.synset_ids("09999999n") == ()
        answer = api.synset(TENCH, ("EN", "DE"))
    assert {sense["properties"]["language"] for sense in answer["senses"]} == {"EN", "DE"}
    assert answers.wn30_offsets(answer) == {"01440764n"}
    assert [ask.query.get("targetLang") for ask in fake.asks] == [None, None, None, ["EN", "DE"]]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_is_tried_again(fake: FakeBabelNet, key: Key, clock: Slept, fault: str) -> None:
    faults, sent = iter([fault, fault]), list[str]()
    fake.breaks = lambda endpoint, query: next(faults, "")
    with BabelNet(fake.url, key, spend=sent.append, clock=clock) as api:
        assert api.synset_ids("01440764n") == (TENCH,)
    assert len(sent) == len(fake.asks) == (1 if fault == "slow" else 3)
    assert sent[0] == "getSynsetIdsFromResourceID wn:01440764n"


@pytest.mark.parametrize("fault", [*PAGES, "cut", "cut-chunk", "drop"])
def test_a_lasting_fault_ends_after_five_requests(fake: FakeBabelNet, key: Key, clock: Slept, fault: str) -> None:
    fake.breaks = lambda endpoint, query: fault
    with BabelNet(fake.url, key, clock=clock) as api, pytest.raises(answers.PassingError) as raised:
        api.synset_ids("01440764n")
    assert isinstance(raised.value, answers.UnreachableError) == (fault in ("cut", "cut-chunk", "drop"))
    assert len(fake.asks) == 5
    assert clock.naps == [0, 1, 2, 4]


@pytest.mark.parametrize(("asked", "slept"), [("7", 7.0), ("0", 0.0), ("soon", 0.0)])
def test_retry_after_is_honoured(fake: FakeBabelNet, key: Key, clock: Slept, asked: str, slept: float) -> None:
    faults = iter(["429"])
    fake.breaks, fake.headers = (lambda endpoint, query: next(faults, "")), {"Retry-After": asked}
    with BabelNet(fake.url, key, clock=clock) as api:
        assert api.version() == "V5_3"
    assert clock.naps == [slept]


def test_a_long_retry_after_is_left_to_the_caller(fake: FakeBabelNet, key: Key, clock: Slept) -> None:
    fake.breaks, fake.headers = (lambda endpoint, query: "503"), {"Retry-After": "7200"}
    with BabelNet(fake.url, key, clock=clock) as api, pytest.raises(answers.PassingError) as raised:
        api.version()
    assert raised.value.retry_after == 7200
    assert len(fake.asks) == 1


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (400, '{"message":"Wrong parameters."}', answers.WrongParametersError),
        (400, '{"message":"BabelSynset not found."}', answers.NotFoundError),
        (403, '{"message":"Key is not valid or the daily requests limit has been reached."}\n', answers.RefusedError),
        (200, '{"message":"Key is not valid or the daily requests limit has been reached."}', answers.RefusedError),
        (403, '{"message":"The maximum keys number per IP has been reached."}', answers.TooManyKeysError),
        (403, "<html>no</html>", answers.RefusedError),
        (401, "", answers.RefusedError),
        (404, '{"message":"Not found."}', answers.BadAnswerError),
        (301, "", answers.BadAnswerError),
        (429, "", answers.BadAnswerError),
        (500, "<html>", answers.BadAnswerError),
        (200, "<html>", answers.BadAnswerError),
        (200, '{"senses": [', answers.BadAnswerError),
        (200, "", answers.BadAnswerError),
        (200, "[" * 100_000, answers.BadAnswerError),
    ],
)
def test_answers_are_told_apart_by_message_then_status(status: int, text: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as raised:
        answers.decode(status, text)
    assert type(raised.value) is kind


@pytest.mark.parametrize("status", [200, 400, 403, 500])
def test_what_a_server_says_is_shown_short_and_without_control_characters(status: int) -> None:
    for text in ('{"message": "\\u001b[2J Wrong \\u0000 parameters. %s"}', "<p>\x1b[2J\x00 no %s"):
        with pytest.raises(answers.BabelNetError) as raised:
            answers.decode(status, text % ("x" * 100_000))
        assert str(raised.value).isprintable()
        assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    ("read", "answer"),
    [
        (answers.version, {}),
        (answers.version, []),
        (answers.version, {"version": 5}),
        (answers.version, {"version": "<b>"}),
        (answers.synset_ids, {}),
        (answers.synset_ids, ["bn:1"]),
        (answers.synset_ids, [{"id": "../x"}]),
        (answers.synset_ids, [{}]),
        (answers.synset, []),
        (answers.synset, {"senses": []}),
        (answers.synset, {"senses": {}, "wnOffsets": []}),
        (answers.synset, {"senses": [1], "wnOffsets": []}),
        (answers.synset, {"senses": [{}], "wnOffsets": []}),
        (answers.synset, {"senses": [{"properties": {"language": 1, "source": "WN"}}], "wnOffsets": []}),
    ],
)
def test_wrong_shapes_are_bad_answers(read: Callable[[Any], object], answer: object) -> None:
    with pytest.raises(answers.BadAnswerError, match="not the shape"):
        read(answer)


def test_filter_langs_says_what_was_answered() -> None:
    assert answers.languages_answered({"filterLangs": ["DE"]}, ("DE", "FR")) == ("DE",)
    assert answers.languages_answered({"filterLangs": []}, ("DE", "FR")) == ("DE", "FR")
    assert answers.languages_answered({}, ("DE",)) == ("DE",)


def test_offsets_of_older_versions_stand_in_the_mapping() -> None:
    v5 = {"wnOffsets": [{"version": "WN_21", "id": "wn:1n", "versionMapping": {"WN_30": ["02402825v"]}}]}
    assert answers.wn30_offsets(v5) == {"02402825v"}


def test_a_body_without_end_is_given_up(key: Key, clock: Slept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_BODY", 1000)

    def endless(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"x" * 5000)

    with (
        serving(endless) as url,
        BabelNet(url, key, clock=clock) as api,
        pytest.raises(answers.BadAnswerError, match="more than"),
    ):
        api.version()


def test_a_server_that_says_nothing_is_given_up(key: Key, clock: Slept) -> None:
    let_go = threading.Event()

    def dumb(request: http.server.BaseHTTPRequestHandler) -> None:
        let_go.wait(5)

    with serving(dumb) as url:
        with (
            BabelNet(url, key, clock=clock, timeout=(1, 0.02)) as api,
            pytest.raises(answers.UnreachableError, match="in time"),
        ):
            api.version()
        let_go.set()


OK = b"HTTP/1.1 200 OK\r\n"
BOMB = gzip.compress(b" " * (80 << 20), 9)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 50,
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 99999999 X\r\n\r\n",
        OK + b"X: y\r\n" * 500 + b"\r\n{}",
        OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n{}",
        OK + b"Content-Length: -7\r\n\r\n{}",
        OK + b"Content-Length: many\r\n\r\n{}",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n" + gzip.compress(b'{"version":"V5_3"}')[:20],
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000,
        OK + b'\r\n{"version": "V5_3\xff"}',
    ],
    ids=lambda raw: repr(raw[:60]),
)
def test_whatever_a_server_sends_is_a_bad_answer(key: Key, clock: Slept, raw: bytes) -> None:
    def send(request: http.server.BaseHTTPRequestHandler) -> None:
        request.wfile.write(raw)

    with serving(send) as url, BabelNet(url, key, clock=clock, tries=Retry(total=0)) as api:
        with pytest.raises(answers.PassingError) as raised:
            api.version()
        assert SECRET not in repr(raised.value)


def test_an_answer_that_trickles_is_given_up(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 10_000, 50))

    def trickle(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b'{"version":"V5_3"}')

    hurried = Clock(time=lambda: float(next(moments)), sleep=lambda seconds: None)  # 50 s pass at each look
    with serving(trickle) as url, BabelNet(url, key, clock=hurried) as api:
        assert api.version() == "V5_3"
        monkeypatch.setattr(client, "WHOLE_ANSWER", 40.0)
        with pytest.raises(answers.UnreachableError, match="more than 40 seconds"):
            api.version()


def test_a_redirect_is_not_followed(fake: FakeBabelNet, key: Key, clock: Slept) -> None:
    def elsewhere(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", f"{fake.url}/getVersion?key={SECRET}")
        request.send_header("Content-Length", "0")
        request.end_headers()

    with (
        serving(elsewhere) as url,
        BabelNet(url, key, clock=clock) as api,
        pytest.raises(answers.BadAnswerError, match="302"),
    ):
        api.version()
    assert not fake.asks


def test_the_key_is_in_no_error_log_or_repr(fake: FakeBabelNet, clock: Slept, caplog: pytest.LogCaptureFixture) -> None:
    secret = Key("s3cret/with+odd%signs&more")
    caplog.set_level(logging.DEBUG)
    fake.refusal = f"Your key is not valid or the daily requests limit has been reached: {secret.reveal()}"
    told = [repr(secret), str(secret), f"{[secret]}"]
    for url in (fake.url, "http://127.0.0.1:1"):
        with BabelNet(url, secret, clock=clock) as api:
            told.append(repr(vars(api)))
            with pytest.raises(answers.BabelNetError) as raised:
                api.version()
        error = raised.value
        assert (error.__context__, error.__cause__) == (None, None)
        told += [str(error), repr(error), "".join(traceback.format_exception(error))]
    told += [record.getMessage() for record in caplog.records]
    assert any("key=***" in text for text in told), "the library's own log of the URL was seen, and redacted"
    assert len([text for text in told if "limit has been reached: ***" in text]) >= 1
    assert not [text for text in told if "s3cret" in text]
    assert not logging.getLogger(client.LIBRARY_LOG).filters, "the filter goes with the session"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_key_that_the_server_echoes_is_taken_out(clock: Slept) -> None:
    def echo(request: http.server.BaseHTTPRequestHandler) -> None:
        body = b'{"senses": [], "wnOffsets": [], "asked": "%s"}' % request.path.encode()
        request.send_response(200)
        request.end_headers()
        request.wfile.write(body)

    with serving(echo) as url, BabelNet(url, Key(SECRET), clock=clock) as api:
        assert api.synset(TENCH, ("DE",))["asked"] == "/getSynset?id=bn%3A98559235n&targetLang=DE&key=***"


def test_requests_to_others_are_paced(key: Key, clock: Slept) -> None:
    with BabelNet("https://babelnet.invalid/v9", key, clock=clock) as api:
        for _ in range(3):
            api._keep_pace()
    assert clock.naps == pytest.approx([client.PAUSE, client.PAUSE], abs=1e-6)


@pytest.mark.parametrize(
    "url",
    [
        "babelnet.io/v9",
        "ftp://babelnet.io",
        "http://babelnet.io/v9",
        "https://u:p@babelnet.io",
        "https://babelnet.io?key=x",
        "http://[",
    ],
)
def test_addresses_that_get_no_key(url: str) -> None:
    with pytest.raises(UserError) as raised:
        check_address(url)
    assert "u:p" not in str(raised.value)
    assert "key=x" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["https://babelnet.io/v9/", "http://127.0.0.1:80/v9", "http://localhost:8080", "http://[::1]:80/v9"]
)
def test_addresses_that_get_the_key(url: str) -> None:
    assert check_address(url) == url.rstrip("/")


def test_where_the_key_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BABELNET_KEY", " from-the-environment\n")
    assert load_key().reveal() == "from-the-environment"
    file = tmp_path / "key"
    file.write_text("\ufefffrom-a-file\n", encoding="utf-8")
    assert load_key(file).reveal() == "from-a-file"
    monkeypatch.delenv("BABELNET_KEY")
    with pytest.raises(UserError, match="BABELNET_KEY"):
        load_key()


@pytest.mark.parametrize("content", [b"", b"two words", b"\xff\xfe\x00", b"x" * 600])
def test_a_file_that_holds_no_key(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(UserError) as raised:
        load_key(file)
    assert "two words" not in str(raised.value)
    assert "xxxx" not in str(raised.value)

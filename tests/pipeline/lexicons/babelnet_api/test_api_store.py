"""Files that only grow: torn tails, full disks, two crawls at once, one version; and the ledger of requests."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import journal
from pipeline.lexicons.babelnet_api.held import look
from pipeline.lexicons.babelnet_api.ledger import Ledger, PostponedError, read_day
from pipeline.lexicons.babelnet_api.store import VersionChangedError, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pipeline.lexicons.babelnet_api.conftest import Slept

TENCH = "bn:98559235n"
ANSWER: dict[str, Any] = {
    "senses": [{"properties": {"fullLemma": 'Schleie \u2028 \\ "', "language": "DE"}}],
    "wnOffsets": [],
}


def test_an_answer_is_one_line_with_id_request_and_offsets_in_front(tmp_path: Path, clock: Slept) -> None:
    with open_store(tmp_path / "deep" / "store", clock) as store:
        store.check_version("V5_3")
        store.add(TENCH, ("EN", "DE"), ANSWER)
        store.resolve("01440764n", [TENCH])
        store.resolve("01443537n", [])
        store.fail("01484850n", "HTTP 500")
    place = tmp_path / "deep" / "store"
    line = (place / "synsets-00001.jsonl").read_text(encoding="utf-8")
    assert line.count("\n") == 1
    assert list(json.loads(line)) == ["id", "request", "wnOffsets", "senses"]
    assert json.loads((place / "dump.json").read_bytes())["version"] == "V5_3"
    held = look(place)
    assert held.version == "V5_3"
    assert held.languages == {TENCH: {"EN", "DE"}}
    assert held.ids == {"01440764n": (TENCH,), "01443537n": ()}
    assert held.failed == {"01484850n": "HTTP 500"}


def test_a_file_cut_at_any_byte_keeps_its_whole_lines(tmp_path: Path) -> None:
    lines = [journal.as_line({"number": number, "word": "Schleie"}) for number in range(3)]
    whole, path = b"".join(lines), tmp_path / "some.log"
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        kept = whole[: whole[:cut].rfind(b"\n") + 1]
        assert list(journal.whole_lines(path)) == kept.splitlines(keepends=True)
        with journal.Journal(path) as opened:
            assert opened.torn == cut - len(kept)
            opened.append({"number": 9})
        assert path.read_bytes() == kept + b'{"number":9}\n'


@pytest.mark.parametrize("tail", [b"\x00" * 40 + b"\n", b'{"half": \n', b"[1]\n", b"\n"])
def test_a_last_line_that_is_no_record_is_dropped(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "some.log"
    path.write_bytes(b'{"a":1}\n' + tail)
    with journal.Journal(path) as opened:
        assert opened.torn == len(tail)
    assert path.read_bytes() == b'{"a":1}\n'


def test_a_long_line_is_found_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "BLOCK", 7)
    path = tmp_path / "some.log"
    path.write_bytes(b'{"a":1}\n{"b":"' + b"x" * 100)
    with journal.Journal(path) as opened:
        assert opened.torn == 106
    assert path.read_bytes() == b'{"a":1}\n'


def test_a_torn_tail_is_said(tmp_path: Path, clock: Slept) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_3")
        store.add(TENCH, ("DE",), ANSWER)
    shard = tmp_path / "synsets-00001.jsonl"
    shard.write_bytes(shard.read_bytes() * 2 + b'{"id":"bn:7')
    with open_store(tmp_path, clock) as store:
        assert store.mended == ["synsets-00001.jsonl: the last line was torn by a kill; its 11 bytes are dropped"]
        store.add(TENCH, ("FR",), ANSWER)
    assert look(tmp_path).languages == {TENCH: {"DE", "FR"}}
    assert (tmp_path / "synsets-00002.jsonl").exists(), "a new run begins a new file"


@pytest.mark.parametrize("name", ["synsets-00001.jsonl", "resolved.log", "requests.log", "dump.json"])
def test_damage_that_no_kill_makes_is_an_error_with_its_place(tmp_path: Path, clock: Slept, name: str) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_3")
        store.resolve("01440764n", [TENCH])
        store.add(TENCH, ("DE",), ANSWER)
        Ledger(store.requests, 10, clock).spend("getVersion")
    path = tmp_path / name
    path.write_bytes(b"<html>\n" + path.read_bytes())
    with pytest.raises(UserError, match=name), open_store(tmp_path, clock) as store:
        Ledger(store.requests, 10, clock)


def full_after(writes: int, code: int, monkeypatch: pytest.MonkeyPatch, but_for: Path | None = None) -> None:
    """A disk that takes a few writes more, each of five bytes, and none at all while a file is there."""
    really, left = os.write, iter(range(writes))

    def write(file: int, content: memoryview) -> int:
        if but_for is not None and not but_for.exists():
            return really(file, content)
        if next(left, None) is not None:
            return really(file, content[:5])
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "write", write)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EIO])
def test_a_disk_that_takes_no_more_loses_nothing_before_and_says_what_was_paid_for(
    tmp_path: Path, clock: Slept, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_3")
        store.add(TENCH, ("DE",), ANSWER)
        before = (tmp_path / "synsets-00001.jsonl").read_bytes()
        full_after(2, code, monkeypatch)
        with pytest.raises(UserError) as raised:
            store.add(TENCH, ("FR",), ANSWER)
        monkeypatch.undo()
        assert "cannot be written" in raised.value.wrong
        assert raised.value.means == f"The answer for {TENCH} in FR was paid for and is lost; all before is safe."
        assert (tmp_path / "synsets-00001.jsonl").read_bytes() == before
        store.add(TENCH, ("FR",), ANSWER)
    assert look(tmp_path).languages == {TENCH: {"DE", "FR"}}


def test_a_full_disk_has_room_for_the_answer_that_was_paid_for(
    tmp_path: Path, clock: Slept, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_3")
        full_after(2, errno.ENOSPC, monkeypatch, but_for=tmp_path / "reserve")
        with pytest.raises(UserError, match="All that was answered is safe"):
            store.add(TENCH, ("FR",), ANSWER)
    assert look(tmp_path).languages == {TENCH: {"FR"}}


def test_a_disk_without_room_for_an_answer_is_refused_before_one_is_paid_for(
    tmp_path: Path, clock: Slept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int, start: int, length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(UserError, match="reserve: cannot be written"), open_store(tmp_path, clock):
        pass
    assert not (tmp_path / "reserve").exists()


def test_another_version_is_refused(tmp_path: Path, clock: Slept) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_2")
        store.add(TENCH, ("DE",), ANSWER)
    with open_store(tmp_path, clock) as store, pytest.raises(VersionChangedError, match=r"V5_3; .* holds V5_2"):
        store.check_version("V5_3")
    assert look(tmp_path).languages == {TENCH: {"DE"}}, "nothing of the earlier run is touched"


def test_what_came_while_the_version_changed_is_set_aside(tmp_path: Path, clock: Slept) -> None:
    with open_store(tmp_path, clock) as store:
        store.check_version("V5_2")
        store.add(TENCH, ("DE",), ANSWER)
        store.check_version("V5_2")
        store.add(TENCH, ("FR",), ANSWER)
        with pytest.raises(VersionChangedError, match=r"synsets-00002\.jsonl\.doubtful"):
            store.check_version("V5_3")
    assert look(tmp_path).languages == {TENCH: {"DE"}}
    assert (tmp_path / "synsets-00002.jsonl.doubtful").stat().st_size > 0


def _hold(place: Path, held: Any, let_go: Any) -> None:
    from pipeline.lexicons.babelnet_api.clock import Clock

    with open_store(place, Clock()):
        held.set()
        let_go.wait(30)


def test_a_second_crawl_leaves_or_waits(tmp_path: Path, clock: Slept) -> None:
    spawn = multiprocessing.get_context("fork")
    held, let_go = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(tmp_path, held, let_go))
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(UserError, match="another crawl is at work"), open_store(tmp_path, clock):
            pass
        said: list[str] = []

        def sleep(seconds: float) -> None:
            let_go.set()
            other.join()

        patient = type(clock)()
        object.__setattr__(patient, "sleep", sleep)
        with open_store(tmp_path, patient, wait=True, say=said.append):
            pass
        assert len(said) == 1
    finally:
        let_go.set()
        other.join()


@pytest.mark.parametrize("make", [lambda path: path.write_text("x"), lambda path: path.symlink_to("/nowhere/at/all")])
def test_a_store_that_cannot_be(tmp_path: Path, clock: Slept, make: Any) -> None:
    place = tmp_path / "store"
    make(place)
    with pytest.raises(UserError), open_store(place, clock):
        pass


def test_the_ledger_counts_before_and_across_restarts(tmp_path: Path, clock: Slept) -> None:
    path = tmp_path / "requests.log"
    for left in (2, 1):
        with journal.Journal(path) as file:
            ledger = Ledger(file, 3, clock)
            ledger.spend("getVersion")
            assert ledger.left() == left
    with journal.Journal(path) as file:
        ledger = Ledger(file, 3, clock)
        ledger.spend("getVersion")
        with pytest.raises(PostponedError, match="3 a day is the limit") as raised:
            ledger.spend("getVersion")
        assert f"{raised.value.until:%Y-%m-%d %H:%M}" == "2026-11-22 00:01"
        clock.sleep_until(raised.value.until)
        assert ledger.left() == 3, "a new day"
    assert read_day(path, "2026-11-21").sent == 3
    assert [json.loads(line)["at"][:10] for line in path.read_bytes().splitlines()] == ["2026-11-21"] * 3


def test_what_a_refusal_means(tmp_path: Path, clock: Slept) -> None:
    with journal.Journal(tmp_path / "requests.log") as file:
        ledger = Ledger(file, 10, clock)
        ledger.spend("getVersion")
        assert not ledger.refused(), "the day's first: a bad key"
        ledger.spend("getVersion")
        assert not ledger.refused(), "another key, bad as well"
        ledger.spend("getVersion")
        ledger.accepted()
        ledger.accepted()
        ledger.spend("getSynset")
        assert ledger.refused(), "a later one: a spent quota"
        assert ledger.left() == 0
    with (
        journal.Journal(tmp_path / "requests.log") as file,
        pytest.raises(PostponedError, match="BabelNet refuses more"),
    ):
        Ledger(file, 10, clock).spend("getSynset")
    events = [json.loads(line)["event"] for line in (tmp_path / "requests.log").read_bytes().splitlines()]
    assert events == ["sent", "refused", "sent", "refused", "sent", "accepted", "sent", "refused"]

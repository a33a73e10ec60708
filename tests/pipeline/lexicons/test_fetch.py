"""Fetching archives, against a server on the loopback address that cuts, refuses and lies."""

from __future__ import annotations

import hashlib
import io
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import UserError
from pipeline.lexicons import fetch_download, fetch_unpack
from pipeline.lexicons.fetch import RECORD, Fetched, fetch, list_archives
from pipeline.lexicons.open_wordnet import OpenWordnet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TAB = b"# Open Dutch WordNet\tnld\thttp://example.org/\tCC BY SA 4.0\n01440764-n\tnld:lemma\tzeelt\n"


class Server(ThreadingHTTPServer):
    """Serves one file; ``cut_after`` and ``answers`` are used up request by request."""

    daemon_threads = True
    content = b""
    etag: str | None = '"1"'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.cut_after: list[int] = []
        self.answers: list[int] = []
        self.ranges: list[str | None] = []

    def url(self, name: str = "omw.tar.xz") -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{name}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server, asked = self.server, self.headers.get("Range")
        server.ranges.append(asked)
        if server.answers:
            status = server.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        start = 0
        if asked and self.headers.get("If-Range") == server.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start >= len(server.content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(server.content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = server.content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(server.content) - 1}/{len(server.content)}")
        if server.etag:
            self.send_header("ETag", server.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: server.cut_after.pop(0)] if server.cut_after else body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_download, "PIECE", 10)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def plain(name: str, content: bytes = TAB) -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    return member, content


def special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, b""


def packed(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:xz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as tar:  # type: ignore[call-overload]
        for member, content in members:
            tar.addfile(member, io.BytesIO(content))
    return file.getvalue()


GOOD = packed(
    plain("omw/nld/wn-data-nld.tab"), plain("omw/nld/nld2tab.py", b"print()\n"), plain("omw/LICENSE", b"CC\n")
)


def listed(folder: Path, url: str, sha256: str = "", keep: str = '["*.tab", "*/LICENSE"]') -> Path:
    path = folder / "archives.toml"
    path.write_text(f'[[archive]]\nname = "omw"\nurl = "{url}"\nsha256 = "{sha256}"\nkeep = {keep}\ndefault = true\n')
    return path


def run(
    server: Server, folder: Path, sha256: str = "", keep: str = '["*.tab", "*/LICENSE"]'
) -> tuple[Fetched, list[str]]:
    said: list[str] = []
    [done] = fetch((), folder / "into", listed(folder, server.url(), sha256, keep), said.append)
    return done, said


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder / "into").as_posix() for path in (folder / "into").rglob("*") if path.is_file()}


def test_only_what_is_needed_is_unpacked_and_it_is_noted_down(server: Server, tmp_path: Path) -> None:
    server.content = GOOD
    done, said = run(server, tmp_path)
    assert left(tmp_path) == {"omw/omw/nld/wn-data-nld.tab", "omw/omw/LICENSE", RECORD}
    assert done.sha256 == hashlib.sha256(GOOD).hexdigest()
    assert (done.files, done.new, done.pinned) == (2, True, False)
    assert any(done.sha256 in words for words in said)
    assert [shard.name for shard in OpenWordnet(str(tmp_path / "into")).shards()] == [
        "omw/omw/nld/wn-data-nld.tab",
        "wordnet-3.0",
    ]


def test_a_second_fetch_asks_for_nothing(server: Server, tmp_path: Path) -> None:
    server.content = GOOD
    run(server, tmp_path)
    done, _ = run(server, tmp_path)
    assert not done.new
    assert len(server.ranges) == 1


def test_a_cut_connection_goes_on_where_it_was(server: Server, tmp_path: Path) -> None:
    server.content, server.cut_after = GOOD, [100, 50]
    done, said = run(server, tmp_path, hashlib.sha256(GOOD).hexdigest())
    assert done.pinned
    assert server.ranges == [None, "bytes=100-", "bytes=150-"]
    assert any("cut" in words for words in said)


def test_a_later_run_goes_on_where_an_earlier_one_stopped(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_download, "CUTS_LIMIT", 1)
    server.content, server.cut_after = GOOD, [120, 0]
    with pytest.raises(UserError, match="cannot be reached"):
        run(server, tmp_path)
    server.cut_after = []
    assert run(server, tmp_path)[0].new
    assert server.ranges[-1] == "bytes=120-"


def test_a_file_that_changed_meanwhile_is_not_glued(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_download, "CUTS_LIMIT", 1)
    server.content, server.cut_after = GOOD, [120, 0]
    with pytest.raises(UserError, match="cannot be reached"):
        run(server, tmp_path)
    server.content, server.etag, server.cut_after = packed(plain("wn-data-nld.tab")), '"2"', []
    assert run(server, tmp_path)[0].sha256 == hashlib.sha256(server.content).hexdigest()


def test_without_a_name_for_the_version_it_starts_again(server: Server, tmp_path: Path) -> None:
    server.content, server.cut_after, server.etag = GOOD, [100], None
    run(server, tmp_path)
    assert server.ranges == [None, None]


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.content, server.answers = GOOD, [503, 429]
    assert run(server, tmp_path)[0].new
    assert len(server.ranges) == 3


@pytest.mark.parametrize(("status", "means"), [(404, "moved or taken down"), (403, "does not give")])
def test_a_refusal_is_told(server: Server, tmp_path: Path, status: int, means: str) -> None:
    server.answers = [status]
    with pytest.raises(UserError, match=means):
        run(server, tmp_path)
    assert not left(tmp_path)


def test_no_server_is_told(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_download, "CUTS_LIMIT", 1)
    url = server.url()
    server.shutdown()
    server.server_close()
    with pytest.raises(UserError, match="cannot be reached"):
        fetch((), tmp_path / "into", listed(tmp_path, url), lambda words: None)


def test_a_wrong_checksum_is_an_error_and_nothing_stays(server: Server, tmp_path: Path) -> None:
    server.content = GOOD
    with pytest.raises(UserError, match="its SHA-256 is"):
        run(server, tmp_path, "0" * 64)
    assert not left(tmp_path)


def test_what_was_trusted_once_must_come_again(server: Server, tmp_path: Path) -> None:
    server.content = GOOD
    run(server, tmp_path)
    for path in sorted((tmp_path / "into" / "omw").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (tmp_path / "into" / "omw").rmdir()
    server.content = packed(plain("wn-data-nld.tab"))
    with pytest.raises(UserError, match="its SHA-256 is"):
        run(server, tmp_path)


def test_a_folder_of_the_users_own_is_never_replaced(server: Server, tmp_path: Path) -> None:
    own = tmp_path / "into" / "omw" / "mine.tab"
    own.parent.mkdir(parents=True)
    own.write_bytes(TAB)
    server.content = GOOD
    with pytest.raises(UserError, match="fetch did not make it"):
        run(server, tmp_path)
    assert left(tmp_path) == {"omw/mine.tab"}


def test_a_file_that_is_no_archive_is_placed(server: Server, tmp_path: Path) -> None:
    server.content = TAB
    run(server, tmp_path, keep="[]")
    assert left(tmp_path) == {"omw/omw.tar.xz", RECORD}


BOMB = tarfile.TarInfo("wn-data-nld.tab")
BOMB.size = 1 << 60


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (packed(plain("../wn-data-nld.tab")), "leads out"),
        (packed(plain("omw/../../wn-data-nld.tab")), "leads out"),
        (packed(plain("/tmp/wn-data-nld.tab")), "leads out"),
        (packed(plain("omw\\wn-data-nld.tab")), "leads out"),
        (packed(special("wn-data-nld.tab", tarfile.SYMTYPE, "/etc/passwd")), "link"),
        (packed(special("wn-data-nld.tab", tarfile.LNKTYPE, "../x")), "link"),
        (packed(special("dir", tarfile.SYMTYPE, ".."), plain("dir/wn-data-nld.tab")), "link"),
        (packed(special("wn-data-nld.tab", tarfile.FIFOTYPE)), "device"),
        (packed(special("wn-data-nld.tab", tarfile.CHRTYPE)), "device"),
        (packed(plain("wn-data-nld.tab"), plain("wn-data-nld.tab")), "twice"),
        (packed(plain("a.tab"), plain("a.tab/b.tab")), "twice"),
        (packed(plain("bell\x07.tab")), "no name of a file"),
        (packed(plain("README")), "nothing that matches"),
        (packed(mode="w"), "nothing that matches"),
        (BOMB.tobuf() + bytes(1024), "more than"),
        (b"<html>not here</html>", "damaged"),
        (GOOD[:-40], "damaged"),
        (packed(plain("wn-data-nld.tab", TAB * 1000), mode="w:gz")[:-30], "damaged"),
    ],
)
def test_a_hostile_archive_leaves_nothing(server: Server, tmp_path: Path, archive: bytes, words: str) -> None:
    server.content = archive
    with pytest.raises(UserError, match=words):
        run(server, tmp_path, keep='["*.tab"]')
    assert not left(tmp_path)
    assert not (tmp_path / "wn-data-nld.tab").exists()


def test_too_many_members_are_too_many(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_unpack, "MEMBERS_LIMIT", 10)
    server.content = packed(*(plain(f"{number}.tab") for number in range(11)))
    with pytest.raises(UserError, match="more than 10 members"):
        run(server, tmp_path)


def test_a_header_that_eats_memory_is_refused(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_unpack, "READ_LIMIT", 1 << 20)
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 8 << 20
    server.content = header.tobuf(tarfile.USTAR_FORMAT) + bytes(8 << 20)
    with pytest.raises(UserError, match="a header of"):
        run(server, tmp_path)


@pytest.mark.parametrize(
    ("names", "text", "words"),
    [
        (("omv",), None, "did you mean omw"),
        ((), "[[archive]]\nname = 'x'\n", "not a list of archives"),
        ((), "archive = 3", "not a list of archives"),
        ((), "[[archive]]\nname = '../x'\nurl = 'https://example.org/x'\n", "not a plain name"),
        ((), "[[archive]]\nname = 'x'\nurl = 'file:///etc/passwd'\n", "not a plain name"),
    ],
)
def test_wrong_names_and_lists_are_told(tmp_path: Path, names: tuple[str, ...], text: str | None, words: str) -> None:
    archives = tmp_path / "own.toml"
    if text is not None:
        archives.write_text(text)
    with pytest.raises(UserError, match=words):
        fetch(names, tmp_path / "into", archives if text is not None else None)
    assert not (tmp_path / "into").exists()


def test_the_bundled_list_holds_what_the_readme_promises() -> None:
    archives = {archive.name: archive for archive in list_archives()}
    assert {name for name, archive in archives.items() if archive.default} == {"omw", "wikt"}
    assert all(archive.url.startswith("https://") and archive.licence for archive in archives.values())
    assert all(len(archive.sha256) in (0, 64) for archive in archives.values())

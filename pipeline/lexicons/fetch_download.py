"""One file over HTTP, resumed where it was cut: whole and checked, or an error that says why not.

What has come so far lies in ``NAME.part``, and what the server called it (ETag or date) in ``NAME.part.json``. The
rest is asked for with ``If-Range``, so that a file that changed on the server is never glued to an old beginning.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE_LIMIT = 4 << 30  #: bytes; the largest archive has 56 MB
CUTS_LIMIT = 5  #: how often a connection may be cut without a byte of progress
PIECE = 64 << 10  #: bytes; what a cut may cost
TIMEOUT = (10, 60)  #: seconds to connect, and between two pieces of the answer
_TOLD_EVERY = 5.0  # seconds
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(slots=True)
class _Part:
    """What has come so far, and the server's name for the version it belongs to."""

    path: Path
    url: str

    @property
    def notes(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def validator(self) -> str:
        """ETag or date to ask by, "" where there is none: then the file starts again."""
        try:
            said = json.loads(self.notes.read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return str(said.get("validator", "")) if isinstance(said, dict) and said.get("url") == self.url else ""

    def note(self, validator: str) -> None:
        self.notes.write_text(json.dumps({"url": self.url, "validator": validator}), "utf-8")

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.notes.unlink(missing_ok=True)


def open_session() -> requests.Session:
    """A session that tries again after 429 and 5xx, as long as the server asks for (``Retry-After``)."""
    retry = Retry(
        total=5,
        connect=0,  # a cut is gone on from by download()
        read=0,
        backoff_factor=0.5,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods={"GET"},
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    session = requests.Session()
    session.headers.update({"Accept-Encoding": "identity", "User-Agent": "babel-imagenet"})
    session.mount("http://", HTTPAdapter(max_retries=retry))
    session.mount("https://", HTTPAdapter(max_retries=retry))
    return session


def download(session: requests.Session, url: str, target: Path, sha256: str, tell: Callable[[str], None]) -> str:
    """Bring a file to ``target`` and give its SHA-256.

    Args:
        session: from ``open_session``.
        url: http or https.
        target: where the file is to lie.
        sha256: what its checksum must be, "" for any.
        tell: takes progress in words.

    Raises:
        UserError: it cannot be had; what had come by then is kept, unless its checksum is wrong.
    """
    part = _Part(target.with_name(target.name + ".part"), url)
    cuts = 0
    while True:
        before = part.size()
        try:
            _receive(session, part, target.name, tell)
            break
        except requests.HTTPError as error:
            raise _refused(url, error) from error
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            cuts = 0 if part.size() > before else cuts + 1
            if cuts >= CUTS_LIMIT:
                raise _unreachable(url, error, part.size()) from error
            tell(f"{target.name}: the connection was cut after {_mib(part.size())}; going on from there")
            time.sleep(min(0.1 * 2**cuts, 5))
        except OSError as error:
            raise UserError(
                f"{part.path}: cannot be written ({error.strerror or error})",
                f"{_mib(part.size())} of {url} are there.",
                "Make room or name another folder with --into; what is there is not fetched again.",
            ) from error
    return _checked(part, target, sha256)


def _receive(session: requests.Session, part: _Part, name: str, tell: Callable[[str], None]) -> None:
    have, validator = part.size(), part.validator()
    headers = {"Range": f"bytes={have}-", "If-Range": validator} if have and validator else {}
    with session.get(part.url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
        if answer.status_code == 416:  # nothing is left to send, or the file has shrunk: the checksum will tell
            if answer.headers.get("Content-Range") == f"bytes */{have}":
                return
            part.remove()
            raise requests.ConnectionError("the server has no such range; starting again")
        answer.raise_for_status()
        if part.url.startswith("https:") and not answer.url.startswith("https:"):
            raise UserError(f"{part.url}: leads to {answer.url}, without encryption", "", "Nothing was fetched.")
        span = _RANGE.fullmatch(answer.headers.get("Content-Range", "")) if answer.status_code == 206 else None
        start = int(span.group(1)) if span else 0
        if start != have and span:
            part.remove()
            raise requests.ConnectionError("the server sent another range than asked for; starting again")
        tag = answer.headers.get("ETag", "")
        part.note(tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", ""))
        length = int(answer.headers.get("Content-Length") or 0)
        _write(answer, part, start, start + length if length else 0, name, tell)


def _write(
    answer: requests.Response, part: _Part, start: int, total: int, name: str, tell: Callable[[str], None]
) -> None:
    done, told = start, time.monotonic()
    if total > SIZE_LIMIT:
        raise _too_large(part.url)
    with part.path.open("ab" if start else "wb") as file:
        for piece in answer.iter_content(PIECE):
            done += len(piece)
            if done > SIZE_LIMIT:
                raise _too_large(part.url)
            file.write(piece)
            if time.monotonic() - told > _TOLD_EVERY:
                told = time.monotonic()
                tell(f"{name}: {_mib(done)}" + (f" of {_mib(total)}" if total else ""))
    if total and done < total:
        raise requests.ConnectionError(f"{done} of {total} bytes came")


def _checked(part: _Part, target: Path, sha256: str) -> str:
    with part.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 and found != sha256:
        part.remove()
        raise UserError(
            f"{part.url}: its SHA-256 is {found}, not {sha256}",
            "The file was changed where it is published or on the way, so it was removed unopened.",
            "Fetch it again; if that does not help, look where it is published, and only if it was changed there on "
            "purpose write the new checksum into your own list of archives (--archives FILE).",
        )
    part.path.replace(target)
    part.remove()
    return found


def _mib(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MiB"


def _refused(url: str, error: requests.HTTPError) -> UserError:
    status = error.response.status_code
    return UserError(
        f"{url}: the server answers {status} {error.response.reason}",
        "The archive was moved or taken down." if status in (404, 410) else "It does not give the archive now.",
        "Look where the lexicon is published; a list of your own is read with --archives FILE.",
    )


def _unreachable(url: str, error: Exception, size: int) -> UserError:
    return UserError(
        f"{url}: cannot be reached ({type(error).__name__})",
        f"{_mib(size)} have come so far, and are kept.",
        "Check the network and say it again: it goes on from there.",
    )


def _too_large(url: str) -> UserError:
    return UserError(
        f"{url}: more than {SIZE_LIMIT >> 30} GiB", "No lexicon is near that size.", "Nothing was unpacked."
    )

"""The folder that keeps every answer of BabelNet: JSON Lines that only grow, read again as ``babelnet-dump:STORE``.

- ``dump.json``: the version of BabelNet's data, written once; one store, one version.
- ``synsets-00001.jsonl`` ...: a line per answered getSynset, as it came, after ``id`` and ``request`` (languages asked
  for). A new file begins after every look at BabelNet's version.
- ``resolved.log``: the synsets of each class; none means that BabelNet has none for it. A class's last line counts.
- ``failed.log``: classes that failed, and why. They are asked again by the next crawl.
- ``requests.log``: the ledger. ``lock``: held while a crawl runs. ``reserve``: room for one answer, while it runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING, Any

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import ledger
from pipeline.lexicons.babelnet_api.held import ABOUT, FAILED, RESOLVED, SHARDS, look
from pipeline.lexicons.babelnet_api.journal import Journal, as_line, sync_folder, unwritable
from pipeline.lexicons.babelnet_dump import LICENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline.lexicons.babelnet_api.clock import Clock

LOCK = "lock"
LOOK_AGAIN = 2.0  #: seconds between two looks at a lock that another crawl holds
DOUBTFUL = ".doubtful"
RESERVE = "reserve"
ROOM = 4 << 20  #: bytes; the largest answers known are below one MiB


class VersionChangedError(UserError):
    """The server speaks of another version of BabelNet than the store."""


class Store:
    """A store, open for one crawl. ``mended``: what a crawl that was killed had left half done, in words."""

    def __init__(self, place: Path, journals: contextlib.ExitStack) -> None:
        self.place, self.mended, self._journals = place, list[str](), journals
        self._shard: Journal | None = None  # begun with the first answer after a look at the version
        shards = sorted(place.glob(SHARDS))
        self._count = int(shards[-1].stem.rsplit("-", 1)[-1]) if shards else 0
        if shards:
            self._open(shards[-1].name)  # only the last can be torn
        self._resolved, self._failed = self._open(RESOLVED), self._open(FAILED)
        self.requests = self._open(ledger.NAME)
        self.held = look(place)
        self._reserve = _hold_room_back(place / RESERVE, journals)

    def check_version(self, version: str) -> None:
        """Take the version for the store's own, or compare it. Raises VersionChangedError where it is another."""
        if not self.held.version:
            self._write_about(version)
        elif version != self.held.version:
            raise self._changed(version)
        self._shard = None

    def resolve(self, offset: str, ids: Sequence[str], why: str = "") -> None:
        """Keep the synsets of a class, none included."""
        record = {"offset": offset, "ids": list(ids)} | ({"why": why} if why else {})
        self._keep(lambda: self._resolved, record, f"the synset of {offset}")
        self.held.ids[offset] = tuple(ids)

    def add(self, synset_id: str, languages: Sequence[str], answer: dict[str, Any]) -> None:
        """Keep one answer: id, request and offsets in front, where readers look first, the rest in its own order."""
        head = {"id": synset_id, "request": {"languages": list(languages)}, "wnOffsets": answer["wnOffsets"]}
        record = head | {name: part for name, part in answer.items() if name not in head}
        self._keep(self._current_shard, record, f"{synset_id} in {', '.join(languages)}")
        self.held.answered(synset_id).update(languages)

    def fail(self, offset: str, reason: str) -> None:
        """Keep why a class failed."""
        self._failed.append({"offset": offset, "reason": reason})
        self.held.failed[offset] = reason

    def _keep(self, journal: Callable[[], Journal], record: dict[str, Any], what: str) -> None:
        """Keep an answer. Where the disk is full it goes into the room that is held back for it, and the crawl ends."""
        try:
            journal().append(record)
        except UserError as full:
            self._reserve.unlink(missing_ok=True)
            try:
                journal().append(record)
            except UserError as error:
                lost = f"The answer for {what} was paid for and is lost; all before is safe."
                raise UserError(error.wrong, lost, error.do) from None
            raise full

    def _current_shard(self) -> Journal:
        if self._shard is None:
            self._shard = self._open(f"synsets-{self._count + 1:05}.jsonl")
            self._count += 1
        return self._shard

    def _open(self, name: str) -> Journal:
        journal = self._journals.enter_context(Journal(self.place / name))
        if journal.torn:
            self.mended.append(f"{name}: the last line was torn by a kill; its {journal.torn} bytes are dropped")
        return journal

    def _write_about(self, version: str) -> None:
        about = {"version": version, "licence": LICENCE, "source": "https://babelnet.org"}
        aside = self.place / f"{ABOUT}.part"
        try:
            with aside.open("wb") as file:
                file.write(as_line(about))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self.place / ABOUT)
            sync_folder(self.place)
        except OSError as error:
            raise unwritable(aside, error) from error
        self.held.version = version

    def _changed(self, version: str) -> VersionChangedError:
        """The error for another version. What came since the last look at it may be of either: it is set aside."""
        aside = "Nothing was asked of it, nothing was changed."
        if self._shard is not None:
            path = self._shard.path
            path.rename(path.with_name(path.name + DOUBTFUL))
            aside = f"What came since the last look may be of either, and is set aside as {path.name}{DOUBTFUL}."
        return VersionChangedError(
            f"The API now answers from BabelNet {version}; {self.place} holds {self.held.version}.",
            f"One store holds one version. {aside}",
            f"Use the --api-url of {self.held.version}, or begin a new store for {version} with --store.",
        )


@contextlib.contextmanager
def open_store(place: Path, clock: Clock, wait: bool = False, say: Callable[[str], None] = print) -> Iterator[Store]:
    """A store for this process alone; made where there is none. Waits for another crawl's end, or raises UserError."""
    with contextlib.ExitStack() as journals:
        try:
            place.mkdir(parents=True, exist_ok=True)
            lock = journals.enter_context((place / LOCK).open("ab"))
        except OSError as error:
            raise unwritable(place, error) from error
        if not _taken(lock.fileno()):
            if not wait:
                raise UserError(
                    f"{place}: another crawl is at work here.",
                    "Two at once would pay twice for the same answers.",
                    "Let it finish, or use --wait to go on after it.",
                )
            say(f"Another crawl is at work in {place}; waiting for it to end.")
            while not _taken(lock.fileno()):
                clock.sleep(LOOK_AGAIN)
        yield Store(place, journals)


def _hold_room_back(path: Path, journals: contextlib.ExitStack) -> Path:
    """Take room on the disk for one answer more, so that none is paid for that cannot be kept. Freed at the end."""
    journals.callback(path.unlink, missing_ok=True)
    try:
        with path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, ROOM)
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

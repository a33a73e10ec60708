"""Progress in plain words: what is done of what, on standard error; a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_EVERY = 5.0  # seconds between two lines where there is no terminal


class Progress(Protocol):
    """Where a build tells how far it is."""

    def say(self, words: str) -> None:
        """Tell that something begins or is done."""
        ...

    def count(self, what: str, done: int, total: int | None) -> None:
        """Tell how much of something is done; total None where that is not known."""
        ...


class _Silent:
    def say(self, words: str) -> None:
        """Nothing."""

    def count(self, what: str, done: int, total: int | None) -> None:
        """Nothing."""


silent: Progress = _Silent()


class Lines:
    """Plain lines: for logs and pipes."""

    def __init__(self) -> None:
        self._next = 0.0
        self._last = ""

    def say(self, words: str) -> None:
        """One line."""
        print(words, file=sys.stderr, flush=True)

    def count(self, what: str, done: int, total: int | None) -> None:
        """A line every few seconds, and one when all is done."""
        words = f"{what}: {done:,}" + (f" of {total:,}" if total is not None else "")
        now = time.monotonic()
        if words != self._last and (done == total or now >= self._next):
            self._next, self._last = now + _EVERY, words
            self.say(words)


class Bars:
    """A line that is written over on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True)
        self._status = self._console.status("")
        self._shown = False

    def say(self, words: str) -> None:
        """A line above the moving one."""
        self._console.print(words, highlight=False, markup=False)

    def count(self, what: str, done: int, total: int | None) -> None:
        """The moving line; it goes when all is done."""
        if done == total:
            self._status.stop()
            self._shown = False
            return
        if total:
            filled = 30 * done // total
            words = f"{what} {'━' * filled}{'╌' * (30 - filled)} {done:,} of {total:,}"
        else:
            words = f"{what} {done:,}"
        self._status.update(words)
        if not self._shown:
            self._status.start()
            self._shown = True


def for_this_terminal() -> Progress:
    """Bars where a person is looking, lines elsewhere."""
    return Bars() if sys.stderr.isatty() else Lines()


class Watch:
    """Asks every so often how far the workers are, whatever machine they are on, and tells it."""

    def __init__(
        self, progress: Progress, looks: list[tuple[str, Callable[[], tuple[int, int | None]]]], every: float
    ) -> None:
        self._progress, self._looks, self._every = progress, looks, every  # seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        told: dict[str, tuple[int, int | None]] = {}
        last = False
        while True:
            for what, look in self._looks:
                seen = look()
                if seen[0] and told.get(what) != seen:
                    told[what] = seen
                    self._progress.count(what, *seen)
            if last:
                return
            last = self._stop.wait(self._every)

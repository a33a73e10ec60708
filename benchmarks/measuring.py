"""Measures a whole process tree: time on the clock, CPU time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

EVERY = 0.2  #: seconds between two looks at memory
ROOT = Path(__file__).resolve().parents[1]


class Measure(NamedTuple):
    """What one run of a command took."""

    wall: float  #: seconds, start of the interpreter included
    cpu: float  #: seconds, user and system, of all processes
    peak: float  #: bytes; shared pages are counted once (PSS), summed over all processes at one moment
    stdout: str


def measure(command: list[str]) -> Measure:
    """Run a command to its end. Raises RuntimeError with what it said where it fails."""
    before = os.times()
    started = time.perf_counter()
    # A session of its own: whatever it starts stays findable, even after a parent of it has gone.
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    memory = _Memory(process.pid)
    stdout, stderr = process.communicate()
    wall = time.perf_counter() - started
    after = os.times()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{stdout[-2000:]}\n{stderr[-4000:]}")
    cpu = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return Measure(wall, cpu, memory.stopped(), stdout)


class _Memory(threading.Thread):
    """Looks at the memory of a session until told to stop."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session, self._done, self._peak = session, threading.Event(), 0
        self.start()

    def run(self) -> None:
        """Look, wait, look again."""
        while not self._done.is_set():
            self._peak = max(self._peak, sum(map(_pss, _of_session(self._session))))
            self._done.wait(EVERY)

    def stopped(self) -> int:
        """The largest sum seen, in bytes."""
        self._done.set()
        self.join()
        return self._peak


def _of_session(session: int) -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit() and _session(name) == session]  # noqa: PTH208 - hot


def _session(process: str) -> int:
    try:
        text = Path("/proc", process, "stat").read_text()
    except OSError:
        return -1  # gone meanwhile
    return int(text.rsplit(")", 1)[1].split()[3])  # a name may hold spaces and parentheses


def _pss(process: str) -> int:
    try:
        text = Path("/proc", process, "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:")), 0)


def python(*arguments: object) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *map(str, arguments)]

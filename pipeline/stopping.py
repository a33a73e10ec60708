"""Stopping a build: an interrupt or a request to end is carried to the top; what is half made is cleared away."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


class StoppedError(UserError):
    """The user, or whoever runs this machine, has stopped the build. Exit code 130."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("stopped: no release was made, and nothing half-made is left; finished scans are kept")

    def __reduce__(self) -> Any:
        """Made again from nothing."""
        return type(self), ()


@contextlib.contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt here, and tell afterwards whether one of them came."""
    came = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        came.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield came.is_set  # signals reach the main thread only, and are its own affair
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""Files that only grow, a line at a time, each on the disk before the next step: safe against a kill at any byte."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Self

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 1 << 20


class Journal:
    """One such file, open for appending. A last line torn by a kill is dropped on opening: ``torn`` bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
            self.torn = _drop_torn_tail(self._file)
            sync_folder(path.parent)
        except OSError as error:
            raise unwritable(path, error) from error

    def append(self, record: dict[str, Any]) -> None:
        """Add a record, for good when this returns. Raises UserError where the disk is full, the file as it was."""
        line = memoryview(as_line(record))
        size = os.fstat(self._file).st_size
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, size)
            raise unwritable(self.path, error) from error

    def close(self) -> None:
        """Let go of the file; all that was appended is on the disk already."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def as_line(record: dict[str, Any]) -> bytes:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def whole_lines(path: Path) -> Iterator[bytes]:
    """The lines of a journal that may be growing: a last one without its end is left out. No file, no lines."""
    try:
        with path.open("rb") as file:
            yield from (line for line in file if line.endswith(b"\n"))
    except FileNotFoundError:
        return


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a journal. Raises UserError for a line that is none: only something else can have written it."""
    for number, line in enumerate(whole_lines(path), 1):
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise damaged(path, number)
        yield record


def damaged(path: Path, number: int) -> UserError:
    """The error for a line that no crawl wrote."""
    return UserError(
        f"{path}, line {number}: this is not what a crawl writes.",
        "The file was changed or damaged from outside.",
        "Restore it from a copy, or take this line out: what it held is then asked again.",
    )


def unwritable(path: Path, error: OSError) -> UserError:
    """The error for a place that takes no more."""
    return UserError(
        f"{path}: cannot be written ({error.strerror}).",
        "All that was answered is safe.",
        "Make room or mend the rights of the folder, and start the crawl again: it goes on from here.",
    )


def _drop_torn_tail(file: int) -> int:
    size = os.fstat(file).st_size
    end = _end_of_line(file, size)
    start = _end_of_line(file, end - 1)
    if end and not _is_record(os.pread(file, end - start, start)):
        end = start  # a power cut may leave a line's length without its content
    if end != size:
        os.ftruncate(file, end)
        os.fsync(file)
    return size - end


def _end_of_line(file: int, before: int) -> int:
    """Position after the last line end below ``before``, 0 where there is none."""
    while before > 0:
        start = max(0, before - BLOCK)
        found = os.pread(file, before - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        before = start
    return 0


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a new file is not there after a power cut without it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

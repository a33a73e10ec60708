"""Where files lie: a local path, or anything that Beam's FileSystems know (``gs://``, ``s3://``, ``hdfs://``).

Local paths take the operating system's own calls, so that nothing of Beam is imported for them.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_remote(place: str) -> bool:
    """Whether a place has a scheme of its own, ``gs://bucket/x``."""
    return "://" in place


def join(folder: str, *names: str) -> str:
    """A place below a folder."""
    return posixpath.join(folder, *names) if is_remote(folder) else str(Path(folder, *names))


def open_to_read(place: str) -> BinaryIO:
    """Open a file as it lies, never decompressed on the way."""
    if not is_remote(place):
        return Path(place).open("rb", buffering=0)
    filesystems, raw = _beam()
    return cast("BinaryIO", filesystems.open(place, compression_type=raw))


def read_bytes(place: str) -> bytes:
    """The whole of a small file."""
    with open_to_read(place) as file:
        return file.read()


def write_whole(place: str, content: bytes) -> None:
    """Write a small file so that it is there whole or not at all."""
    if is_remote(place):
        filesystems, raw = _beam()
        with filesystems.create(place, compression_type=raw) as file:
            file.write(content)
        return
    aside = Path(f"{place}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def exists(place: str) -> bool:
    """Whether a file or folder is there."""
    if not is_remote(place):
        return Path(place).exists()
    filesystems, _ = _beam()
    return bool(filesystems.exists(place))


def any_file(folder: str) -> bool:
    """Whether a folder holds a finished file."""
    if is_remote(folder):
        return any(True for _ in listing(join(folder, "*")))
    return any(not path.name.endswith(".part") for path in Path(folder).iterdir())


def make_folder(place: str) -> None:
    """Make a folder and those above it; object stores need none."""
    if not is_remote(place):
        Path(place).mkdir(parents=True, exist_ok=True)


def listing(pattern: str) -> Iterable[tuple[str, int]]:
    """Path and size in bytes of every remote file that matches a glob, by name."""
    filesystems, _ = _beam()
    found = filesystems.match([pattern])[0].metadata_list
    return sorted((entry.path, entry.size_in_bytes) for entry in found)


def _beam() -> tuple[Any, str]:
    from apache_beam.io.filesystem import CompressionTypes
    from apache_beam.io.filesystems import FileSystems

    return FileSystems, CompressionTypes.UNCOMPRESSED

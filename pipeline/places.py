"""Where files lie: a local path, or anything that Beam's FileSystems know (``gs://``, ``s3://``, ``hdfs://``).

Local paths take the operating system's own calls, so that nothing of Beam is imported for them.
"""

from __future__ import annotations

import contextlib
import posixpath
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def is_remote(place: str) -> bool:
    """Whether a place has a scheme of its own, ``gs://bucket/x``."""
    return "://" in place


def join(folder: str, *names: str) -> str:
    """A place below a folder."""
    return posixpath.join(folder, *names) if is_remote(folder) else str(Path(folder, *names))


def absolute(place: str | Path) -> str:
    """A place that means the same in every folder a worker may run in."""
    return str(place) if is_remote(str(place)) else str(Path(place).resolve())


def open_to_read(place: str) -> BinaryIO:
    """Open a file as it lies, never decompressed on the way."""
    if not is_remote(place):
        return Path(place).open("rb", buffering=0)
    filesystems, raw = _beam(place)
    return cast("BinaryIO", filesystems.open(place, compression_type=raw))


def read_bytes(place: str) -> bytes:
    """The whole of a small file."""
    with open_to_read(place) as file:
        return file.read()


def write_whole(place: str, content: bytes) -> None:
    """Write a small file so that it is there whole or not at all."""
    if is_remote(place):
        with _create(place) as file:
            file.write(content)
        return
    # Workers of several hosts and threads may write the same file at once, each after a fault of another.
    aside = Path(f"{place}.{secrets.token_hex(8)}.part")
    try:
        aside.write_bytes(content)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def upload(path: Path, place: str) -> None:
    """Copy a local file to a remote place."""
    with path.open("rb") as source, _create(place) as target:
        shutil.copyfileobj(source, target, 1 << 20)


def download(place: str, path: Path) -> None:
    """Copy a remote file to a local path."""
    with open_to_read(place) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def exists(place: str) -> bool:
    """Whether a file or folder is there; an object store has no folders."""
    if not is_remote(place):
        return Path(place).exists()
    filesystems, _ = _beam(place)
    return bool(filesystems.exists(place))


def finished(folder: str) -> list[str]:
    """Every file of a folder that is written to its end, by name."""
    if is_remote(folder):
        return [path for path, _ in listing(join(folder, "*"))]
    return sorted(str(path) for path in Path(folder).iterdir() if not path.name.endswith(".part"))


def make_folder(place: str) -> None:
    """Make a folder and those above it; object stores need none."""
    if not is_remote(place):
        Path(place).mkdir(parents=True, exist_ok=True)


def listing(pattern: str) -> Sequence[tuple[str, int]]:
    """Path and size in bytes of every remote file that matches a glob, by name; ``**`` goes into folders."""
    filesystems, _ = _beam(pattern)
    found = filesystems.match([pattern])[0].metadata_list
    return sorted((entry.path, entry.size_in_bytes) for entry in found)


def remove(place: str) -> None:
    """Remove a remote file, or a folder with all that is in it."""
    filesystems, _ = _beam(place)
    below = [path for path, _ in listing(join(place, "**"))]
    if below:
        filesystems.delete(below)
    if filesystems.exists(place):  # a file, or a folder where folders are things of their own
        filesystems.delete([place])


@contextlib.contextmanager
def _create(place: str) -> Iterator[BinaryIO]:
    filesystems, raw = _beam(place)
    with filesystems.create(place, compression_type=raw) as file:
        yield file


def _beam(place: str) -> tuple[Any, str]:
    """Beam's FileSystems, which know the scheme of the place. Raises UserError where they do not."""
    from apache_beam.io.filesystem import CompressionTypes
    from apache_beam.io.filesystems import FileSystems

    try:
        FileSystems.get_filesystem(place)
    except ValueError as error:
        raise UserError(
            f"{place}: no file system is known for {place.partition('://')[0]}://",
            "Places with a scheme are opened by Beam, which brings most of them as an extra.",
            "Install the extra (apache-beam[gcp] for gs://, [aws] for s3://, [azure] for azfs://), or mend the scheme.",
        ) from error
    return FileSystems, CompressionTypes.UNCOMPRESSED

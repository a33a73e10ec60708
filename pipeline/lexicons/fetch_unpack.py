"""Takes the wanted files out of a tar archive that may be hostile.

Nothing but plain files below the target folder is written: no links, devices or sparse files, no absolute names, no
``..``; the number of members and the bytes they come to are bounded, skipped ones included. One member that breaks this
spoils the archive.
"""

from __future__ import annotations

import lzma
import shutil
import tarfile
import zlib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons.folder import DAMAGE, open_file

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMBERS_LIMIT = 50_000
BYTES_LIMIT = 4 << 30  #: all members together, unpacked; the largest archive comes to 650 MB
READ_LIMIT = 16 << 20  #: bytes of one read; a tar header that asks for more is made to exhaust memory
_NAME_LIMIT = 255


class HostileError(Exception):
    """The archive holds something that no archive of lexicons needs."""


def unpack(archive: Path, target: Path, keep: Sequence[str]) -> int:
    """Unpack the members that match one of the patterns into a new folder, whole or not at all; gives their number."""
    aside = target.with_name(f".{target.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        count = _unpack(archive, aside, keep)
        if not count:
            raise HostileError(f"it holds nothing that matches {', '.join(keep)}")
        shutil.rmtree(target, ignore_errors=True)
        aside.replace(target)
    except HostileError as error:
        raise UserError(
            f"{archive.name}: not unpacked: {error}",
            "This is not the archive that is published, or it was made to do harm.",
            "Nothing of it was kept. Look where it is published before fetching it again.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _unpack(archive: Path, folder: Path, keep: Sequence[str]) -> int:
    raw, stream = open_file(str(archive))
    kept = members = total = 0
    try:
        bounded = _Bounded(stream)
        with raw, stream, tarfile.open(fileobj=bounded, mode="r:", errorlevel=2) as tar:  # type: ignore[call-overload]
            for member in tar:
                members, total = members + 1, total + member.size
                if members > MEMBERS_LIMIT or total > BYTES_LIMIT:
                    raise HostileError(f"more than {MEMBERS_LIMIT:,} members or {BYTES_LIMIT >> 30} GiB")
                path = _safe(member)
                if member.isdir() or not any(fnmatchcase(str(path), pattern) for pattern in keep):
                    continue
                source = tar.extractfile(member)
                if source is None:
                    raise HostileError(f"{member.name!r} cannot be read")
                _write(source, folder / path)
                kept += 1
                tar.members.clear()  # it would keep a record of every member
            bounded.drain()  # a tar ends before its compression does: a cut there shows too
    except (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError) as error:
        raise HostileError(f"it is damaged ({error})") from error
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise UserError(
                f"{folder.parent}: cannot be written ({error.strerror})",
                "",
                "Make room, or name another folder with --into.",
            ) from error
        raise HostileError(f"it is damaged ({error})") from error
    return kept


def _safe(member: tarfile.TarInfo) -> PurePosixPath:
    name = member.name
    path = PurePosixPath(name)
    if not (member.isreg() or member.isdir()) or member.issparse():
        raise HostileError(f"{name!r} is a link, a device or a sparse file")
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in path.parts[:1]:
        raise HostileError(f"{name!r} leads out of its folder")
    if any(len(part.encode()) > _NAME_LIMIT or not part.isprintable() for part in path.parts):
        raise HostileError(f"{name[:60]!r} is no name of a file")
    return path


def _write(source: IO[bytes], path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(source, file)
    except (FileExistsError, NotADirectoryError) as error:
        raise HostileError(f"{path.name!r} is there twice") from error


class _Bounded:
    """A decompressed stream, read forward only, that gives no more than an honest archive needs, at once and in all."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= READ_LIMIT:
            raise HostileError(f"a header of {size:,} bytes")
        piece = self._stream.read(size)
        self._place += len(piece)
        return piece

    def seek(self, place: int, whence: int = 0) -> int:
        if whence or not self._place <= place <= BYTES_LIMIT:
            raise HostileError(f"it claims to be longer than {BYTES_LIMIT >> 30} GiB")
        while self._place < place and self.read(min(place - self._place, 1 << 20)):
            pass
        return self._place

    def drain(self) -> None:
        """Read to the true end."""
        while self.read(1 << 20):
            if self._place > BYTES_LIMIT + READ_LIMIT:
                raise HostileError("it does not end")

    def tell(self) -> int:
        return self._place

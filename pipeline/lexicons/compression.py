"""Reads plain, gzip and zstd files to their true end, with a checksum of the bytes as they lie.

Beam's own text source and zstandard's ``stream_reader`` end quietly where a file was cut. Nothing here does: a file
that is cut or corrupt raises ``DamagedError``.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import zstandard
from isal import igzip, isal_zlib

from pipeline import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_gunzip: Callable[..., Any] = igzip.IGzipFile
_isal_error: type[Exception] = cast("type[Exception]", isal_zlib.error)
_DAMAGE: tuple[type[Exception], ...] = (EOFError, OSError, zlib.error, _isal_error, zstandard.ZstdError)
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BUFFER = 1 << 20
# A zstd block of 4 bytes may grow to 128 KiB: what is fed at a time bounds what a hostile file can make of it (256
# MiB).
_FEED = 8 << 10


class DamagedError(Exception):
    """The file ends too early or does not hold what its format promises."""


class HashingReader(io.RawIOBase):
    """Passes a file through and keeps the SHA-256 of what has passed."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._sha256 = hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into the buffer, and hash what was read."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        count = cast("int", self._raw.readinto(view))  # type: ignore[attr-defined]
        self._sha256.update(view[:count])
        return count

    def rest_hashed(self) -> str:
        """Read what is left of the file, and give the checksum of the whole, in hex."""
        while piece := self._raw.read(_BUFFER):
            self._sha256.update(piece)
        return self._sha256.hexdigest()

    def close(self) -> None:
        """Close the file below."""
        self._raw.close()
        super().close()


class ZstdReader(io.RawIOBase):
    """All frames of a zstd file, and an error where the last one is not finished."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)
        self._frame = self._decompressor.decompressobj()
        self._inside = False  # between frames, an end is a true end
        self._left = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with decompressed bytes; 0 at the true end."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        filled = 0
        while filled < len(view):
            if not self._ready:
                # What is there is given before more is asked for, so that a cut shows after the last good line.
                if filled and filled >= len(view) // 2:
                    break
                if not self._decompress():
                    break
                continue
            count = min(len(self._ready), len(view) - filled)
            view[filled : filled + count] = self._ready[:count]
            self._ready = self._ready[count:]
            filled += count
        return filled

    def _decompress(self) -> bool:
        piece = self._left or self._raw.read(_FEED)
        self._left = b""
        if not piece:
            if self._inside:
                raise EOFError("the zstd file ends inside a frame")
            return False
        self._inside = True
        self._ready = memoryview(self._frame.decompress(piece))
        if self._frame.eof:
            self._left = self._frame.unused_data
            self._frame = self._decompressor.decompressobj()
            self._inside = False
        return True


def open_lines(raw: io.RawIOBase) -> io.BufferedReader[io.RawIOBase]:
    """The decompressed bytes of a file, whatever it is compressed with, found by its first bytes."""
    buffered: io.BufferedReader[io.RawIOBase] = io.BufferedReader(raw, _BUFFER)
    head = buffered.peek(4)[:4]
    if head.startswith(GZIP):
        return io.BufferedReader(cast("io.RawIOBase", _gunzip(fileobj=buffered)), _BUFFER)
    if head == ZSTD:
        return io.BufferedReader(ZstdReader(cast("io.RawIOBase", buffered)), _BUFFER)
    return buffered


def lines(stream: io.BufferedReader[io.RawIOBase], limit: int) -> Iterator[bytes]:
    """Every line with its end. A line longer than the limit comes as its first ``limit + 1`` bytes; the rest is
    passed over.

    Raises DamagedError where the file is cut or corrupt.
    """
    try:
        while line := stream.readline(limit + 1):
            if len(line) > limit:
                rest = line
                while rest and not rest.endswith(b"\n"):
                    rest = stream.readline(_BUFFER)
            yield line
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk or the network, not the file
        raise DamagedError(str(error)) from error


def is_plain(path: str) -> bool:
    """Whether a file is not compressed, by its first bytes."""
    with places.open_to_read(path) as file:
        head = file.read(4)
    return not head.startswith(GZIP) and head != ZSTD


def sha256(path: str, start: int = 0, end: int | None = None) -> str:
    """SHA-256 of a file as it lies, or of a range of it, in hex."""
    digest = hashlib.sha256()
    with places.open_to_read(path) as file:
        file.seek(start)
        left = end - start if end is not None else -1
        while left and (piece := file.read(min(_BUFFER, left) if left > 0 else _BUFFER)):
            digest.update(piece)
            left -= len(piece) if left > 0 else 0
    return digest.hexdigest()

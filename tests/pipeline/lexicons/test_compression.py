"""Readers to the true end: what was written comes back, what was cut is an error."""

from __future__ import annotations

import gzip
import hashlib
import io

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicons.compression import DamagedError, HashingReader, lines, open_lines

TEXT = b"".join(b'{"line": %d, "word": "tench"}\n' % number for number in range(5000))


def zst(content: bytes, frames: int = 1) -> bytes:
    step = max(1, len(content) // frames)
    pieces = [content[start : start + step] for start in range(0, len(content), step)] or [b""]
    compressor = zstandard.ZstdCompressor(write_checksum=True)  # as the zstd command writes it
    return b"".join(compressor.compress(piece) for piece in pieces)


def read(content: bytes, limit: int = 1 << 20) -> list[bytes]:
    return list(lines(open_lines(HashingReader(io.BytesIO(content))), limit))


@pytest.mark.parametrize(
    "packed",
    [TEXT, gzip.compress(TEXT), gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]), zst(TEXT), zst(TEXT, 7)],
    ids=["plain", "gzip", "gzip of two members", "zstd", "zstd of seven frames"],
)
def test_every_form_gives_the_same_lines(packed: bytes) -> None:
    assert read(packed) == TEXT.splitlines(keepends=True)


@pytest.mark.parametrize("pack", [gzip.compress, zst], ids=["gzip", "zstd"])
@pytest.mark.parametrize("cut", [1, 4, 9, 200])
def test_a_cut_file_is_an_error(pack, cut: int) -> None:
    with pytest.raises(DamagedError):
        read(pack(TEXT)[:-cut])


@pytest.mark.parametrize("pack", [gzip.compress, zst], ids=["gzip", "zstd"])
def test_a_flipped_byte_is_an_error(pack) -> None:
    packed = bytearray(pack(TEXT))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(DamagedError):
        read(bytes(packed))


def test_rubbish_after_a_zstd_frame_is_an_error() -> None:
    with pytest.raises(DamagedError):
        read(zst(TEXT) + b"rubbish")


def test_a_long_line_is_cut_and_passed_over() -> None:
    content = b"short\n" + b"x" * 5_000_000 + b"\nlast\n"
    first, long, last = read(content, limit=1000)
    assert (first, last) == (b"short\n", b"last\n")
    assert len(long) == 1001


def test_the_checksum_is_of_the_file_as_it_lies() -> None:
    packed = gzip.compress(TEXT)
    hashing = HashingReader(io.BytesIO(packed))
    stream = open_lines(hashing)
    assert len(list(lines(stream, 1 << 20))) == 5000
    assert hashing.rest_hashed() == hashlib.sha256(packed).hexdigest()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_lines_or_damage(content: bytes) -> None:
    try:
        found = read(content, limit=500)
    except DamagedError:
        return
    if not content.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")) and all(len(line) <= 500 for line in found):
        assert b"".join(found) == content

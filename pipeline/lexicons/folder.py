"""What lies in a folder of open lexicons: which files are lexicons, by their first bytes, and why others are not read.

A lexicon that lies there twice (as tab file and as WN-LMF, or in two versions) is one source and read once: WN-LMF
before tab, because it has ids, a version and a licence; then the later version; then the first by name.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import zstandard
from isal import isal_zlib

from pipeline import places
from pipeline.errors import UserError
from pipeline.lexicons import lmf, tab
from pipeline.lexicons.compression import GZIP, ZSTD, HashingReader, open_lines
from pipeline.lexicons.lexicon import Shard

if TYPE_CHECKING:
    from collections.abc import Iterable

XZ, ZIP, BZIP2 = b"\xfd7zXZ\x00", b"PK\x03\x04", b"BZh"
HEAD = 64 << 10  #: bytes that tell what a file is
FILES_LIMIT = 100_000
#: what the decompressors raise where a file is cut or corrupt
DAMAGE: tuple[type[Exception], ...] = (
    EOFError,
    zlib.error,
    cast("type[Exception]", isal_zlib.error),
    zstandard.ZstdError,
    lzma.LZMAError,
    OSError,  # with a number it is the disk or the network, without one the file
)

_ILI_MAP = re.compile(rb"i\d+\t\d{8}-[a-z]\s")
_CHANGES = re.compile(rb"\d{4}-\d\d-\d\d\t[A-Z]+\t")
_COUNT = re.compile(r"\d+")


class LexiconFile(NamedTuple):
    """A file that is read."""

    shard: Shard
    source: str  #: id of its lexicon, of its first one where it holds several
    version: str
    tab: tab.TabLexicon | None  #: None for WN-LMF


@dataclass(frozen=True, slots=True)
class Folder:
    """What was found in a folder."""

    lexicons: tuple[LexiconFile, ...]  #: by name
    left_out: tuple[str, ...]  #: files that are not read, and why

    @property
    def sources(self) -> dict[str, str]:
        """Id of each source to the name of the file it is read from."""
        return {found.source: found.shard.name for found in self.lexicons}


def open_file(path: str) -> tuple[HashingReader, BinaryIO]:
    """A file as it lies, hashed as it is read, and its decompressed bytes: plain, gzip, xz or zstd by first bytes."""
    hashing = HashingReader(places.open_to_read(path))
    buffered = io.BufferedReader(hashing, 1 << 20)
    if buffered.peek(6)[:6] == XZ:
        return hashing, cast("BinaryIO", lzma.LZMAFile(buffered))
    return hashing, open_lines(cast("io.RawIOBase", buffered))


def survey(place: str) -> Folder:
    """Look at every file of a folder, however deep, or at one file. Raises UserError where no lexicon is there."""
    lexicons, left_out = [], []
    for name, path, size in _files(place):
        found = _recognise(name, path, size)
        if isinstance(found, LexiconFile):
            lexicons.append(found)
        else:
            left_out.append(f"{name}: {found}")
    if not lexicons:
        raise _nothing(place, left_out)
    kept, doubles = _once_each(lexicons)
    return Folder(tuple(sorted(kept, key=lambda found: found.shard.name)), tuple(sorted(left_out + doubles)))


def _recognise(name: str, path: str, size: int) -> LexiconFile | str:
    """What one file is, or in words why it is none of ours."""
    shard = Shard(name, path, size)
    try:
        head = _head(path)
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno is not None:
            _unreadable(error)
        if name.endswith((".tab.gz", ".tab.xz", ".xml.gz", ".xml.xz")):
            raise damaged(path, error) from error
        return "compressed, and damaged"
    found = tab.recognise(head, name)
    if isinstance(found, tab.TabLexicon):
        return LexiconFile(shard, found.source, "", found)
    if found is not None:
        return found
    entry = lmf.recognise(head)
    if entry is not None:
        return LexiconFile(shard, entry.id or name, entry.version, None)
    return _other(head)


def _other(head: bytes) -> str:
    if not head:
        return "empty"
    if head.startswith((ZIP, BZIP2)) or head[257:262] == b"ustar":
        return "an archive: unpack it here first (babel-imagenet fetch does)"
    if head.startswith((GZIP, ZSTD, XZ)):
        return "compressed twice"
    if _ILI_MAP.match(head):
        return "a map of ILI numbers: the project's own copy is used"
    if _CHANGES.match(head):
        return "a list of changes to a lexicon, not a lexicon"
    return "neither an Open Multilingual Wordnet tab file nor WN-LMF"


def _head(path: str) -> bytes:
    raw, stream = open_file(path)
    with raw, stream:
        return stream.read(HEAD)


def damaged(path: str, error: Exception) -> UserError:
    """The error of a compressed file that is cut short or corrupt."""
    return UserError(
        f"{path}: cut short or damaged ({error})",
        "A build from it would be missing labels without a word, so it stops here.",
        "Fetch it again, or take it out of the folder.",
    )


def _once_each(lexicons: list[LexiconFile]) -> tuple[list[LexiconFile], list[str]]:
    by_source: dict[str, list[LexiconFile]] = defaultdict(list)
    for found in lexicons:
        by_source[found.source].append(found)
    kept, doubles = [], []
    for same in by_source.values():
        first, *others = sorted(same, key=_preference)
        kept.append(first)
        for other in others:
            if _is_another(first, other):
                kept.append(_renamed(other))
            else:
                doubles.append(f"{other.shard.name}: {other.source} is read from {first.shard.name}, as one source")
    return kept, doubles


def _preference(found: LexiconFile) -> tuple[bool, list[int], bool, str]:
    numbers = [-int(number) for number in _COUNT.findall(found.version)[:4]]
    return found.tab is not None, numbers, "wn-data-" not in found.shard.name, found.shard.name


def _is_another(first: LexiconFile, other: LexiconFile) -> bool:
    """Whether two tab files of one language are two lexicons: their names differ, and the other is no known one."""
    if first.tab is None or other.tab is None or not other.tab.name:
        return False
    return other.tab.name.casefold() != first.tab.name.casefold() and not tab.is_known(other.tab)


def _renamed(other: LexiconFile) -> LexiconFile:
    assert other.tab is not None
    slug = re.sub(r"[^a-z0-9]+", "-", other.tab.name.casefold()).strip("-") or "other"
    source = f"{other.source}-{slug}"
    return other._replace(source=source, tab=other.tab._replace(source=source))


def _files(place: str) -> Iterable[tuple[str, str, int]]:
    """Name within the folder, path and size of each file, by name."""
    if places.is_remote(place):
        return _far(place)
    root_path = Path(place)
    if root_path.is_file():
        return [(root_path.name, place, root_path.stat().st_size)]
    if not root_path.is_dir():
        raise UserError(
            f"{place}: there is no such folder",
            "An open-wordnet lexicon is a folder of Open Multilingual Wordnet tab files or WN-LMF XML.",
            "Name the folder, or get one with: babel-imagenet fetch --into FOLDER",
        )
    found = sorted(_below(root_path))
    if len(found) > FILES_LIMIT:
        raise UserError(
            f"{place}: more than {FILES_LIMIT:,} files lie here",
            "That is no folder of lexicons; looking at each would take very long.",
            "Name the folder that holds the lexicons.",
        )
    return found


def _far(place: str) -> Iterable[tuple[str, str, int]]:
    """As for a folder of this machine; a single file is its own listing."""
    root = place.rstrip("/") + "/"
    found = [(path.removeprefix(root), path, size) for path, size in places.listing(root + "**")]
    if not found:
        found = [(path.rsplit("/", 1)[-1], path, size) for path, size in places.listing(place)]
    return [each for each in found if not each[0].startswith(".") and "/." not in each[0]]


def _below(root: Path) -> Iterable[tuple[str, str, int]]:
    count = 0
    for folder, folders, names in os.walk(root, onerror=_unreadable):
        # Hidden folders (.git) and links that lead elsewhere are nobody's lexicons.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                count += 1
                if count > FILES_LIMIT + 1:
                    return
                # A name that is not UTF-8 could not be written into a manifest.
                name = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")
                yield name, str(path), path.stat().st_size


def _unreadable(error: OSError) -> None:
    raise UserError(
        f"{error.filename}: cannot be read ({error.strerror})",
        "It may hold lexicons, and a build without them would be missing labels without a word.",
        "Mend its permissions or take it away.",
    ) from error


def _nothing(place: str, left_out: list[str]) -> UserError:
    shown = "; ".join(left_out[:3]) + (f"; and {len(left_out) - 3} more files" if len(left_out) > 3 else "")
    return UserError(
        f"{place}: no lexicon is here ({shown or 'the folder is empty'})",
        "Looked for Open Multilingual Wordnet tab files (wn-data-nld.tab, wn-wikt-deu.tab) and WN-LMF XML.",
        "Get them with: babel-imagenet fetch --into FOLDER, or name the folder that holds them.",
    )

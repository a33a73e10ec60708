"""BabelNet as JSON Lines: one ``getSynset`` answer a line, plain, gzip or zstd, in one file or many.

A synset may be spread over several lines, one per request; what belongs together is merged later. Lines that hold no
wanted WordNet 3.0 offset are told apart by a search in their bytes and never decoded; a line of which that cannot be
said is decoded.
"""

from __future__ import annotations

import glob
import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline import places
from pipeline.errors import UserError
from pipeline.lexicons import wire
from pipeline.lexicons.compression import DamagedError, is_plain
from pipeline.lexicons.lexicon import Description, Shard, Tally, Wanted
from pipeline.lexicons.shard_lines import LINE_LIMIT, numbered_lines
from transforms.model import BadLine, Sense, Synset

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
RANGE_SIZE = 256 << 20  #: bytes; a plain shard larger than this is read in ranges
HEAD = 256  #: bytes; a dump that is to be fast puts ``id`` and ``wnOffsets`` here
EXCERPT = 200
_OFFSET = re.compile(rb"\d{8}[nvar]")
LICENCE = "BabelNet Non-Commercial License"
NOTICE = (
    "This is a processed version of BabelNet {version}downloaded from https://babelnet.org, "
    "made available with the BabelNet license."
)


@dataclass(frozen=True, slots=True)
class BabelnetDump:
    """A file, a glob, or a folder of shards with a ``dump.json`` that says the BabelNet version."""

    place: str
    kind: str = "babelnet-dump"

    def describe(self) -> Description:
        """The version comes from ``dump.json`` or from a first line; the notice is what BabelNet's licence asks for."""
        about = self._about()
        version = version_of(about) or self._version_in_first_line()
        notice = about.get("notice") or NOTICE.format(version=f"v{version}, " if version else "")
        return Description(self.kind, self.place, version, str(about.get("licence") or LICENCE), str(notice))

    def shards(self) -> list[Shard]:
        """Every shard by name; plain ones beyond 256 MiB in ranges."""
        found = _remote(self.place) if places.is_remote(self.place) else _local(self.place)
        if not found:
            raise UserError(
                f"{self.place}: no shard of a BabelNet dump is here",
                f"A dump is one file or many, named *{', *'.join(SUFFIXES)}, with one getSynset answer a line.",
                "Name the folder, a file or a glob in quotes: --lexicon 'babelnet-dump:dump/*.jsonl.gz'.",
            )
        return [piece for shard in found for piece in _ranges(shard)]

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """The wanted synsets of one shard, and the lines that could not be read."""
        marks = frozenset(offset.encode() for offset in wanted.classes)
        try:
            for number, line in numbered_lines(shard, tally):
                if len(line) > LINE_LIMIT:
                    yield _bad(shard, number, f"longer than {LINE_LIMIT >> 20} MiB: passed over unread", line)
                elif may_hold(line, marks) or not line.endswith(
                    b"\n"
                ):  # a last line may be torn: it is always looked at
                    tally.decoded += 1
                    yield from _read_line(shard, number, line, wanted, tally)
        except DamagedError as error:
            raise UserError(
                f"{shard.path}: cut short or damaged after line {tally.lines} ({error})",
                "A build from it would be missing labels without a word, so it stops here.",
                "Fetch or make this shard again and compare its checksum; the other shards are not read again.",
            ) from error

    def _about(self) -> dict[str, Any]:
        beside = places.join(self._folder(), "dump.json")
        if not places.exists(beside):
            return {}
        try:
            about = json.loads(places.read_bytes(beside))
        except ValueError as error:
            raise UserError(
                f"{beside}: not JSON ({error})",
                "It should say which BabelNet this is.",
                'Mend it, e.g. {"babelnet": "5.3"}, or remove it.',
            ) from error
        return about if isinstance(about, dict) else {}

    def _folder(self) -> str:
        if places.is_remote(self.place):
            return posixpath.dirname(self.place) if _names_files(self.place) else self.place
        return self.place if Path(self.place).is_dir() else str(Path(self.place).parent)

    def _version_in_first_line(self) -> str:
        for shard in self.shards()[:1]:
            try:
                for _, line in numbered_lines(shard, Tally()):
                    return _version_in(line)
            except DamagedError:
                break  # said by the scan, with the line
        return ""


def version_of(about: dict[str, Any]) -> str:
    """A BabelNet version as ``5.3``, however it was written (``V5_3``, ``v5_1``); "" where none is said."""
    for key in ("babelnet", "babelnet_version", "babelnetVersion", "version"):
        value = about.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).lstrip("Vv").replace("_", ".")
    return ""


def may_hold(line: bytes, marks: frozenset[bytes]) -> bool:
    """Whether a line may hold one of the wanted offsets. Wrong only on the safe side: what is not understood may."""
    at = line.find(b'"wnOffsets"', 0, HEAD)
    if at < 0:
        at = line.find(b'"wnOffsets"')
        if at < 0:
            return not line.isspace()
    end = line.find(b'"senses"', at)  # offsets first: the search ends where the senses begin
    if end < 0:
        end = len(line)
    token = line.find(b'"wn:', at, end)
    if token < 0:
        return not line[at + 11 : at + 24].replace(b" ", b"").startswith(b":[]")
    while token >= 0:
        if line[token + 4 : token + 13] in marks:
            return True
        token = line.find(b'"wn:', token + 13, end)
    return _mapped(line, marks, at, end)


def _mapped(line: bytes, marks: frozenset[bytes], at: int, end: int) -> bool:
    """Whether an entry of another version maps to a wanted offset: ``"versionMapping":{"WN_30":["01440764n"]}``."""
    while (at := line.find(b'"WN_30"', at, end)) >= 0:
        at += 7
        after = line[at : at + 200].lstrip()
        if after.startswith(b":") and not marks.isdisjoint(_OFFSET.findall(after)):
            return True
    return False


def _read_line(shard: Shard, number: int, line: bytes, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
    try:
        answer = wire.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield from _read_loosely(shard, number, line, wanted, tally)
        return
    found = tuple(offset for offset in wire.offsets(answer) if offset in wanted.classes)
    if found:
        read_one = wire.sense
        yield Synset(answer.id or _id_of(line), found, tuple([read_one(each) for each in answer.senses]))


def _read_loosely(shard: Shard, number: int, line: bytes, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
    """A line with something odd in it: what can be read is read, and the rest is said."""
    if not line.strip():
        return
    try:
        answer = wire.decode_loose(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        version = _version_in(line)
        if version:
            tally.facts["babelnet"] = version
            return
        torn = not line.endswith(b"\n") and line.lstrip()[:1] == b"{"
        reason = "the file ends inside this line" if torn else _why(line, error)
        yield _bad(shard, number, reason, line)
        return
    found = tuple(offset for offset in wire.offsets(answer) if offset in wanted.classes)
    if not found:
        return
    senses: list[Sense] = []
    for position, each in enumerate(answer.senses):
        try:
            senses.append(wire.read_sense(each))
        except msgspec.ValidationError as error:
            yield _bad(shard, number, f"senses[{position}]: {error}", repr(each).encode("utf-8", "replace"))
    yield Synset(answer.id or _id_of(line), found, tuple(senses))


def _why(line: bytes, error: Exception) -> str:
    if line.lstrip()[:1] == b"<":
        return "HTML, not JSON: an answer of a proxy or an error page"
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        return f"not JSON: {broken}"
    if isinstance(value, dict) and set(value) == {"message"}:
        return f"an error of the API, not a synset: {str(value['message'])[:EXCERPT]}"
    return f"not the shape of a getSynset answer: {error}"


def _version_in(line: bytes) -> str:
    """The BabelNet version that a header line names, "" where the line is something else."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    return version_of(value) if isinstance(value, dict) and "senses" not in value else ""


def _id_of(line: bytes) -> str:
    """The synset's id where only its senses say it, as in the API's own answers."""
    try:
        senses = msgspec.json.decode(line)["senses"]
        return str(senses[0]["properties"]["synsetID"]["id"])
    except (LookupError, TypeError):
        return ""


def _bad(shard: Shard, number: int, reason: str, line: bytes) -> BadLine:
    return BadLine(shard.name, number, reason, line[:EXCERPT].decode("utf-8", "replace").rstrip())


def _local(place: str) -> list[Shard]:
    root = Path(place)
    if root.is_dir():
        paths = [path for path in sorted(root.iterdir()) if path.name.endswith(SUFFIXES) and path.is_file()]
    elif root.is_file():
        paths = [root]
    else:
        matches = sorted(glob.glob(place))  # noqa: PTH207 - Path.glob takes no absolute pattern
        paths = [Path(path) for path in matches if Path(path).is_file()]
    return [Shard(path.name, str(path), path.stat().st_size) for path in paths]


def _remote(place: str) -> list[Shard]:
    pattern = place if _names_files(place) else places.join(place, "*")
    found = [(path.rsplit("/", 1)[-1], path, size) for path, size in places.listing(pattern)]
    return [Shard(name, path, size) for name, path, size in found if name.endswith(SUFFIXES)]


def _names_files(place: str) -> bool:
    """Whether a remote place is a file or a glob, by its name: an object store has no folders to ask for."""
    return place.endswith(SUFFIXES) or any(sign in place for sign in "*?[")


def _ranges(shard: Shard) -> list[Shard]:
    if shard.size <= RANGE_SIZE or not is_plain(shard.path):
        return [shard]
    starts = range(0, shard.size, RANGE_SIZE)
    ends = [*starts[1:], shard.size]
    return [Shard(shard.name, shard.path, end - start, start, end) for start, end in zip(starts, ends, strict=True)]

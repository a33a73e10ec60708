"""Reading a list of wnids out of a user's file or folder: every line is a class, a comment, blank, or an error."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from resources.errors import ClassListError
from resources.wordnet import noun_wnids, wnids_by_31_offset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 64 * 2**20
MAX_LINES = 200_000
MAX_LINE = 100_000  #: characters
SHOWN = 10  #: errors that are shown in full; the others are counted

HEADERS = ("wnid", "wnids", "synset", "synsets", "synset_id", "wordnet_id", "wn_id", "wn_offset", "offset")
OTHERS = {"v": "a verb", "a": "an adjective", "s": "an adjective", "r": "an adverb"}
FORM = """\
A class is n and eight digits, as n01440764; 01440764n, 01440764-n and wn:01440764n are read too.
A table with a header calls the column wnid."""

_WNID = re.compile(r"(?:wn:)?(?:(?P<pos>[nvasr])(?P<offset>[0-9]{8})|(?P<offset2>[0-9]{8})-?(?P<pos2>[nvasr]))")
_CELL = re.compile(r"[\s,;]+")


class Entry(NamedTuple):
    """Where a list names a class, and how."""

    place: str  #: ``line 3``, or ``folder 3`` of a class folder
    text: str  #: what stands there, to be read as a wnid


class Fault(NamedTuple):
    """Why a place of a list names no class."""

    place: str
    reason: str


def as_wnid(text: str) -> str | None:
    """The wnid that a text writes in one of the known forms, of any part of speech (``v01440764``), or None."""
    match = _WNID.fullmatch(text)
    if match is None:
        return None
    return (match["pos"] or match["pos2"]) + (match["offset"] or match["offset2"])


def read_wnids(path: Path) -> list[str]:
    """The wnids that a file or a class folder lists, in order. Raises ClassListError with all that is wrong in it."""
    try:
        found = list(_folder_entries(path) if path.is_dir() else _file_entries(path))
    except OSError as error:
        wrong = f"{path} cannot be read: {error.strerror}."
        raise ClassListError(wrong, "", "Check its name and who may read it.") from None
    wnids, faults = _check(found)
    if faults:
        raise _refusal(path, faults)
    if not wnids:
        raise ClassListError(f"{path} lists no class.", "It is empty or holds comments only.", FORM)
    return wnids


def _folder_entries(folder: Path) -> list[Entry | Fault]:
    """The sub-folders in the order in which torchvision's ImageFolder numbers them. It numbers hidden ones too."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    _bound(folder, len(names))
    return [Entry(f"folder {number}", name) for number, name in enumerate(names, 1)]


def _file_entries(path: Path) -> Iterator[Entry | Fault]:
    """One entry or fault for each line that is neither blank nor a comment nor the header."""
    lines = _lines(path)
    header = _header(lines[0][1][:MAX_LINE]) if lines else None
    for number, line in lines[1:] if header else lines:
        place = f"line {number}"
        if len(line) > MAX_LINE:
            yield Fault(place, f"{_excerpt(line)} goes on for {len(line):,} characters")
        else:
            yield _named_cell(place, line, *header) if header else _first_cell(place, line)


def _header(line: str) -> tuple[str, int] | None:
    """The delimiter and the place of the column of wnids, where the line is a header that names one."""
    for delimiter in "\t,;":
        cells = [cell.strip(' "').lower() for cell in line.split(delimiter)]
        for name in HEADERS:
            if name in cells:
                return delimiter, cells.index(name)
    return None


def _first_cell(place: str, line: str) -> Entry | Fault:
    """Without a header the wnid comes first; words may follow it, but no second wnid that would be lost."""
    cells = _CELL.split(line, maxsplit=2)
    if len(cells) > 1 and as_wnid(cells[1].strip('"')):
        return Fault(place, f"{_excerpt(line)} names more than one class; one to a line")
    return Entry(place, cells[0].strip('"'))


def _named_cell(place: str, line: str, delimiter: str, column: int) -> Entry | Fault:
    """The cell of a row that the header calls the wnid."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    try:
        cells = next(csv.reader([line], delimiter=delimiter, quoting=quoting, strict=True))
    except csv.Error as error:  # a quote left open would swallow the lines that follow
        return Fault(place, f"{_excerpt(line)} is no row of a table: {error}")
    if column >= len(cells):
        return Fault(place, f"{_excerpt(line)} is cut short: the header has the wnid in column {column + 1}")
    return Entry(place, cells[column].strip(' "'))


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that say something, with their 1-based numbers."""
    text = _text(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    _bound(path, text.count("\n") + 1)
    numbered = ((number, line.strip(" ")) for number, line in enumerate(text.split("\n"), 1))
    return [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]


def _text(path: Path) -> str:
    """The file as text. Raises ClassListError where it is too big or not UTF-8."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ClassListError(f"{path} is larger than {MAX_BYTES >> 20} MB.", "That is no list of classes.", FORM)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = f"{path}: line {line} is not UTF-8."
        means = "It is packed (gzip)." if content.startswith(b"\x1f\x8b") else "It is in another encoding, or no text."
        raise ClassListError(wrong, means, "Save the list as plain UTF-8 text.") from None


def _bound(path: Path, count: int) -> None:
    """Raise where there is more to read than any list of classes has."""
    if count > MAX_LINES:
        wrong = f"{path} has {count:,} entries; at most {MAX_LINES:,} are read."
        raise ClassListError(wrong, "WordNet 3.0 has 82,115 nouns, so this is no list of classes.", FORM)


def _check(found: list[Entry | Fault]) -> tuple[list[str], list[Fault]]:
    """The wnids that are WordNet 3.0 nouns and named once, and what is wrong with everything else."""
    first: dict[str, str] = {}
    faults = []
    for item in found:
        fault = item if isinstance(item, Fault) else _fault(item, first)
        if fault:
            faults.append(fault)
    return list(first), faults


def _fault(entry: Entry, first: dict[str, str]) -> Fault | None:
    """Note the place of a good entry in ``first``; say what is wrong with any other."""
    wnid = as_wnid(entry.text)
    if wnid is None:
        return Fault(entry.place, f"{_excerpt(entry.text)} is no wnid (n and eight digits)")
    if wnid[0] in OTHERS:
        return Fault(entry.place, f"{entry.text} is {OTHERS[wnid[0]]}; classes are nouns")
    if wnid not in noun_wnids():
        return Fault(entry.place, _unknown(entry.text, wnid))
    if wnid in first:
        return Fault(entry.place, f"{entry.text} is named before: {first[wnid]}")
    first[wnid] = entry.place
    return None


def _unknown(text: str, wnid: str) -> str:
    """Why an offset that WordNet 3.0 has not may have been written."""
    meant = wnids_by_31_offset().get(wnid)
    if meant is None:
        return f"{text} is no noun of WordNet 3.0"
    return f"{text} looks like a WordNet 3.1 offset; WordNet 3.0 has that synset as {meant}: did you mean that?"


def _refusal(path: Path, faults: list[Fault]) -> ClassListError:
    """One error for all faults: the first of them in full, the number of the others."""
    count = "one entry names" if len(faults) == 1 else f"{len(faults):,} entries name"
    shown = [f"  {path.name}, {fault.place}: {fault.reason}" for fault in faults[:SHOWN]]
    rest = [f"  ... and {len(faults) - SHOWN:,} more"] if len(faults) > SHOWN else []
    wrong = "\n".join([f"{path}: {count} no class:", *shown, *rest])
    return ClassListError(wrong, "Nothing is left out of a list in silence, so it is not used.", FORM)


def _excerpt(text: str) -> str:
    """The start of a text, with what cannot be seen spelled out."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")

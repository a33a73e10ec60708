"""The nouns of WordNet 3.0: which offsets there are, and what each synset is called.

All 82,115 offsets are bundled, so that every wnid can be checked anywhere. Lemmas and definitions are bundled for the
21,844 synsets of the ImageNet-21k lists; those of any other noun come from the WordNet 3.0 that NLTK downloads.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from resources.errors import ClassListError

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = Path(__file__).parent / "classes"
VERSION = "3.0"
GET_IT = "Get it with `python -m nltk.downloader wordnet`, or set NLTK_DATA to the folder that holds corpora/wordnet."

_LICENCE_LINES = 29  #: every WordNet data file opens with its licence, on numbered lines
_EXAMPLES = re.compile(r'[;:] *"')  #: where a gloss turns from the definition to its examples


class Noun(NamedTuple):
    """What WordNet 3.0 calls a synset."""

    lemmas: tuple[str, ...]  #: in WordNet's order and case, underscores as spaces
    gloss: str  #: the definition, without the examples


def parse_noun(line: str) -> tuple[str, Noun]:
    """Read one line of WordNet's ``data.noun`` (format: wndb(5WN)) as a wnid and its noun."""
    head, _, gloss = line.partition(" | ")
    fields = head.split(" ")
    words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
    definition = _EXAMPLES.split(gloss, maxsplit=1)[0].strip("; \r\n")
    return f"n{fields[0]}", Noun(tuple(word.replace("_", " ") for word in words), definition)


@cache
def noun_wnids() -> frozenset[str]:
    """The wnids of all nouns of WordNet 3.0."""
    steps = map(int, _packed("wordnet-3.0-nouns.txt.gz"))
    return frozenset(f"n{offset:08d}" for offset in accumulate(steps))


@cache
def wnids_by_31_offset() -> dict[str, str]:
    """The WordNet 3.0 wnid of each noun offset that WordNet 3.1 has and 3.0 has not (from the maps of the CILI)."""
    steps = [int(number) for number in _packed("wordnet-3.1-nouns.txt.gz")]
    offsets31 = accumulate(steps[0::2])
    offsets30 = accumulate(steps[1::2])
    return {f"n{there:08d}": f"n{here:08d}" for there, here in zip(offsets31, offsets30, strict=True)}


def _packed(name: str) -> list[str]:
    """The numbers of a bundled table, each the step from the one above it; its first line is a comment."""
    with gzip.open(CLASSES / name, "rt", encoding="ascii") as table:
        table.readline()
        return table.read().split()


def bundled_nouns(wnids: Iterable[str]) -> dict[str, Noun]:
    """Those of the nouns that the bundled tables hold. The big table is read only for what the small one lacks."""
    wanted = set(wnids)
    found = _pick(wanted, (CLASSES / "imagenet-1k.tsv").read_text(encoding="utf-8"), column=1)
    if len(found) < len(wanted):
        table = gzip.decompress((CLASSES / "wordnet-nouns-21k.tsv.gz").read_bytes()).decode("utf-8")
        found |= _pick(wanted, table, column=0)
    return found


def _pick(wanted: set[str], table: str, column: int) -> dict[str, Noun]:
    """The wanted rows of a table whose columns are the wnid (at ``column``), the lemmas and the gloss."""
    found = {}
    for row in table.split("\n")[1:-1]:
        cells = row.split("\t")
        if cells[column] in wanted:
            found[cells[column]] = Noun(tuple(cells[column + 1].split(", ")), cells[column + 2])
    return found


def nltk_nouns(wnids: Iterable[str]) -> dict[str, Noun]:
    """The nouns as NLTK's WordNet 3.0 has them. Raises ClassListError where that is missing or another WordNet.

    Only NLTK's finder is used, not its WordNet reader: that one wants the Open Multilingual Wordnet as well, spends
    seconds on an index of all parts of speech, and takes quoted words out of definitions.
    """
    with _open_data_noun() as data:
        _check_version(data)
        return dict(_noun_at(data, wnid) for wnid in sorted(wnids))


def _open_data_noun() -> IO[bytes]:
    """NLTK's ``data.noun``, from its folder or its zip archive."""
    import nltk.data

    for place in ("corpora/wordnet/data.noun", "corpora/wordnet.zip/wordnet/data.noun"):
        try:
            return io.BytesIO(nltk.data.find(place).open().read())
        except LookupError:
            continue
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            wrong = f"NLTK's WordNet cannot be read: {error}."
            raise ClassListError(wrong, "The download is damaged.", GET_IT) from None
    means = "The list has classes beyond ImageNet-21k, whose lemmas and glosses come from there."
    raise ClassListError("NLTK's WordNet 3.0 is not installed.", means, GET_IT)


def _check_version(data: IO[bytes]) -> None:
    """Raise where the file does not say that it is WordNet 3.0."""
    licence = b"".join(data.readline(200) for _ in range(_LICENCE_LINES)).decode("ascii", "replace")
    version = re.search(r"WordNet (\S+) Copyright", licence)
    if version is None or version[1] != VERSION:
        found = version[1] if version else "of no version that it states"
        raise ClassListError(f"NLTK's WordNet is {found}.", "Classes are named by offsets of WordNet 3.0.", GET_IT)


def _noun_at(data: IO[bytes], wnid: str) -> tuple[str, Noun]:
    """The noun that stands at its own offset in ``data.noun``."""
    data.seek(int(wnid[1:]))
    try:
        found, noun = parse_noun(data.readline().decode("ascii"))
    except (ValueError, IndexError):
        found, noun = "", Noun((), "")
    if found != wnid:
        means = "Its data.noun is damaged or not that of WordNet 3.0."
        raise ClassListError(f"NLTK's WordNet has no noun at {wnid}.", means, GET_IT)
    return wnid, noun

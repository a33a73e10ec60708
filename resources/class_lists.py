"""The class lists that a build can label: a bundled one by name, or any file or folder of wnids."""

from __future__ import annotations

import gzip
import hashlib
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resources.errors import ClassListError as ClassListError
from resources.wnid_files import as_wnid, read_wnids
from resources.wordnet import CLASSES, bundled_nouns, nltk_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORDNET = "lemmas and glosses: WordNet 3.0 licence"


@dataclass(frozen=True, slots=True)
class ImageClass:
    """One class of a class list: a WordNet 3.0 noun synset with a place in the list."""

    index: int  #: 0-based position in the class list
    wnid: str  #: ImageNet's name for it, ``n01440764``
    lemmas: tuple[str, ...]  #: WordNet 3.0 lemmas in WordNet's order, underscores as spaces
    gloss: str  #: WordNet 3.0 definition, without its examples

    @property
    def wn_offset(self) -> str:
        """The WordNet 3.0 offset as BabelNet writes it: eight digits and the part of speech, ``01440764n``."""
        return self.wnid[1:] + self.wnid[0]


@dataclass(frozen=True, slots=True)
class ClassList:
    """The classes of a build, by their class index."""

    name: str  #: the bundled name, or the name of the user's file
    classes: tuple[ImageClass, ...]
    source: str  #: where the wnids are from
    licence: str  #: of what the list holds

    @property
    def sha256(self) -> str:
        """SHA-256 of the wnids in order, one a line: that of the same list as a plain text file."""
        return hashlib.sha256("".join(f"{image.wnid}\n" for image in self.classes).encode()).hexdigest()


class BundledList(NamedTuple):
    """What is known of a bundled list without opening it."""

    name: str
    file: str  #: within resources/classes/
    size: int  #: classes
    about: str
    source: str
    licence: str


@cache
def list_names() -> dict[str, BundledList]:
    """The bundled lists by name."""
    facts = tomllib.loads((CLASSES / "lists.toml").read_text(encoding="utf-8"))
    return {name: _bundled(name, row) for name, row in facts.items()}


def _bundled(name: str, row: dict[str, str | int]) -> BundledList:
    taken = f"timm/data/_info/{row['from']}" if "from" in row else "fast.ai's imagenette page"
    licence = f"{'wnids: timm, Apache-2.0' if 'from' in row else 'wnids: facts'}; {WORDNET}"
    return BundledList(name, str(row["file"]), int(row["size"]), str(row["about"]), taken, licence)


def load(spec: str) -> ClassList:
    """The class list of a bundled name, a file of wnids or a class folder; a bundled name wins over a file called so.

    Raises ClassListError where there is no such list, where a line of it is no WordNet 3.0 noun of its own, and where
    classes beyond ImageNet-21k are wanted but NLTK's WordNet 3.0 is not installed.
    """
    bundled = list_names().get(spec)
    if bundled:
        return ClassList(spec, _classes(_bundled_wnids(bundled.file)), bundled.source, bundled.licence)
    try:
        path = Path(spec)
        missing = not path.exists()
    except (OSError, ValueError):  # too long for a file name, or a NUL in it
        missing = True
    if missing:
        raise _no_such_list(spec)
    name = path.name or path.resolve().name  # "." has none
    return ClassList(name, _classes(read_wnids(path)), spec, f"wnids: not stated; {WORDNET}")


def _bundled_wnids(file: str) -> list[str]:
    content = (CLASSES / file).read_bytes()
    text = (gzip.decompress(content) if file.endswith(".gz") else content).decode("utf-8")
    if file.endswith(".tsv"):
        return [row.split("\t", 2)[1] for row in text.splitlines()[1:]]
    return text.split()


def _classes(wnids: list[str]) -> tuple[ImageClass, ...]:
    """Wnids with their lemmas and glosses, from the bundled tables as far as these go."""
    nouns = bundled_nouns(wnids)
    beyond = [wnid for wnid in wnids if wnid not in nouns]
    if beyond:
        nouns |= nltk_nouns(beyond)
    return tuple(ImageClass(index, wnid, *nouns[wnid]) for index, wnid in enumerate(wnids))


def _no_such_list(spec: str) -> ClassListError:
    shown = spec if len(spec) <= 200 else f"{spec[:197]}..."
    near = get_close_matches(_folded(spec[:200]).replace(" ", "-"), list_names(), n=3, cutoff=0.6)
    means = f"Did you mean {' or '.join(near)}?" if near else ""
    do = f"Name a file of wnids, a class folder, or one of: {', '.join(list_names())}."
    return ClassListError(f"{shown!r} is neither a bundled class list nor a file.", means, do)


def find_class(text: str, classes: Sequence[ImageClass]) -> ImageClass:
    """The class that a wnid, a class index or an English lemma names, in any case, with spaces or underscores.

    Raises ClassListError where no class or more than one answers to it.
    """
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 8:
        return _only([image for image in classes if image.index == int(wanted)], wanted, classes)
    wnid = as_wnid(wanted) or as_wnid(f"n{wanted}")
    if wnid:
        return _only([image for image in classes if image.wnid == wnid], wanted, classes)
    lemma = _folded(wanted)
    return _only([image for image in classes if lemma in map(_folded, image.lemmas)], wanted, classes)


def _only(found: list[ImageClass], text: str, classes: Sequence[ImageClass]) -> ImageClass:
    if len(found) == 1:
        return found[0]
    if found:
        each = "\n".join(f"  {image.index}  {image.wnid}  {', '.join(image.lemmas)}: {image.gloss}" for image in found)
        raise ClassListError(f"{text!r} names {len(found)} classes:", each, "Name one by its index or its wnid.")
    near = get_close_matches(_folded(text[:100]), {_folded(lemma) for image in classes for lemma in image.lemmas}, n=3)
    means = f"Did you mean {' or '.join(sorted(near))}?" if near else ""
    do = f"Name a class by its wnid, its index (0 to {len(classes) - 1}) or one of its WordNet 3.0 lemmas."
    raise ClassListError(f"No class of the list is called {text[:100]!r}.", means, do)


def shared_lemmas(classes: Iterable[ImageClass]) -> dict[str, tuple[int, ...]]:
    """The lemmas, lower-cased, that several classes share, with the indices of these: crane, cardigan, maillot ...

    No choice of label can tell such classes apart by that word, in English or in a language that has the same pair.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for image in classes:
        for lemma in dict.fromkeys(map(_folded, image.lemmas)):
            holders[lemma].append(image.index)
    return {lemma: tuple(indices) for lemma, indices in holders.items() if len(indices) > 1}


def _folded(text: str) -> str:
    """A lemma as it is compared: without case, NFC, underscores and runs of space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").split())

"""Open lexicons, no key: Open Multilingual Wordnet tab files and WN-LMF XML, joined by WordNet 3.0 offset or ILI."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons import lmf, tab
from pipeline.lexicons.folder import DAMAGE, Folder, LexiconFile, damaged, open_file, survey
from pipeline.lexicons.lexicon import Description, Shard, Tally, Wanted
from transforms.model import BadLine, Sense, Synset

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDNET = "wordnet-3.0"  #: name of the shard without a file: the English lemmas that the class list brings along
ENGLISH = frozenset({"omw-en", "omw-en30"})  #: lexicons that hold those lemmas themselves
TAB_LIMIT = 256 << 20  #: bytes uncompressed; the largest real tab file has 10 MB
XML_LIMIT = 2 << 30  #: bytes uncompressed; the largest real one, English, has 110 MB
_CHUNK = 1 << 20
_FACTS = {
    "source": "omw-en",
    "label": "WordNet",
    "version": "3.0",
    "licence": "WordNet 3.0 License",
    "url": "https://wordnet.princeton.edu/",
    "language": "en",
}

#: a worker reads many files of one folder, and looks at the folder once
_surveyed: dict[str, Folder] = {}


@dataclass(frozen=True, slots=True)
class OpenWordnet:
    """A folder of lexicons, or one file. None is machine translation; a sense's source is the id of its lexicon."""

    place: str
    kind: str = "open-wordnet"

    def describe(self) -> Description:
        """Says no version and no licence: each file has its own, and tells them when it is read."""
        return Description(self.kind, self.place, licence="per lexicon: see the files")

    def shards(self) -> list[Shard]:
        """Every file that is read, by name, and the English of WordNet 3.0 unless a file holds it."""
        folder = _surveyed[self.place] = survey(self.place)
        found = [each.shard for each in folder.lexicons]
        if not ENGLISH & set(folder.sources):
            found.append(Shard(WORDNET, "", 0))
        return sorted(found, key=lambda shard: shard.name)

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """The wanted synsets of one file. The first file's warnings tell what of the folder was left out."""
        folder = _surveyed.get(self.place) or _surveyed.setdefault(self.place, survey(self.place))
        if shard.name == folder.lexicons[0].shard.name:
            tally.warnings.extend(f"not read: {words}" for words in folder.left_out)
        if not shard.path:
            return _english(wanted, tally)
        entry = next((each for each in folder.lexicons if each.shard.name == shard.name), None)
        if entry is None:
            raise UserError(
                f"{shard.path}: is no longer a lexicon",
                "The folder was changed after its files were listed.",
                "Leave it alone while a build runs, and start again.",
            )
        return _read_file(entry, folder, wanted, tally)


def _read_file(entry: LexiconFile, folder: Folder, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
    shard = entry.shard
    hashing, stream = open_file(shard.path)
    with hashing, stream:
        try:
            limit = TAB_LIMIT if entry.tab else XML_LIMIT
            chunks = _bounded(iter(lambda: stream.read(_CHUNK), b""), shard, limit)
            if entry.tab:
                yield from tab.read(b"".join(chunks), entry.tab, shard, wanted, tally)
            else:
                elsewhere = frozenset(source for source, name in folder.sources.items() if name != shard.name)
                yield from lmf.read(chunks, shard, wanted, tally, elsewhere)
        except DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the file
            raise damaged(shard.path, error) from error
        tally.sha256 = hashing.rest_hashed()


def _bounded(chunks: Iterator[bytes], shard: Shard, limit: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise UserError(
                f"{shard.path}: more than {limit >> 20} MiB when unpacked",
                "No lexicon of this format is near that size; a file made to exhaust a reader is.",
                "Take it out of the folder.",
            )
        yield chunk


def _english(wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
    """The lemmas of the classes themselves: WordNet 3.0's, which every class list carries."""
    digest = hashlib.sha256()
    tally.facts.update(_FACTS)
    for offset, image_class in wanted.classes.items():
        if image_class.lemmas:
            digest.update("\t".join((offset, *image_class.lemmas, "\n")).encode())
            tally.lines += 1
            tally.decoded += 1
            senses = tuple(Sense(lemma, "EN", "omw-en", "", False) for lemma in image_class.lemmas)
            yield Synset(f"{offset[:8]}-{offset[8:]}", (offset,), senses)
    tally.sha256 = digest.hexdigest()

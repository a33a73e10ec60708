"""WN-LMF, the XML of the Global WordNet Association (versions 1.0 to 1.4), read as a stream.

A synset is joined by its ILI. Only lexicons of the Open Multilingual Wordnet may be joined by the offset in a synset's
id, and only where it has no ILI: their ids hold WordNet 3.0 offsets, while those of other lexicons (``oewn-``) hold
another WordNet's, which would name other things without failing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from pipeline.errors import UserError
from pipeline.lexicons.ili import is_ili, wn30_noun
from pipeline.lexicons.tab import EXCERPT, GAPS, LEMMA_LIMIT
from resources.languages import from_bcp47
from transforms.model import BadLine, Sense, Synset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.lexicons.lexicon import Shard, Tally, Wanted

DEPTH_LIMIT = 64  #: elements within elements; WN-LMF has five
TOKEN_LIMIT = 16 << 20  #: bytes of one tag; the largest real one, a synset of many members, is below 100 kB

_LEXICON = re.compile(rb"""<Lexicon(?:Extension)?((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)""")
_ATTRIBUTE = re.compile(rb"""\s(id|version|language)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# WordNet 3.0 offsets stand in the ids of all omw- lexicons but the English ones of other WordNets (omw-en15, omw-en31).
_OFFSETS_OF_30 = re.compile(r"omw-(?!en(?!30$)\d)[\w-]+")
_OFFSET_IN_ID = re.compile(r".*-(\d{8})-n", re.ASCII)
#: attributes of a lexicon, and what the manifest calls them
_FACTS = {"license": "licence"} | {name: name for name in ("label", "version", "url", "language", "citation")}


class LmfLexicon(NamedTuple):
    """The first lexicon of a WN-LMF file, as its first bytes tell."""

    id: str
    version: str
    language: str  #: BCP-47


def recognise(head: bytes) -> LmfLexicon | None:
    """What a file is by its first bytes; None where it is no WN-LMF."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    # What is odd before the root (an internal subset, an entity) is for the parser to judge, aloud.
    if not head.lstrip().startswith(b"<") or b"<LexicalResource" not in head:
        return None
    found = _LEXICON.search(head)
    said = (
        {key: (a or b).decode("utf-8", "replace") for key, a, b in _ATTRIBUTE.findall(found.group(1))} if found else {}
    )
    return LmfLexicon(said.get(b"id", ""), said.get(b"version", ""), said.get(b"language", ""))


def holds_wn30_offsets(lexicon_id: str) -> bool:
    """Whether the ids of a lexicon's synsets hold WordNet 3.0 offsets."""
    return _OFFSETS_OF_30.fullmatch(lexicon_id) is not None


def read(
    chunks: Iterable[bytes], shard: Shard, wanted: Wanted, tally: Tally, elsewhere: frozenset[str]
) -> Iterator[Synset | BadLine]:
    """The wanted synsets of every lexicon of a file, but for those read from another file (``elsewhere``, by id)."""
    reader = _Reader(shard, wanted, tally, elsewhere)
    try:
        for chunk in chunks:
            tally.bytes += len(chunk)
            yield from reader.feed(chunk)
        yield from reader.feed(b"", True)
    except expat.ExpatError as error:
        raise UserError(
            f"{shard.path}: cut short or damaged at line {error.lineno} ({expat.errors.messages[error.code]})",
            "A build from it would be missing labels without a word, so it stops here.",
            "Fetch it again, or take it out of the folder.",
        ) from error
    reader.finish()


class _Reader:
    """Entries come before synsets, so one pass is enough: senses wait for the synset they belong to."""

    def __init__(self, shard: Shard, wanted: Wanted, tally: Tally, elsewhere: frozenset[str]) -> None:
        self._shard, self._wanted, self._tally, self._elsewhere = shard, wanted, tally, elsewhere
        self._out: list[Synset | BadLine] = []
        self._lexicon = self._language = self._lemma = self._entry = ""
        self._reading = False
        self._senses: dict[str, list[tuple[str, str, str]]] = {}
        self._lexicons = self._depth = self._fed = self._empty = self._gaps = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, last: bool = False) -> list[Synset | BadLine]:
        """Parse a piece of the file, and give what it completed."""
        self._parser.Parse(chunk, last)
        self._fed += len(chunk)
        if self._fed - max(self._parser.CurrentByteIndex, 0) > TOKEN_LIMIT and not last:
            self._refuse(f"one tag is longer than {TOKEN_LIMIT >> 20} MiB")
        self._out, out = [], self._out
        return out

    def finish(self) -> None:
        """Say what was left out."""
        tally = self._tally
        tally.lines = self._parser.CurrentLineNumber
        if self._empty:
            tally.warnings.append(f"{self._empty} wanted synsets without any word, left out")
        if self._gaps:
            tally.warnings.append(f"{self._gaps} entries say that there is no word, or nothing")
        if not self._lexicons:
            tally.warnings.append("WN-LMF without a lexicon")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            self._refuse(f"more than {DEPTH_LIMIT} elements within each other")
        if name == "Lexicon" or name == "LexiconExtension":
            self._open_lexicon(attributes)
        elif not self._reading:
            return
        elif name == "Sense":
            synset = attributes.get("synset")
            if synset and self._lemma:
                self._senses.setdefault(synset, []).append((self._lemma, attributes.get("id", ""), self._entry))
            elif not synset:
                self._bad("a sense without a synset", str(attributes))
        elif name == "Lemma":
            self._lemma = self._written(attributes)
        elif name == "LexicalEntry":
            self._lemma, self._entry = "", attributes.get("id", "")
        elif name == "Synset":
            self._close_synset(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _open_lexicon(self, attributes: dict[str, str]) -> None:
        self._lexicons += 1
        self._lexicon = attributes.get("id", "")
        self._senses = {}
        tag = attributes.get("language", "")
        self._reading = bool(self._lexicon and tag) and self._lexicon not in self._elsewhere
        if self._lexicon in self._elsewhere:
            self._tally.warnings.append(f"{self._lexicon} is read from another file")
        elif not self._reading:
            self._bad("a lexicon without an id or a language", str(attributes))
        else:
            self._language = from_bcp47(tag)
            # Several lexicons in a file: the facts of the second and later ones carry its id.
            before = "" if self._lexicons == 1 else f"{self._lexicon}."
            self._tally.facts[f"{before}source"] = self._lexicon
            said = {f"{before}{ours}": attributes[theirs] for theirs, ours in _FACTS.items() if attributes.get(theirs)}
            self._tally.facts.update(said)

    def _written(self, attributes: dict[str, str]) -> str:
        lemma = attributes.get("writtenForm", "")
        if len(lemma) > LEMMA_LIMIT:
            self._bad(f"a lemma of more than {LEMMA_LIMIT} characters", lemma)
            return ""
        if not lemma.strip() or lemma.strip() in GAPS:
            self._gaps += 1
            return ""
        return lemma

    def _close_synset(self, attributes: dict[str, str]) -> None:
        id_ = attributes.get("id", "")
        senses = self._senses.pop(id_, [])
        offset = self._offset(id_, attributes.get("ili", ""))
        if offset is None or offset not in self._wanted.classes:
            return
        self._tally.decoded += 1
        if not senses:
            self._empty += 1
            return
        senses = _in_order(senses, attributes.get("members", ""))
        found = tuple(Sense(lemma, self._language, self._lexicon, sense, False) for lemma, sense, _ in senses)
        self._out.append(Synset(f"{offset[:8]}-{offset[8:]}", (offset,), found))

    def _offset(self, synset: str, ili: str) -> str | None:
        if is_ili(ili):
            return wn30_noun(ili)
        match = _OFFSET_IN_ID.fullmatch(synset) if holds_wn30_offsets(self._lexicon) else None
        return f"{match.group(1)}n" if match else None

    def _bad(self, reason: str, excerpt: str) -> None:
        self._out.append(BadLine(self._shard.name, self._parser.CurrentLineNumber, reason, excerpt[:EXCERPT]))

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            self._refuse("its DOCTYPE declares things of its own")

    def _refuse_entity(self, *_: object) -> None:
        self._refuse("it declares entities")

    def _refuse(self, why: str) -> None:
        raise UserError(
            f"{self._shard.path}: refused at line {self._parser.CurrentLineNumber}: {why}",
            "No wordnet needs that; files made to exhaust a reader do.",
            "Take it out of the folder, or fetch it again from where it is published.",
        )


def _in_order(senses: list[tuple[str, str, str]], members: str) -> list[tuple[str, str, str]]:
    """A synset's senses in the order of its members (ids of senses or of entries), others after them."""
    if not members:
        return senses
    rank = {member: place for place, member in enumerate(members.split())}
    last = len(rank)
    return sorted(senses, key=lambda sense: min(rank.get(sense[1], last), rank.get(sense[2], last)))

"""The published selection over plain rows, for the baselines: from its description, sharing no code with a build.

Machine translations go; in any language but English so does every lemma that is an English one of any class; of what is
left, the first whose source is neither a redirect nor an alias, else the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from resources.class_lists import load
from resources.sources import is_machine_translation

Found = tuple[int, str, list[tuple[str, str, str]]]  #: class index, synset, [(language, source, lemma)] in wire order
Reader = Callable[[Path, dict[str, int]], Iterator[Found]]
BABELNET = "5.3"
WEAK = frozenset({"WIKIRED", "WIKIDATA_ALIAS"})  #: sources whose words are taken only where there is no other
ADDED = frozenset({"tricerátops", "planetárium", "sombréro"})  #: counted as English by hand


class Machine(dict[tuple[str, str], bool]):
    """Whether a source in a language is machine translation, asked once."""

    def __missing__(self, key: tuple[str, str]) -> bool:
        language, source = key
        answer = self[key] = is_machine_translation(source, language, BABELNET)
        return answer


def classes_of(class_list: str) -> dict[str, int]:
    """WordNet 3.0 offset, ``01440764n``, to class index."""
    return {each.wn_offset: each.index for each in load(class_list).classes}


def finish(read: Reader, dump: Path, class_list: str, output: Path) -> None:
    """Read, select, write."""
    write(select(read(dump, classes_of(class_list))), output)


def select(found: Iterable[Found]) -> list[tuple[str, int, str]]:
    """(language, class index, label), one per pair, in no order that matters."""
    machine = Machine()
    kept: dict[int, list[tuple[str, list[tuple[str, str, str]]]]] = {}
    english = set(ADDED)
    for index, synset, senses in found:
        people = [sense for sense in senses if not machine[sense[0], sense[1]]]
        kept.setdefault(index, []).append((synset, people))
        english.update(sense[2].lower() for sense in senses if sense[0] == "EN")
    labels = []
    for index, pieces in kept.items():
        if len(pieces) > 1:
            pieces.sort()
        for language, lemma in _firsts(pieces, english).items():
            labels.append((language, index, lemma.replace("_", " ")))
    return labels


def _firsts(pieces: list[tuple[str, list[tuple[str, str, str]]]], english: set[str]) -> dict[str, str]:
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    for _, senses in pieces:
        for language, source, lemma in senses:
            if language in strong or (language != "EN" and lemma.lower() in english):
                continue
            if source in WEAK:
                weak.setdefault(language, lemma)
            else:
                strong[language] = lemma
    return weak | strong


def write(labels: list[tuple[str, int, str]], output: Path) -> None:
    """One Parquet file, sorted."""
    labels.sort()
    languages, indices, words = zip(*labels, strict=True) if labels else ((), (), ())
    table = pa.table({"language": languages, "class_index": pa.array(indices, pa.int32()), "label": words})
    pq.write_table(table, output, compression="zstd")


def digest(labels: Path) -> str:
    """An order-free hash of the rows of a Parquet file: language, class index, label."""
    columns = pq.read_table(labels, columns=["language", "class_index", "label"]).to_pydict()
    lines = sorted("\t".join(map(str, row)) for row in zip(*columns.values(), strict=True))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

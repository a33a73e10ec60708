"""Words that two classes of one language want: what was settled, what was kept, what no choice can settle."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.release.report.tables import Tables

#: Flag and what it means, in the order in which they are shown.
KINDS = {
    "ambiguous": "Another class of the language bears the same word, and no better word was at hand.",
    "ambiguous-inherent": "WordNet itself gives both classes the same name, so the word is right for both.",
    "yielded": "The class gave its first word to another class and took its next best.",
}


class Shared(NamedTuple):
    """One word of one language and the classes that bear it."""

    kind: str  #: a key of KINDS
    language: str
    label: str  #: as the first of its classes writes it
    classes: tuple[int, ...]  #: class indices, ascending


def shared_words(tables: Tables) -> list[Shared]:
    """Every flagged label, those of one language and one word together, sorted by kind, language and word."""
    flagged = tables.labels.select("language", "label", "class_index", "flags").filter(_has(list(KINDS)))
    groups: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for kind, language, word, index in _cells(flagged):
        groups.setdefault((kind, language, _key(kind, word, index)), []).append((index, word))
    found = []
    for (kind, language, _), members in groups.items():
        members.sort()
        found.append(Shared(kind, language, members[0][1], tuple(index for index, _ in members)))
    order = list(KINDS)
    return sorted(found, key=lambda shared: (order.index(shared.kind), *shared[1:]))


def kind_rows(words: list[Shared]) -> list[dict[str, str | int]]:
    """One row per kind: its flag, what it means, words, labels and languages."""
    rows: list[dict[str, str | int]] = []
    for kind, meaning in KINDS.items():
        of_kind = [word for word in words if word.kind == kind]
        languages = len({word.language for word in of_kind})
        labels = sum(len(word.classes) for word in of_kind)
        rows.append({"kind": kind, "meaning": meaning, "words": len(of_kind), "labels": labels, "languages": languages})
    return rows


def _cells(flagged: pl.DataFrame) -> Iterator[tuple[str, str, str, int]]:
    for language, label, index, flags in flagged.iter_rows():
        for kind in KINDS:
            if kind in flags:
                yield kind, language, label, index


def _key(kind: str, word: str, index: int) -> str:
    """What brings labels together. A class that yielded stands alone: the word it lost is not the one it bears."""
    return str(index) if kind == "yielded" else unicodedata.normalize("NFC", word).casefold()


def _has(flags: list[str]) -> pl.Expr:
    return pl.col("flags").list.eval(pl.element().is_in(flags)).list.any()

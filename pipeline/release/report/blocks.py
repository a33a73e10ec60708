"""The data behind the page: one index, then two blocks a language, labels and stories, opened only when asked for."""

from __future__ import annotations

import zlib
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.release.report import writing
from pipeline.release.report.columns import LEVEL, numbered, numbered_lists, packed, steps
from pipeline.release.report.pairs import KINDS
from pipeline.release.report.stories import Strings, story_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.release.report.pairs import Shared
    from pipeline.release.report.tables import Tables

STORY_BYTES = (
    48 * 2**20
)  #: most compressed bytes of stories in one page; beyond it whole languages are left out, and named

#: States of a cell of the heat map; bit 4 is set where the label bears any flag.
NOTHING, ONLY_REJECTED, LABELLED, AMBIGUOUS, FLAGGED = 0, 1, 2, 3, 4


class Numbered:
    """Labels and candidates of a release with numbers for texts, cut by language; the lists they point into."""

    def __init__(self, tables: Tables) -> None:
        self.codes: list[str] = tables.languages["language"].to_list()
        positions = tables.classes.select("class_index").with_row_index("position")
        labels, candidates = tables.labels, tables.candidates
        self.lists: dict[str, list[Any]] = {}
        both = {
            name: pl.concat([labels[name], candidates[name]]) for name in ("source", "repairs", "flags", "synset_id")
        }
        columns = {name: self._number(name, both[name]) for name in both}
        here = {name: column.head(labels.height) for name, column in columns.items()}
        here |= {name: self._number(name, labels[name]) for name in ("script", "sources")}
        there = {name: column.tail(candidates.height) for name, column in columns.items()}
        there |= {name: self._number(name, candidates[name]) for name in ("rule",)}
        self.labels = _by_language(labels, here, positions)
        self.candidates = _by_language(candidates, there, positions)

    def _number(self, name: str, values: pl.Series) -> pl.Series:
        self.lists[name], places = (numbered_lists if values.dtype == pl.List else numbered)(values)
        return places.rename(name)


def blocks(tables: Tables, words: list[Shared], budget: int = STORY_BYTES) -> tuple[list[tuple[str, str]], list[str]]:
    """((id, base64 of compressed JSON or bytes) of every block, codes of the languages whose stories are left out).

    ``budget`` is in compressed bytes; 0 leaves out all stories, and spares making them.
    """
    numbers = Numbered(tables)
    labels = [packed(_label_columns(numbers.labels[language])) for language in numbers.codes]
    stories = [_story(numbers, language) for language in numbers.codes] if budget else []
    left_out = _beyond(budget, stories) if budget else set(range(len(numbers.codes)))
    parts = [
        ("index", packed(_index(tables, numbers, left_out))),
        ("heat", zlib.compress(_heat(tables, numbers), LEVEL)),
    ]
    parts += [("pairs", packed(_pairs(tables, numbers, words)))]
    parts += [(f"labels-{place}", block) for place, block in enumerate(labels)]
    parts += [(f"stories-{place}", block) for place, block in enumerate(stories) if place not in left_out]
    return [(name, b64encode(block).decode()) for name, block in parts], [
        numbers.codes[place] for place in sorted(left_out)
    ]


def _story(numbers: Numbered, language: str) -> bytes:
    strings = Strings(numbers.labels[language]["label"].to_list())
    return packed(story_columns(numbers.labels[language], numbers.candidates[language], strings))


def _by_language(
    table: pl.DataFrame, numbers: dict[str, pl.Series], positions: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Rows by language, classes ascending, the table's own order within a cell; languages without rows are empty."""
    frame = table.with_columns(**numbers).join(positions, on="class_index", how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("position").cast(pl.Int32)).sort("language", "position", maintain_order=True)
    empty = frame.clear()
    cut = frame.partition_by("language", as_dict=True, maintain_order=True)
    return _Default(empty, {str(key[0]): rows for key, rows in cut.items()})


class _Default(dict[str, pl.DataFrame]):
    def __init__(self, empty: pl.DataFrame, cut: dict[str, pl.DataFrame]) -> None:
        super().__init__(cut)
        self._empty = empty

    def __missing__(self, key: str) -> pl.DataFrame:
        return self._empty


def _label_columns(labels: pl.DataFrame) -> dict[str, list[Any]]:
    names = ("label", "script", "source", "sources", "repairs", "flags")
    return {"position": steps(labels["position"].to_list()), **{name: labels[name].to_list() for name in names}}


def _beyond(budget: int, stories: list[bytes]) -> set[int]:
    """Places of the blocks that do not fit. Small ones go in first, so that as many languages as can be keep theirs."""
    left_out, used = set(), 0
    for place in sorted(range(len(stories)), key=lambda place: (len(stories[place]), place)):
        used += len(stories[place])
        if used > budget:
            left_out.add(place)
    return left_out


def _heat(tables: Tables, numbers: Numbered) -> bytes:
    """One byte a cell, language by language, classes in the table's order."""
    width = tables.classes.height
    flags = numbers.lists["flags"]
    ambiguous = {place for place, codes in enumerate(flags) if {"ambiguous", "ambiguous-inherent"} & set(codes)}
    state = [
        (AMBIGUOUS if place in ambiguous else LABELLED) | (FLAGGED if codes else 0) for place, codes in enumerate(flags)
    ]
    rows = bytearray()
    for language in numbers.codes:
        row = bytearray(width)
        for position in numbers.candidates[language]["position"].to_list():
            row[position] = ONLY_REJECTED
        for position, place in numbers.labels[language].select("position", "flags").iter_rows():
            row[position] = state[place]
        rows += row
    return bytes(rows)


def _index(tables: Tables, numbers: Numbered, left_out: set[int]) -> dict[str, Any]:
    languages, classes = tables.languages, tables.classes
    scripts = set(numbers.lists["script"]).union(*languages["scripts"].to_list())
    names = ("language", "name", "bcp47", "scripts", "labels", "candidates", "rejected", "coverage")
    of_class = ("class_index", "wnid", "lemmas", "gloss", "labels", "candidates", "rejected")
    return {
        "languages": {name: languages[name].to_list() for name in names},
        "classes": {name: classes[name].to_list() for name in of_class},
        "lists": numbers.lists,
        "scripts": sorted(scripts),
        "rightToLeft": writing.right_to_left(scripts),
        "vertical": sorted(writing.VERTICAL & scripts),
        "funnel": list(_funnel(tables, numbers.codes)),
        "kinds": list(KINDS),
        "leftOut": sorted(left_out),
    }


def _funnel(tables: Tables, codes: list[str]) -> Iterator[list[tuple[str, int]]]:
    rows = tables.funnel.filter(pl.col("rule") != "").sort("candidates", "rule", descending=[True, False])
    cut = rows.partition_by("language", as_dict=True)
    for code in codes:
        yield cut[(code,)].select("rule", "candidates").rows() if (code,) in cut else []


def _pairs(tables: Tables, numbers: Numbered, words: list[Shared]) -> list[list[Any]]:
    place = {code: here for here, code in enumerate(numbers.codes)}
    position = {index: here for here, index in enumerate(tables.classes["class_index"].to_list())}
    kind = {name: here for here, name in enumerate(KINDS)}
    return [[kind[w.kind], place[w.language], w.label, [position[index] for index in w.classes]] for w in words]

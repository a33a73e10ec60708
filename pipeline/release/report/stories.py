"""Every candidate of one language as columns of small numbers that point into the language's own list of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.release.report.columns import steps
from transforms.model import ALTERNATIVE, CHOSEN, REJECTED

if TYPE_CHECKING:
    import polars as pl

SAME, UNDERSCORED, NONE = -1, -2, -1  #: a lemma that is the label; that is the label with underscores; no text at all
OWN, NEW = 0, 1
_VERDICTS = {CHOSEN: 0, ALTERNATIVE: 1, REJECTED: 2}


class Strings:
    """The texts of one language: first its labels in row order, which the labels block holds, then whatever is new."""

    def __init__(self, labels: list[str]) -> None:
        self._known = len(labels)
        self._places = {label: place for place, label in reversed(list(enumerate(labels)))}
        self.new: list[str] = []

    def place(self, text: str) -> int:
        """Where ``text`` stands; it is added where it does not."""
        found = self._places.get(text)
        if found is None:
            found = self._places[text] = self._known + len(self.new)
            self.new.append(text)
        return found


def story_columns(labels: pl.DataFrame, candidates: pl.DataFrame, strings: Strings) -> dict[str, Any]:
    """The candidates of one language, in the order of their classes, and each label's alternatives, best first."""
    texts, lemmas = candidates["label"].to_list(), candidates["lemma"].to_list()
    numbers = {name: candidates[name].to_list() for name in ("source", "sense_id", "repairs", "flags", "rule")}
    return {
        "position": steps(candidates["position"].to_list()),
        "label": _label_codes(labels, candidates, strings),
        "lemma": [_lemma(lemma, text, strings) for lemma, text in zip(lemmas, texts, strict=True)],
        **numbers,
        "synset_id": steps(candidates["synset_id"].to_list()),
        "verdict": [_VERDICTS[verdict] for verdict in candidates["verdict"].to_list()],
        "reason": [NONE if reason is None else strings.place(reason) for reason in candidates["reason"].to_list()],
        "alternatives": _alternatives(labels, candidates, strings),
        "texts": strings.new,
    }


def _label_codes(labels: pl.DataFrame, candidates: pl.DataFrame, strings: Strings) -> list[int]:
    """OWN for the label of the cell, NEW for a text seen for the first time, else its place and 2: mostly 0 and 1."""
    own = dict(labels.select("position", "label").rows())
    codes = []
    for position, text in candidates.select("position", "label").iter_rows():
        if own.get(position) == text:
            codes.append(OWN)
            continue
        unseen = len(strings.new)
        place = strings.place(text)
        codes.append(NEW if len(strings.new) > unseen else place + 2)
    return codes


def _alternatives(labels: pl.DataFrame, candidates: pl.DataFrame, strings: Strings) -> list[list[int]]:
    """Per label its alternatives, best first, each as the place of the first candidate of the cell that has its text.

    A text that no candidate of the cell has is its place among the texts, negative, less one.
    """
    cells: dict[int, dict[str, int]] = {}
    for position, texts in candidates.group_by("position", maintain_order=True).agg("label").iter_rows():
        cells[position] = {text: place for place, text in reversed(list(enumerate(texts)))}
    return [
        [
            found if (found := cells.get(position, {}).get(text)) is not None else -1 - strings.place(text)
            for text in texts
        ]
        for position, texts in labels.select("position", "alternatives").iter_rows()
    ]


def _lemma(lemma: str, label: str, strings: Strings) -> int:
    if lemma == label:
        return SAME
    return UNDERSCORED if lemma.replace("_", " ") == label and " " not in lemma else strings.place(lemma)

"""What English says of every class: the background against which the other languages are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transforms.model import ImageClass

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class English:
    """English lemmas, by class and altogether."""

    by_class: dict[int, frozenset[str]]  #: folded, WordNet's and the lexicon's
    all: frozenset[str]  #: lower-cased full lemmas of every class, exactly as the lexicon gave them

    def of(self, class_index: int) -> frozenset[str]:
        """The folded lemmas of one class."""
        return self.by_class.get(class_index, _NONE)


def english(senses: Iterable[tuple[int, str]], classes: Mapping[int, ImageClass]) -> English:
    """English from the lexicon's own senses, (class index, full lemma), and the class list's WordNet lemmas."""
    folded: dict[int, set[str]] = {index: {fold(lemma) for lemma in each.lemmas} for index, each in classes.items()}
    every = set()
    for index, lemma in senses:
        every.add(lemma.lower())
        folded[index].add(fold(lemma))
    return English({index: frozenset(lemmas) for index, lemmas in folded.items()}, frozenset(every))

"""What one language comes to, as Arrow tables: the unit in which workers hand on their results."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from pipeline.release import schemas
from transforms.choices.collisions import AMBIGUOUS
from transforms.judge import UNDERSCORES
from transforms.model import REJECTED, Candidate
from transforms.scripts import label_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resources.languages import Language
    from transforms.model import ImageClass


_UNREPAIRED = ((), (UNDERSCORES,))  # BabelNet's spaces are no repair to speak of
UNDETERMINED = "Zyyy"  # ISO 15924: no script of its own, digits and signs


class Part(NamedTuple):
    """One language's share of a release."""

    labels: pa.Table
    candidates: pa.Table
    rejected: Counter[str]  #: candidates by the code of the rule that rejected them
    counts: dict[str, int]  #: candidates, rejected, classes, labels, ambiguous, repaired


def part(
    language: Language, by_class: dict[int, list[Candidate]], accepted: dict[int, list[Candidate]], keys: ClassKeys
) -> Part:
    """The rows of one language, classes ascending, candidates of a class in wire order.

    ``accepted`` holds what the choice gave for each class that has a label: distinct labels, the chosen one first.
    """
    every = [candidate for group in by_class.values() for candidate in group]
    rejected = Counter(candidate.rule or "" for candidate in every if candidate.verdict == REJECTED)
    chosen = [ranked[0] for ranked in accepted.values()]
    counts = {
        "candidates": len(every),
        "rejected": rejected.total(),
        "classes": len(by_class),
        "labels": len(chosen),
        "ambiguous": sum(AMBIGUOUS in candidate.flags for candidate in chosen),
        "repaired": sum(candidate.repairs not in _UNREPAIRED for candidate in chosen),
    }
    labels = _labels(language, by_class, accepted, keys)
    return Part(labels, _candidates(language, every, keys), rejected, counts)


class ClassKeys:
    """The key columns of a class list, to be taken by class index."""

    def __init__(self, classes: Sequence[ImageClass]) -> None:
        self._wnid = pa.array([each.wnid for each in classes], pa.string())
        self._offset = pa.array([each.wn_offset for each in classes], pa.string())

    def columns(self, indices: pa.Array) -> list[pa.Array]:
        """class_index, wnid and wn_offset of some classes."""
        return [indices, self._wnid.take(indices), self._offset.take(indices)]


def _labels(
    language: Language, by_class: dict[int, list[Candidate]], accepted: dict[int, list[Candidate]], keys: ClassKeys
) -> pa.Table:
    ranked = [accepted[index] for index in sorted(accepted)]
    chosen = [words[0] for words in ranked]
    labels = [each.label for each in chosen]
    text = pa.string()
    arrays = [
        *keys.columns(pa.array([each.class_index for each in chosen], pa.int32())),
        pa.array([each.synset_id for each in chosen], text),
        *_constants(len(chosen), language.code, language.bcp47),
        _few([label_script(label) or UNDETERMINED for label in labels], text),
        pa.array(labels, text),
        pa.array([each.lemma for each in chosen], text),
        _few([each.source for each in chosen], text),
        _few([_agreeing(by_class[each.class_index], each) for each in chosen], schemas.STRINGS),
        pa.array([each.sense_id for each in chosen], text),
        _few([each.repairs for each in chosen], schemas.STRINGS),
        _few([each.flags for each in chosen], schemas.STRINGS),
        _few(
            [tuple([other.label for other in words[1:]]) if len(words) > 1 else () for words in ranked], schemas.STRINGS
        ),
    ]
    return pa.Table.from_arrays(arrays, schema=schemas.LABELS)


def _agreeing(group: list[Candidate], chosen: Candidate) -> tuple[str, ...]:
    """Sources that give the chosen word, whatever its case."""
    if len(group) == 1:
        return (chosen.source,)
    word = chosen.word
    return tuple(sorted({each.source for each in group if each.word == word and each.verdict != REJECTED}))


def _candidates(language: Language, every: list[Candidate], keys: ClassKeys) -> pa.Table:
    def column(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(list(values), kind)

    text = pa.string()
    arrays = [
        *keys.columns(column((each.class_index for each in every), pa.int32())),
        column((each.synset_id for each in every), text),
        *_constants(len(every), language.code),
        column((each.lemma for each in every), text),
        column((each.label for each in every), text),
        _few([each.source for each in every], text),
        column((each.sense_id for each in every), text),
        _few([each.repairs for each in every], schemas.STRINGS),
        _few([each.flags for each in every], schemas.STRINGS),
        _few([each.verdict for each in every], text),
        _few([each.rule for each in every], text),
        _few([each.reason for each in every], text),
    ]
    return pa.Table.from_arrays(arrays, schema=schemas.CANDIDATES)


def _few(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column of few distinct values: each is converted once."""
    places: dict[Any, int] = {}
    indices = [places.setdefault(value, len(places)) for value in values]
    return pa.array(list(places), kind).take(pa.array(indices, pa.int32()))


def _constants(count: int, *values: str) -> list[pa.Array]:
    return [pa.repeat(pa.scalar(value, pa.string()), count) for value in values]

"""Two classes of one language that want the same word.

A class that has another good word takes it and leaves the wanted one to the class with the better claim; what cannot be
settled so is kept on both and flagged. One pass is enough: a word in dispute always stays with one of its classes, so
that no word ever becomes free, and nobody takes a word that another class bears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.choices.wordings import Weighing, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.model import Candidate, ImageClass

YIELDED, GIVEN_UP = "yielded", "given-up"
AMBIGUOUS, INHERENT = "ambiguous", "ambiguous-inherent"

Picks = dict[int, list[Wording]]  #: the words of each class, the one it bears first


def settle(picks: Picks, classes: Mapping[int, ImageClass], weighing: Weighing) -> None:
    """Re-order the words of classes that yield, and flag both the word taken and the word given up."""
    groups = _bearers(picks)
    taken = {words[0].key for words in picks.values()} if groups else set()
    for group in groups:
        for index in group:
            picks[index] = weighing.weighed(picks[index], classes.get(index))
        rivals = sorted(group, key=lambda index: (picks[index][0].claim, index))
        leaving = _leaving(rivals, picks, taken)
        keeper = next(index for index in rivals if index not in leaving)
        for index in leaving:
            words = picks[index]
            if (place := _good_other(words, taken)) is not None:  # no earlier rival took the only good one
                _yield(words, place, classes.get(keeper))
                taken.add(words[0].key)


def flag_ambiguous(picks: Picks, classes: Mapping[int, ImageClass], weighing: Weighing) -> None:
    """Flag the labels that two classes bear; those that WordNet itself gives one lemma as inherent."""
    for group in _bearers(picks):
        for index in group:
            others = [other for other in group if other != index]
            inherent = any(_share_lemma(classes.get(index), classes.get(other), weighing) for other in others)
            _flag(picks[index][0].forms[0], AMBIGUOUS, *((INHERENT,) if inherent else ()))


def _bearers(picks: Picks) -> list[list[int]]:
    """The classes that bear one word, for every word that several bear, lowest class first."""
    bearers: dict[str, list[int]] = {}
    for index in sorted(picks):
        bearers.setdefault(picks[index][0].key, []).append(index)
    return [group for group in bearers.values() if len(group) > 1]


def _leaving(rivals: list[int], picks: Picks, taken: set[str]) -> list[int]:
    """Who of them can take another word, worst claim first; the best claim stays where all could."""
    able = [index for index in rivals if _good_other(picks[index], taken) is not None]
    return list(reversed(able[1:] if len(able) == len(rivals) else able))


def _good_other(words: list[Wording], taken: set[str]) -> int | None:
    """The place of the best other word that is free and not much weaker, or None."""
    wanted = words[0]
    return next(
        (
            place
            for place, word in enumerate(words[1:], 1)
            if word.key not in taken and _is_as_acceptable(word, wanted) and _is_as_attested(word, wanted)
        ),
        None,
    )


def _is_as_acceptable(word: Wording, wanted: Wording) -> bool:
    return word.standing <= wanted.standing and word.other_script <= wanted.other_script


def _is_as_attested(word: Wording, wanted: Wording) -> bool:
    """By half as many witnesses at least, or by one fewer where the best of them is as good."""
    if word.witnesses == 0:
        return False
    one_fewer = word.witnesses == wanted.witnesses - 1 and word.rank <= wanted.rank
    return one_fewer or word.witnesses * 2 >= wanted.witnesses


def _yield(words: list[Wording], place: int, keeper: ImageClass | None) -> None:
    given_up, taken = words[0].forms[0], words[place].forms[0]
    _flag(given_up, GIVEN_UP)
    given_up.reason = f"left to {keeper.wnid} ({keeper.lemmas[0]})" if keeper else "left to another class"
    _flag(taken, YIELDED)
    words.insert(0, words.pop(place))


def _flag(candidate: Candidate, *flags: str) -> None:
    candidate.flags = (*candidate.flags, *(flag for flag in flags if flag not in candidate.flags))


def _share_lemma(one: ImageClass | None, other: ImageClass | None, weighing: Weighing) -> bool:
    if one is None or other is None:
        return False
    return not {weighing.key(lemma) for lemma in one.lemmas}.isdisjoint(weighing.key(lemma) for lemma in other.lemmas)

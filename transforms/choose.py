"""Chooses one label per class of a language among the candidates that no rule rejected.

Sees a whole language at once, so that two classes that want one word can be told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.choices.collisions import Picks, flag_ambiguous, settle
from transforms.choices.wordings import Weighing, Wording
from transforms.model import CHOSEN, REJECTED, Candidate, ImageClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resources.languages import Language
    from resources.profiles import Choice, Profile


def choose(
    language: Language, by_class: dict[int, list[Candidate]], profile: Profile, classes: Mapping[int, ImageClass]
) -> dict[int, list[Candidate]]:
    """Mark one chosen candidate of each class that has any left; the others stay alternatives.

    ``by_class`` holds every judged candidate of the language, in wire order within its class. Verdicts, flags and (of
    a word left to another class) reasons are written on the candidates. Returns what was accepted for each class, one
    candidate per distinct label, the chosen one first and the others best first. Classes with nothing accepted are
    absent. The outcome does not depend on the order of the classes.
    """
    accepted = {index: _accepted(by_class[index]) for index in sorted(by_class)}
    if profile.choice.ranking == "first-strong":
        ranked = {index: _first_strong(left, profile.choice) for index, left in accepted.items() if left}
    else:
        ranked = _by_agreement(language, accepted, profile.choice, classes)
    for forms in ranked.values():
        forms[0].verdict = CHOSEN
    return ranked


def ranked(
    candidates: list[Candidate], language: Language, profile: Profile, image_class: ImageClass | None = None
) -> list[Candidate]:
    """What is accepted among one class's candidates, distinct labels, best first, as if no other class wanted them."""
    left = _accepted(candidates)
    if profile.choice.ranking == "first-strong":
        return _first_strong(left, profile.choice) if left else []
    return _distinct(Weighing(language, profile.choice).wordings(left, image_class))


def _accepted(candidates: list[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.verdict != REJECTED]


def _first_strong(left: list[Candidate], choice: Choice) -> list[Candidate]:
    """The first whose source is not weak, else the first; the others follow in the same manner."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(left, key=lambda each: each.source in choice.weak):
        found.setdefault(candidate.label, candidate)
    return list(found.values())


def _by_agreement(
    language: Language, accepted: dict[int, list[Candidate]], choice: Choice, classes: Mapping[int, ImageClass]
) -> dict[int, list[Candidate]]:
    weighing = Weighing(language, choice)
    picks: Picks = {index: weighing.wordings(left, classes.get(index)) for index, left in accepted.items() if left}
    if choice.settle_collisions:
        settle(picks, classes, weighing)
    if choice.flag_ambiguous:
        flag_ambiguous(picks, classes, weighing)
    return {index: _distinct(words) for index, words in picks.items()}


def _distinct(words: list[Wording]) -> list[Candidate]:
    """One candidate per distinct label, in order."""
    if len(words) == 1 and len(words[0].forms) == 1:
        return words[0].forms
    found: dict[str, Candidate] = {}
    for word in words:
        for form in word.forms:
            found.setdefault(form.label, form)
    return list(found.values())

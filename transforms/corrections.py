"""Finds the correction that is about a candidate, and the corrections that are about no candidate any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.corrections import Correction, corrections
from transforms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resources.languages import Language
    from transforms.model import Candidate, ImageClass

Cases = dict[tuple[str, str], tuple[Correction, ...]]


def correction(candidate: Candidate, wnid: str, language: str, cases: Cases | None = None) -> Correction | None:
    """The accepted correction that is about this candidate, or None. ``cases`` are the bundled ones unless given."""
    found = (corrections() if cases is None else cases).get((wnid, language))
    if found is None:
        return None
    return next((each for each in found if _is_about(each, candidate)), None)


def has_corrections(language: Language) -> bool:
    """Whether any bundled correction is about this language."""
    return any(code == language.code for _, code in corrections())


def stale(
    language: str,
    by_class: Mapping[int, list[Candidate]],
    classes: Mapping[int, ImageClass],
    cases: Cases | None = None,
) -> list[Correction]:
    """Accepted corrections of the language about a word that the class has no longer.

    A class without any candidate in the language makes nothing stale: another lexicon may have the word.
    """
    known = corrections() if cases is None else cases
    wanted = {classes[index].wnid: group for index, group in by_class.items() if group}
    return [
        each
        for (wnid, code), entries in known.items()
        if code == language and wnid in wanted
        for each in entries
        if not any(_is_about(each, candidate) for candidate in wanted[wnid])
    ]


def _is_about(each: Correction, candidate: Candidate) -> bool:
    word = fold(each.lemma)
    return word in (fold(candidate.label), fold(candidate.lemma))

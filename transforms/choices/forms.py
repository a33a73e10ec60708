"""Which form of one word to show: in the wanted script, of the best source, in the case that a dictionary gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.han import HANI, han_form
from transforms.choices.witnesses import witness

if TYPE_CHECKING:
    from transforms.model import Candidate


def best_form_first(group: list[Candidate], script: str, case_evidence: bool) -> list[Candidate]:
    """Candidates of one word in one class, the one to show first, the others in wire order by rank of their source.

    ``script`` is the form of Chinese that is wanted, "" where it does not matter. Hyphens, spaces and diacritics are
    those of the best source. Its capitals are not, where it is a title: titles begin with a capital whatever the
    word, so the best source that is free to write it small decides. Without one the title stays as it is.
    """
    if script:
        ordered = sorted(group, key=lambda each: (_other_script(each.label, script), witness(each.source).rank))
    else:
        ordered = sorted(group, key=_rank)
    if case_evidence and (better := _in_dictionary_case(ordered)) is not None:
        ordered.remove(better)
        ordered.insert(0, better)
    return ordered


def _in_dictionary_case(ordered: list[Candidate]) -> Candidate | None:
    """The best candidate that spells the first one's word in its own case, where the first one could not."""
    first = ordered[0]
    if not witness(first.source).silent_on_case:
        return None
    if all(other.label == first.label for other in ordered):
        return None
    spelling = first.label.casefold()
    for other in ordered:
        if not witness(other.source).silent_on_case and other.label.casefold() == spelling:
            return other
    return None


def _other_script(label: str, script: str) -> bool:
    return han_form(label) not in (script, HANI)


def _rank(candidate: Candidate) -> int:
    return witness(candidate.source).rank

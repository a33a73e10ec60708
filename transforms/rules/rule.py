"""What a rule is: a code, a name, a message and one pure function.

A rule looks at one of three things, and its function sees nothing else, so that results can be kept and re-used:

- ``SenseRule``: where a candidate comes from (its source, its language, the lexicon's version);
- ``TextRule``: the repaired label in its language, or the lemma before the repairs where it ``looks_at`` that;
- ``ClassRule``: the repaired label in its language for one class, with what else is known there.

The function answers None (keep) or the reason in words, as a person would read it after the label. A code never changes
its meaning: when a rule comes to mean something else it gets a new code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from resources.languages import Language
    from transforms.model import Candidate, ImageClass

Effect = Literal["reject", "flag"]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known around a label when its class is judged."""

    language: Language
    image_class: ImageClass
    english: frozenset[str]  #: folded English lemmas of this class: WordNet's, and the lexicon's own English senses
    sources: frozenset[str]  #: every source that gives this same word, in any form, for this class in this language
    all_english: frozenset[str]  #: lower-cased English full lemmas of every class, as the lexicon gave them


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str  #: stands in the ``rule`` and ``flags`` columns; lower case, words joined by hyphens
    name: str  #: a few words for a table
    family: str  #: the documentation page it stands on
    message: str  #: the module's docstring: what users read
    effect: Effect  #: whether a hit rejects the candidate or only flags it


@dataclass(frozen=True, slots=True)
class SenseRule(_Rule):
    """Judges where a candidate comes from: (candidate, language, version of the lexicon)."""

    check: Callable[[Candidate, Language, str], str | None]


@dataclass(frozen=True, slots=True)
class TextRule(_Rule):
    """Judges a text alone, in its language: the repaired label, or the lemma as the lexicon gave it."""

    check: Callable[[str, Language], str | None]
    looks_at: Literal["label", "lemma"] = "label"


@dataclass(frozen=True, slots=True)
class ClassRule(_Rule):
    """Judges the repaired label for one class, with what else is known there.

    The other fields say where the rule can have anything to say at all, so that it is not asked a million times in
    vain. They only spare work: the check alone must come to the same.
    """

    check: Callable[[Candidate, Situation], str | None]
    languages: Callable[[Language], bool] | None = None  #: in which languages, None for all
    classes: Callable[[ImageClass], bool] | None = None  #: of which classes, None for all
    english_only: bool = False  #: only of words that English has for the class too


Rule = SenseRule | TextRule | ClassRule

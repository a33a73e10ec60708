"""The words that a class may bear in one language, best first: candidates that differ in form only are one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resources.han import HANI, as_simplified, han_form
from transforms.choices.forms import best_form_first
from transforms.choices.witnesses import witness
from transforms.fold import fold

if TYPE_CHECKING:
    from resources.languages import Language
    from resources.profiles import Choice
    from transforms.model import Candidate, ImageClass

#: Flags that put a word behind those that do not bear them: sources vouch for it, but it is not what people say.
LAST_RESORT = frozenset({"scientific-in-english", "taxon-word"})

#: The language of WordNet's own lemmas: their order leads there.
WORDNET_LANGUAGE = "EN"

_WORST = 10**6  # beyond every rank

Claim = tuple[int, ...]


class Wording(NamedTuple):
    """One word for a class, in every form that it was given in."""

    key: str  #: the word folded
    claim: Claim  #: how good it is: smaller is better, comparable between classes of a language
    forms: list[Candidate]  #: best form first, later ones in wire order

    @property
    def witnesses(self) -> int:
        """How many independent sources vouch for it."""
        return -self.claim[3]


class Weighing:
    """Weighs the candidates of one language. Keeps what it has folded: labels repeat between classes and sources."""

    def __init__(self, language: Language, choice: Choice) -> None:
        self.script = dict(choice.scripts).get(language.code, "")
        self.case_evidence = choice.case_evidence
        self.by_lemma = language.code == WORDNET_LANGUAGE
        self._keys: dict[str, str] = {}

    def key(self, label: str) -> str:
        """The label as it is compared with others: two with one key are the same word."""
        if (key := self._keys.get(label)) is None:
            key = fold(label)
            key = self._keys[label] = as_simplified(key) if self.script else key
        return key

    def wordings(self, accepted: list[Candidate], image_class: ImageClass | None) -> list[Wording]:
        """The words among these candidates of one class, best first; equally good ones in wire order."""
        groups: dict[str, list[Candidate]] = {}
        for candidate in accepted:
            groups.setdefault(self.key(candidate.label), []).append(candidate)
        lemmas = [self.key(lemma) for lemma in image_class.lemmas] if self.by_lemma and image_class else []
        words = [self._wording(key, group, lemmas) for key, group in groups.items()]
        words.sort(key=_claim)
        return words

    def _wording(self, key: str, group: list[Candidate], lemmas: list[str]) -> Wording:
        strong: set[str] = set()
        weak: set[str] = set()
        rank = _WORST
        for candidate in group:
            name, is_weak, its_rank, _ = witness(candidate.source)
            (weak if is_weak else strong).add(name)
            rank = min(rank, its_rank)
        claim = (
            (not strong) * 2 + self._last_resort(group),
            _position(key, lemmas) if lemmas else 0,
            self._other_script(group),
            -len(strong),
            rank,
            -len(weak),
        )
        forms = best_form_first(group, self.script, self.case_evidence) if len(group) > 1 else group
        return Wording(key, claim, forms)

    def _last_resort(self, group: list[Candidate]) -> int:
        return int(all(candidate.flags and not LAST_RESORT.isdisjoint(candidate.flags) for candidate in group))

    def _other_script(self, group: list[Candidate]) -> int:
        return int(bool(self.script) and all(han_form(each.label) not in (self.script, HANI) for each in group))


def _claim(word: Wording) -> Claim:
    return word.claim


def _position(key: str, lemmas: list[str]) -> int:
    return lemmas.index(key) if key in lemmas else len(lemmas)

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

#: Flags that put a word behind those that do not bear them: sources vouch for it, but not what a label should say.
LAST_RESORT = frozenset({"scientific-in-english", "taxon-word", "secondary-script"})

#: The language of WordNet's own lemmas: their order leads there.
WORDNET_LANGUAGE = "EN"

#: The flag that puts a word before all others.
PREFERRED = "preferred-by-hand"

_WORST = 10**6  # beyond every rank

Claim = tuple[int, ...]
UNWEIGHED: Claim = ()


class Wording(NamedTuple):
    """One word for a class, in every form that it was given in."""

    key: str  #: the word folded
    claim: Claim  #: how good it is: smaller is better, comparable between classes of a language
    forms: list[Candidate]  #: best form first, later ones in wire order

    @property
    def standing(self) -> int:
        """-1 preferred by a person, 0 vouched for, 1 also but a last resort; 2 and 3 alike where nobody vouches."""
        return self.claim[0]

    @property
    def other_script(self) -> int:
        """1 where no form is in the wanted form of Chinese."""
        return self.claim[2]

    @property
    def witnesses(self) -> int:
        """How many independent sources vouch for it."""
        return -self.claim[3]

    @property
    def rank(self) -> int:
        """The rank of its best source: smaller is better."""
        return self.claim[4]


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

    def _key_of(self, candidate: Candidate) -> str:
        return candidate.word if candidate.word and not self.script else self.key(candidate.label)

    def wordings(self, accepted: list[Candidate], image_class: ImageClass | None) -> list[Wording]:
        """The words among these candidates of one class, best first; equally good ones in wire order."""
        if len(accepted) == 1:  # most classes of most languages: weighed only if another class wants the word too
            return [Wording(self._key_of(accepted[0]), UNWEIGHED, accepted)]
        groups: dict[str, list[Candidate]] = {}
        for candidate in accepted:
            groups.setdefault(self._key_of(candidate), []).append(candidate)
        lemmas = self._lemmas(image_class)
        words = [Wording(key, self._claim(key, group, lemmas), self._forms(group)) for key, group in groups.items()]
        if len(words) > 1:
            words.sort(key=_claim)
        return words

    def weighed(self, words: list[Wording], image_class: ImageClass | None) -> list[Wording]:
        """The same words with their claims, where they were left unweighed."""
        first = words[0]
        if first.claim is not UNWEIGHED:
            return words
        return [first._replace(claim=self._claim(first.key, first.forms, self._lemmas(image_class)))]

    def _lemmas(self, image_class: ImageClass | None) -> list[str]:
        return [self.key(lemma) for lemma in image_class.lemmas] if self.by_lemma and image_class else []

    def _forms(self, group: list[Candidate]) -> list[Candidate]:
        return best_form_first(group, self.script, self.case_evidence) if len(group) > 1 else group

    def _claim(self, key: str, group: list[Candidate], lemmas: list[str]) -> Claim:
        strong: set[str] = set()
        weak: set[str] = set()
        rank = _WORST
        for candidate in group:
            name, is_weak, its_rank, _ = witness(candidate.source)
            (weak if is_weak else strong).add(name)
            rank = min(rank, its_rank)
        return (
            _standing(group, bool(strong)),
            _position(key, lemmas) if lemmas else 0,
            self._other_script(group) if self.script else 0,
            -len(strong),
            rank,
            -len(weak),
        )

    def _other_script(self, group: list[Candidate]) -> int:
        return int(all(han_form(each.label) not in (self.script, HANI) for each in group))


def _claim(word: Wording) -> Claim:
    return word.claim


def _position(key: str, lemmas: list[str]) -> int:
    return lemmas.index(key) if key in lemmas else len(lemmas)


def _standing(group: list[Candidate], vouched_for: bool) -> int:
    """Before all sources are counted: whether a person preferred the word, whether anyone vouches for it at all."""
    flagged = [candidate.flags for candidate in group if candidate.flags]
    if not flagged:
        return 0 if vouched_for else 2
    if any(PREFERRED in flags for flags in flagged):
        return -1
    last_resort = len(flagged) == len(group) and not any(LAST_RESORT.isdisjoint(flags) for flags in flagged)
    return (not vouched_for) * 2 + last_resort

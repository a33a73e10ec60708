"""Judges every candidate of one language: where it comes from, its text after the repairs, and the class it stands for.

The order is fixed: sense rules, repairs, text rules, class rules, each in the order of the profile. The first rule
that rejects gives the verdict. What depends on a text alone is worked out once for every text of the language, and a
lemma that one compiled check proves clean is not looked at further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.clean import clean_pattern
from transforms.fold import fold
from transforms.model import REJECTED, Candidate, ImageClass
from transforms.repair import REPAIRS, repair
from transforms.rules.catalogue import rules
from transforms.rules.rule import ClassRule, SenseRule, Situation, TextRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resources.languages import Language
    from resources.profiles import Profile
    from transforms.english import English


class Verdict(NamedTuple):
    """What some rules came to: the code and the words of the one that rejects, and the codes of those that flag."""

    rule: str | None
    reason: str | None
    flags: tuple[str, ...]


class Text(NamedTuple):
    """What a lemma comes to in a language, whatever its class."""

    label: str
    word: str  #: the label folded
    repairs: tuple[str, ...]
    verdict: Verdict


KEEP = Verdict(None, None, ())
UNDERSCORES = "underscores"  # the one repair that a clean lemma may need


class Concerns:
    """Which class rules of a profile can have anything to say of each class: worked out once for all languages."""

    def __init__(self, profile: Profile, classes: Iterable[ImageClass]) -> None:
        known = rules()
        self.rules = [rule for rule in (known[code] for code in profile.rules) if isinstance(rule, ClassRule)]
        self.of_class = {each.index: self._of(each) for each in classes}

    def _of(self, image_class: ImageClass) -> int:
        """The places of the rules in ``rules``, as bits."""
        return sum(
            1 << place for place, rule in enumerate(self.rules) if rule.classes is None or rule.classes(image_class)
        )


class Judge:
    """Judges the candidates of one language by one profile."""

    def __init__(
        self, language: Language, profile: Profile, version: str, concerns: Concerns, english: English
    ) -> None:
        known = rules()
        chosen = [known[code] for code in profile.rules]
        self._language, self._version, self._english = language, version, english
        self._sense_rules = [rule for rule in chosen if isinstance(rule, SenseRule)]
        self._text_rules = [rule for rule in chosen if isinstance(rule, TextRule)]
        self._lemma_rules = [rule for rule in self._text_rules if rule.looks_at == "lemma"]
        self._concerns = concerns
        self._asked: dict[int, tuple[Sequence[ClassRule], Sequence[ClassRule]]] = {}
        self._repairs = tuple(each for each in REPAIRS if each.code in profile.repairs)
        self._clean = clean_pattern(language).fullmatch
        self._spaces = UNDERSCORES in profile.repairs
        self._origins: dict[tuple[str, bool | None, bool], Verdict] = {}
        self._texts: dict[str, Text] = {}

    def judge(self, group: list[Candidate], image_class: ImageClass) -> None:
        """Give every candidate of one class its label, repairs and flags, and reject what a rule rejects."""
        texts, origins = self._texts, self._origins
        passed = []
        for candidate in group:
            text = texts.get(candidate.lemma) or self._judge_text(candidate.lemma)
            candidate.label, candidate.word, candidate.repairs, verdict = text
            key = (candidate.source, candidate.machine, not candidate.sense_id)
            origin = origins.get(key) or self._judge_origin(key, candidate)
            if origin is not KEEP or verdict is not KEEP:
                _apply(candidate, origin, verdict)
                if candidate.verdict == REJECTED:
                    continue
            passed.append(candidate)
        if passed:
            self._judge_class(passed, image_class)

    def _judge_origin(self, key: tuple[str, bool | None, bool], candidate: Candidate) -> Verdict:
        found = ((rule, rule.check(candidate, self._language, self._version)) for rule in self._sense_rules)
        verdict = self._origins[key] = _verdict(found)
        return verdict

    def _judge_text(self, lemma: str) -> Text:
        text = self._texts[lemma] = self._clean_text(lemma) if self._clean(lemma) else self._odd_text(lemma)
        return text

    def _clean_text(self, lemma: str) -> Text:
        """The fast path: a lemma that needs no repair but its underscores and breaks no text rule of any profile."""
        if self._spaces and "_" in lemma:
            label = lemma.replace("_", " ")
            return Text(label, fold(label), (UNDERSCORES,), KEEP)
        return Text(lemma, fold(lemma), (), KEEP)

    def _odd_text(self, lemma: str) -> Text:
        label, repairs = repair(lemma, self._language, self._repairs)
        # A label that came out clean breaks no rule about labels; how the lemma looked before may still say something.
        asked = self._lemma_rules if self._clean(label) else self._text_rules
        texts = {"label": label, "lemma": lemma}
        found = ((rule, rule.check(texts[rule.looks_at], self._language)) for rule in asked)
        return Text(label, fold(label), repairs, _verdict(found))

    def _judge_class(self, passed: list[Candidate], image_class: ImageClass) -> None:
        """Nearly all groups end here: no rule about the class, and no word that English has too."""
        concerns = self._concerns.of_class[image_class.index]
        always, english_only = self._asked.get(concerns) or self._asked_of(concerns)
        of_class = self._english.of(image_class.index)
        if len(passed) == 1:
            same = passed[0].word in of_class
        else:
            same = not of_class.isdisjoint([candidate.word for candidate in passed])
        if not always and not (same and english_only):
            return
        situations = self._situations(passed, image_class, of_class)
        for candidate in passed:
            asked = [*always, *english_only] if candidate.word in of_class else always
            _ask(candidate, asked, situations[candidate.word])

    def _asked_of(self, concerns: int) -> tuple[Sequence[ClassRule], Sequence[ClassRule]]:
        """The rules to ask, in two lots: of any word, and only of those that English has too."""
        asked = [
            rule
            for place, rule in enumerate(self._concerns.rules)
            if concerns >> place & 1 and (rule.languages is None or rule.languages(self._language))
        ]
        split = ([rule for rule in asked if not rule.english_only], [rule for rule in asked if rule.english_only])
        self._asked[concerns] = split
        return split

    def _situations(
        self, passed: list[Candidate], image_class: ImageClass, of_class: frozenset[str]
    ) -> dict[str, Situation]:
        language, every = self._language, self._english.all
        sources: dict[str, set[str]] = {}
        for candidate in passed:
            sources.setdefault(candidate.word, set()).add(candidate.source)
        return {
            word: Situation(language, image_class, of_class, frozenset(given), every) for word, given in sources.items()
        }


def _ask(candidate: Candidate, asked: Sequence[ClassRule], situation: Situation) -> None:
    """Class rules are asked for every candidate, and nearly all keep it: only the others cost a verdict."""
    for rule in asked:
        reason = rule.check(candidate, situation)
        if reason is None:
            continue
        if rule.effect == "reject":
            candidate.verdict, candidate.rule, candidate.reason = REJECTED, rule.code, reason
            return
        candidate.flags += (rule.code,)


def _verdict(found: Iterable[tuple[SenseRule | TextRule, str | None]]) -> Verdict:
    """The first rejection, or all flags. Nothing is asked after a rejection."""
    flags: list[str] = []
    for rule, reason in found:
        if reason is None:
            continue
        if rule.effect == "reject":
            return Verdict(rule.code, reason, tuple(flags))
        flags.append(rule.code)
    return Verdict(None, None, tuple(flags)) if flags else KEEP


def _apply(candidate: Candidate, *verdicts: Verdict) -> None:
    for verdict in verdicts:
        candidate.flags += verdict.flags
        if verdict.rule is not None:
            candidate.verdict, candidate.rule, candidate.reason = REJECTED, verdict.rule, verdict.reason
            return

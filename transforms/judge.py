"""Judges every candidate of one language: where it comes from, its text after the repairs, and the class it stands for.

The order is fixed: sense rules, repairs, text rules, class rules, each in the order of the profile. The first rule that rejects
gives the verdict. What depends on a text alone is worked out once for every text of the language.
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
    from collections.abc import Iterable

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
    repairs: tuple[str, ...]
    verdict: Verdict


KEEP = Verdict(None, None, ())
UNDERSCORES = "underscores"  # the one repair that a clean lemma may need


class Judge:
    """Judges the candidates of one language by one profile."""

    def __init__(self, language: Language, profile: Profile, version: str) -> None:
        known = rules()
        chosen = [known[code] for code in profile.rules]
        self._language, self._version = language, version
        self._sense_rules = [rule for rule in chosen if isinstance(rule, SenseRule)]
        self._text_rules = [rule for rule in chosen if isinstance(rule, TextRule)]
        self._class_rules = [
            rule for rule in chosen if isinstance(rule, ClassRule) and (rule.languages is None or rule.languages(language))
        ]
        self._repairs = tuple(each for each in REPAIRS if each.code in profile.repairs)
        self._clean = clean_pattern(language).fullmatch
        self._spaces = UNDERSCORES in profile.repairs
        self._origins: dict[tuple[str, bool | None, bool], Verdict] = {}
        self._texts: dict[str, Text] = {}

    def judge(self, group: list[Candidate], image_class: ImageClass, english: English) -> None:
        """Give every candidate of one class its label, repairs and flags, and reject what a rule rejects."""
        passed = []
        for candidate in group:
            text = self._texts.get(candidate.lemma) or self._judge_text(candidate.lemma)
            candidate.label, candidate.repairs, verdict = text
            key = (candidate.source, candidate.machine, not candidate.sense_id)
            origin = self._origins.get(key) or self._judge_origin(key, candidate)
            if origin is not KEEP or verdict is not KEEP:
                _apply(candidate, (origin, verdict))
                if candidate.verdict == REJECTED:
                    continue
            passed.append(candidate)
        if passed:
            asked = [rule for rule in self._class_rules if rule.classes is None or rule.classes(image_class)]
            if asked:
                self._judge_class(passed, asked, image_class, english)

    def _judge_origin(self, key: tuple[str, bool | None, bool], candidate: Candidate) -> Verdict:
        found = ((rule, rule.check(candidate, self._language, self._version)) for rule in self._sense_rules)
        verdict = self._origins[key] = _verdict(found)
        return verdict

    def _judge_text(self, lemma: str) -> Text:
        text = self._texts[lemma] = self._clean_text(lemma) if self._clean(lemma) else self._odd_text(lemma)
        return text

    def _clean_text(self, lemma: str) -> Text:
        """The fast path: a lemma that needs no repair but its underscores and breaks no text rule, whatever the profile."""
        if self._spaces and "_" in lemma:
            return Text(lemma.replace("_", " "), (UNDERSCORES,), KEEP)
        return Text(lemma, (), KEEP)

    def _odd_text(self, lemma: str) -> Text:
        label, repairs = repair(lemma, self._language, self._repairs)
        texts = {"label": label, "lemma": lemma}
        found = ((rule, rule.check(texts[rule.looks_at], self._language)) for rule in self._text_rules)
        return Text(label, repairs, _verdict(found))

    def _judge_class(
        self, passed: list[Candidate], asked: list[ClassRule], image_class: ImageClass, english: English
    ) -> None:
        of_class, every, language = english.of(image_class.index), english.all, self._language
        if len(passed) == 1:
            situation = Situation(language, image_class, of_class, frozenset((passed[0].source,)), every)
            _ask(passed[0], asked, situation)
            return
        words = [fold(candidate.label) for candidate in passed]
        sources: dict[str, set[str]] = {}
        for word, candidate in zip(words, passed, strict=True):
            sources.setdefault(word, set()).add(candidate.source)
        situations = {
            word: Situation(language, image_class, of_class, frozenset(given), every) for word, given in sources.items()
        }
        for word, candidate in zip(words, passed, strict=True):
            _ask(candidate, asked, situations[word])


def _ask(candidate: Candidate, asked: list[ClassRule], situation: Situation) -> None:
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


def _apply(candidate: Candidate, verdicts: tuple[Verdict, ...]) -> None:
    for verdict in verdicts:
        candidate.flags += verdict.flags
        if verdict.rule is not None:
            candidate.verdict, candidate.rule, candidate.reason = REJECTED, verdict.rule, verdict.reason
            return

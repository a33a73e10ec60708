"""The cause of a changed cell, from what became of its two senses: a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.diffing.causes import Facts, Sense, cause
from pipeline.diffing.settings import Settings

SAME = Settings()
NO_SCRIPT = Settings(rules=frozenset({"wrong-script"}))
NO_BRACKET = Settings(repairs=frozenset({"disambiguator"}))
OTHER_CHOICE = Settings(choice=("ranking",))
OTHER_LEXICON = Settings(lexicon=True)
OTHER_CODE = Settings(code=True)


def sense(lemma: str, verdict: str | None, rule: str | None = None, **more: Any) -> Sense:
    """A sense with its fate in the other edition."""
    return Sense(lemma, "WIKI", more.get("repairs", ()), verdict, rule, more.get("other_repairs", ()))


def facts(old: Sense | None, new: Sense | None, arrived: int = 0, left: int = 0, flipped: str = "") -> Facts:
    return Facts(old, new, arrived, left, frozenset({flipped} - {""}))


OLD, NEW = sense("alt", "alternative"), sense("neu", "alternative")


@pytest.mark.parametrize(
    ("known", "between", "expected", "by"),
    [
        # the sense itself came or went
        (facts(sense("alt", None), NEW), OTHER_LEXICON, "lexicon", ""),
        (facts(OLD, sense("neu", None)), OTHER_LEXICON, "lexicon", ""),
        (facts(None, sense("neu", None)), OTHER_LEXICON, "lexicon", ""),
        (facts(sense("alt", None), None), OTHER_LEXICON, "lexicon", ""),
        # a rule that only one asks
        (facts(sense("alt", "rejected", "wrong-script"), None), NO_SCRIPT, "rule", "wrong-script"),
        (facts(None, sense("neu", "rejected", "wrong-script")), NO_SCRIPT, "rule", "wrong-script"),
        (facts(OLD, sense("neu", "rejected", "wrong-script")), NO_SCRIPT, "rule", "wrong-script"),
        # the old sense was rejected, so the new one took its place though the lexicon has it anew
        (facts(sense("alt", "rejected", "wrong-script"), sense("neu", None)), NO_SCRIPT, "rule", "wrong-script"),
        # a rule that both ask, decided otherwise
        (facts(sense("alt", "rejected", "digits"), None), OTHER_CODE, "code", "digits"),
        (facts(sense("alt", "rejected", "english-copy"), None), OTHER_LEXICON, "lexicon", "english-copy"),
        (facts(sense("alt", "rejected", "english-copy"), None), NO_SCRIPT, "rule", "wrong-script"),
        (
            facts(sense("a", "rejected", "bad-characters", repairs=("disambiguator",)), None),
            NO_BRACKET,
            "profile",
            "disambiguator",
        ),
        # the same sense, another text
        (
            facts(sense("x", "chosen", repairs=("disambiguator",)), sense("x", "chosen")),
            NO_BRACKET,
            "profile",
            "disambiguator",
        ),
        (facts(sense("x", "chosen", repairs=("stress",)), sense("x", "chosen")), OTHER_CODE, "code", "stress"),
        # both accepted in both, another one preferred
        (facts(OLD, NEW, flipped="wrong-script"), NO_SCRIPT, "rule", "wrong-script"),
        (facts(OLD, NEW, arrived=2), OTHER_LEXICON, "lexicon", ""),
        (facts(OLD, NEW), OTHER_CHOICE, "profile", "ranking"),
        (facts(OLD, NEW), NO_SCRIPT, "rule", "wrong-script"),
        (facts(OLD, NEW), NO_BRACKET, "profile", "disambiguator"),
        (facts(OLD, NEW), OTHER_CODE, "code", ""),
        (facts(OLD, NEW), OTHER_LEXICON, "lexicon", ""),
        # nothing differs: somebody edited a table
        (facts(OLD, NEW), SAME, "unknown", ""),
        (facts(None, None), SAME, "unknown", ""),
    ],
)
def test_causes(known: Facts, between: Settings, expected: str, by: str) -> None:
    found = cause(known, between)
    assert (found.cause, found.by) == (expected, by)
    assert found.why


def test_words_say_when_the_cause_lies_elsewhere_and_what_else_it_may_be() -> None:
    both = Settings(rules=frozenset({"list"}), code=True)
    why = cause(facts(OLD, NEW), both).why
    assert "through rule list at other classes" in why
    assert "or another version of the code" in why

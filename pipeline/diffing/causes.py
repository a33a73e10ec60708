"""Finds the cause of one changed cell from what became of the two senses that the labels came from.

Where the sense of the old label is gone or rejected, that is the cause; else where the sense of the new label is new
or was rejected; else the text was repaired otherwise, or another sense was preferred. What happened in the cell itself
goes before what may have happened around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.diffing.settings import Settings


class Cause(NamedTuple):
    """Why a label is another one."""

    cause: str
    by: str  #: rule, repair or setting
    why: str


@dataclass(frozen=True, slots=True)
class Sense:
    """The sense that a label came from, and what became of it in the other edition."""

    lemma: str
    source: str
    repairs: tuple[str, ...]
    other_verdict: str | None  #: None where the other edition has no such sense
    other_rule: str | None
    other_repairs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.lemma} ({self.source})"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one changed cell."""

    old: Sense | None  #: of the label before
    new: Sense | None  #: of the label after
    arrived: int  #: senses that only the later edition has
    left: int  #: senses that only the earlier one has
    flipped: frozenset[str]  #: rules that reject a sense in one edition, which the other accepts


def cause(facts: Facts, between: Settings) -> Cause:
    """The cause of a changed cell, when both editions tell their senses."""
    old, new = facts.old, facts.new
    if old and old.other_verdict is None:
        return Cause("lexicon", "", f"{old} is gone from the lexicon")
    if old and old.other_rule:
        return _by_rule(old.other_rule, f"now rejects {old}", old, between)
    if new and new.other_verdict is None:
        return Cause("lexicon", "", f"{new} is new in the lexicon")
    if new and new.other_rule:
        return _by_rule(new.other_rule, f"rejected {new} before", new, between)
    if old and new and (old.lemma, old.source) == (new.lemma, new.source) and old.repairs != new.repairs:
        return _by_repair(old, new, between)
    return _by_choice(facts, between)


def _by_rule(rule: str, does: str, sense: Sense, between: Settings) -> Cause:
    why = f"rule {rule} {does}"
    if rule in between.rules:
        return Cause("rule", rule, why)
    repairs = between.repairs & (set(sense.repairs) ^ set(sense.other_repairs))
    if repairs:
        names = ", ".join(sorted(repairs))
        return Cause("profile", names, f"{why}, whose text is repaired otherwise by {names}")
    return _around(f"{why}, and did not decide so in the other", between, by=rule)


def _by_repair(old: Sense, new: Sense, between: Settings) -> Cause:
    differ = set(old.repairs) ^ set(new.repairs)
    names = ", ".join(sorted(differ)) or "another order of repairs"
    why = f"{old} is repaired otherwise: {names}"
    if differ & between.repairs or between.order:
        return Cause("profile", names, why)
    return _around(why, between, by=names)


def _by_choice(facts: Facts, between: Settings) -> Cause:
    preferred = f"{facts.new or 'nothing'} is preferred to {facts.old or 'nothing'}"
    flipped = facts.flipped & between.rules
    if flipped:
        names = ", ".join(sorted(flipped))
        return Cause("rule", names, f"{preferred}, since rule {names} judges other senses of this class otherwise")
    if facts.arrived or facts.left:
        return Cause("lexicon", "", f"{preferred}: {facts.arrived} senses of this class came, {facts.left} went")
    return _around(preferred, between)


def _around(why: str, between: Settings, by: str = "") -> Cause:
    """Nothing in the cell tells: what differs between the editions at all must have done it, through other classes."""
    possible = list(_possible(between))
    if not possible:
        return Cause("unknown", by, f"{why}; the two were made alike, so a table was changed by hand")
    cause, name, words = possible[0]
    also = f" (or {', or '.join(each[2] for each in possible[1:])})" if len(possible) > 1 else ""
    return Cause(cause, name or by, f"{why}, through {words}{also}")


def _possible(between: Settings) -> list[tuple[str, str, str]]:
    found = []
    if between.choice:
        names = ", ".join(between.choice)
        found.append(("profile", names, f"the choice's {names}"))
    if between.rules:
        found.append(("rule", between.rule_names, f"rule {between.rule_names} at other classes"))
    if between.repairs or between.order:
        names = ", ".join(sorted(between.repairs))
        found.append(("profile", names, f"repairs {names}" if names else "the order of rules and repairs"))
    if between.lexicon:
        found.append(("lexicon", "", "other words of the lexicon"))
    if between.code:
        found.append(("code", "", "another version of the code"))
    return found

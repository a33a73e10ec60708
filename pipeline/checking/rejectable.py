"""W2: a rule of the curated profile would reject the label by its text. The functions are the rules themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checking.catalogue import Item, check
from pipeline.checking.remarkable import distinct, place
from transforms.rules.catalogue import rules
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.subject import Subject

#: Which check asks which rules; W299 asks those that no other does.
ASKED = {
    "W201": ("wrong-script",),
    "W202": ("mixed-script",),
    "W203": ("bad-characters", "mojibake"),
    "W204": ("no-letters",),
    "W205": ("definition", "list"),
    "W206": ("digits",),
    "W207": ("page-title", "qualifier"),
    "W208": ("foreign-word", "secondary-script"),
}
_OTHERS = "W299"


@check("W201", "cells")
def wrong_script(subject: Subject) -> Iterator[Item]:
    """The label is in a script that the language is not written in."""
    return _would_reject(subject, "W201")


@check("W202", "cells")
def mixed_script(subject: Subject) -> Iterator[Item]:
    """A word of the label mixes scripts."""
    return _would_reject(subject, "W202")


@check("W203", "cells")
def damaged_text(subject: Subject) -> Iterator[Item]:
    """The label holds characters that no word has, or was decoded wrongly."""
    return _would_reject(subject, "W203")


@check("W204", "cells")
def no_letters(subject: Subject) -> Iterator[Item]:
    """The label has no letters."""
    return _would_reject(subject, "W204")


@check("W205", "cells")
def a_definition(subject: Subject) -> Iterator[Item]:
    """The label is a definition or a list instead of a word."""
    return _would_reject(subject, "W205")


@check("W206", "cells")
def digits(subject: Subject) -> Iterator[Item]:
    """A figure is glued to a word of the label."""
    return _would_reject(subject, "W206")


@check("W207", "cells")
def not_this_sense(subject: Subject) -> Iterator[Item]:
    """The bracket or the form of the label says that it is another sense, or the title of a page."""
    return _would_reject(subject, "W207")


@check("W208", "cells")
def foreign_word(subject: Subject) -> Iterator[Item]:
    """The label is in a script that the language uses beside its own, or looks foreign."""
    return _would_reject(subject, "W208")


@check("W299", "cells")
def another_rule(subject: Subject) -> Iterator[Item]:
    """Another rule about texts would reject the label."""
    return _would_reject(subject, _OTHERS)


def _text_rules(code: str) -> list[TextRule]:
    named = {name for names in ASKED.values() for name in names}
    known = [rule for rule in rules().values() if isinstance(rule, TextRule)]
    if code == _OTHERS:
        return [rule for rule in known if rule.code not in named and rule.effect == "reject"]
    return [rule for rule in known if rule.code in ASKED[code]]


def _would_reject(subject: Subject, code: str) -> Iterator[Item]:
    asked = _text_rules(code)
    for text, known, cells in distinct(subject):
        reasons = ((rule.code, rule.check(text, known)) for rule in asked)
        found = next(((name, reason) for name, reason in reasons if reason), None)
        if found:
            says = f"{text!r} {found[1]} ({found[0]})"
            yield from (Item(place(subject, cell), says) for cell in cells)

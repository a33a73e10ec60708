"""Repairs a lemma: every repair in a fixed order, again and again until nothing changes, each change recorded by
its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.repairs import (
    disambiguator,
    edge_punctuation,
    entities,
    first_of_list,
    harakat,
    invisible_marks,
    length_marks,
    letter_forms,
    look_alikes,
    markup,
    nfc,
    niqqud,
    palochka,
    spaces,
    stress,
    tone_marks,
    underscores,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resources.languages import Language
    from transforms.repairs.repair import Repair

#: What is written around a word goes before what is written on it, so that the later ones see words alone.
REPAIRS: tuple[Repair, ...] = (
    underscores.REPAIR,
    entities.REPAIR,
    markup.REPAIR,
    invisible_marks.REPAIR,
    nfc.REPAIR,
    spaces.REPAIR,
    disambiguator.REPAIR,
    first_of_list.REPAIR,
    edge_punctuation.REPAIR,
    stress.REPAIR,
    harakat.REPAIR,
    niqqud.REPAIR,
    tone_marks.REPAIR,
    length_marks.REPAIR,
    letter_forms.REPAIR,
    palochka.REPAIR,
    look_alikes.REPAIR,
)
_BY_CODE = {each.code: each for each in REPAIRS}
_ROUNDS = 50  # only text made to be nasty, such as entities of entities, needs a third


class Step(NamedTuple):
    """One repair at work."""

    code: str
    before: str
    after: str


def repair(text: str, language: Language, repairs: tuple[Repair, ...] = REPAIRS) -> tuple[str, tuple[str, ...]]:
    """The label that a lemma comes to, and the codes of the repairs that changed it, in order.

    Never raises and never empties a text: a repair that would leave nothing leaves the text as it is. A repaired
    label is not changed by the same repairs again.
    """
    codes: list[str] = []
    upto = len(repairs)
    for _ in range(_ROUNDS):
        changed = -1
        for place in range(upto):
            after = _apply(repairs[place], text, language)
            if after != text:
                codes.append(repairs[place].code)
                text, changed = after, place
        if changed < 0:
            break
        # The repairs behind the last one that changed it have seen this text: only the others are asked again.
        upto = changed + 1 if upto == len(repairs) else len(repairs)
    return text, tuple(codes)


def steps(text: str, codes: Iterable[str], language: Language) -> list[Step]:
    """What each recorded code did to a lemma, in order. Raises KeyError for a code that is none."""
    done = []
    for code in codes:
        after = _apply(_BY_CODE[code], text, language)
        done.append(Step(code, text, after))
        text = after
    return done


def replay(text: str, codes: Iterable[str], language: Language) -> str:
    """The label that recorded codes make of a lemma. Raises KeyError for a code that is none."""
    done = steps(text, codes, language)
    return done[-1].after if done else text


def _apply(each: Repair, text: str, language: Language) -> str:
    after = each.apply(text, language)
    return text if after == text or not after.strip() else after

"""A release as large as they get: words invented from a seed, in the letters of true scripts."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.release import schemas
from tests.pipeline.release.synthetic import Classes, write_release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Letters of the scripts that invented words are made of.
LETTERS = {
    "Latn": "abcdefghijklmnoprstuvz",
    "Cyrl": "абвгдежзийклмнопрстуфхцчшыэюя",
    "Arab": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Hebr": "אבגדהוזחטיכלמנסעפצקרשת",
    "Deva": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह",
    "Thai": "กขคงจชซดตถทนบปผพฟมยรลวสหอ",
    "Hani": "山水火木金土日月人口手足目耳心石田竹米糸虫貝車雨雪風鳥魚馬",
    "Grek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Ethi": "ሀለሐመሠረሰሸቀበተኀነአከወዐዘየደገጠጸፈ",
    "Geor": "აბგდევზთიკლმნოპჟრსტუფქღშჩცძწჭხჯჰ",
    "Mong": "ᠠᠡᠢᠣᠤᠥᠦᠨᠪᠫᠬᠭᠮᠯᠰᠱᠲᠳᠴᠵᠶᠷ",
    "Thaa": "ހށނރބޅކއވމފދތލގޏސޑ",
    "Taml": "கஙசஞடணதநபமயரலவழளறன",
    "Hang": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호",
}
SOURCES = ["WIKI", "WIKT", "WIKIDATA", "WIKIDATA_ALIAS", "WIKIRED", "OMWN", "WN", "GEONM", "MUL", "WIKITR"]


def write_large(folder: Path, languages: int = 300, classes: int = 1000, senses: int = 4, seed: int = 7) -> Path:
    """A release of invented words: every cell has senses (1 to 2 * ``senses`` - 1), nearly all have a label."""
    dice = random.Random(seed)
    scripts = list(LETTERS)
    table = {
        f"L{i:03}": (f"Language {i:03}", f"x{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}", [scripts[i % len(scripts)]])
        for i in range(languages)
    }
    named = [
        (
            f"n{10_000_000 + i:08}",
            [f"{_word(dice, 'Latn')} {_word(dice, 'Latn')}", _word(dice, "Latn")],
            " ".join(_word(dice, "Latn") for _ in range(12)),
        )
        for i in range(classes)
    ]
    labels: dict[str, list[Any]] = {name: [] for name in schemas.LABELS.names}
    candidates: dict[str, list[Any]] = {name: [] for name in schemas.CANDIDATES.names}
    for place, code in enumerate(table):
        _fill(dice, code, table[code], named, labels, candidates, share=1.0 - 0.6 * place / languages, senses=senses)
    return write_release(
        folder, pa.table(labels, schema=schemas.LABELS), pa.table(candidates, schema=schemas.CANDIDATES), table, named
    )


def _fill(
    dice: random.Random,
    code: str,
    about: tuple[str, str, list[str]],
    named: Classes,
    labels: dict[str, list[Any]],
    candidates: dict[str, list[Any]],
    *,
    share: float,
    senses: int,
) -> None:
    script = about[2][0]
    for index, (wnid, _, _) in enumerate(named):
        keys = (index, wnid, wnid[1:] + "n", f"bn:{index:08}n", code)
        words = [_word(dice, script) for _ in range(dice.randint(1, senses))]
        chosen = dice.random() < share
        for order, text in enumerate(_spread(dice, words, senses)):
            rejected = (order > 0 and text != words[0] and dice.random() < 0.4) or not chosen
            verdict = "rejected" if rejected else "chosen" if order == 0 else "alternative"
            rule = dice.choice(["script", "machine-translation", "english-copy"]) if rejected else None
            row: tuple[Any, ...] = (
                *keys,
                text.replace(" ", "_"),
                text,
                dice.choice(SOURCES),
                f"s{dice.randrange(10**8):08}n",
                ["underscore"] if " " in text else [],
                [],
                verdict,
                rule,
                f"{rule} says no to it" if rule else None,
            )
            for name, value in zip(schemas.CANDIDATES.names, row, strict=True):
                candidates[name].append(value)
        if chosen:
            flags = ["ambiguous"] if dice.random() < 0.01 else []
            others = list(dict.fromkeys(word for word in words[1:] if word != words[0]))
            source = candidates["source"][-1]
            row = (
                *keys,
                about[1],
                script,
                words[0],
                words[0].replace(" ", "_"),
                source,
                [source],
                "",
                [],
                flags,
                others,
            )
            for name, value in zip(schemas.LABELS.names, row, strict=True):
                labels[name].append(value)


def _spread(dice: random.Random, words: list[str], senses: int) -> Iterator[str]:
    yield words[0]
    yield from words[1:]
    for _ in range(dice.randint(0, senses - 1)):
        yield dice.choice(words)


def _word(dice: random.Random, script: str) -> str:
    letters = LETTERS[script]
    length = dice.randint(2, 3) if script == "Hani" else dice.randint(3, 9)
    text = "".join(dice.choice(letters) for _ in range(length))
    return f"{text} {dice.choice(letters)}{dice.choice(letters)}{dice.choice(letters)}" if dice.random() < 0.2 else text

"""Synsets for made-up dumps: lines of JSON in BabelNet's shape, of its sizes and its mix of sources."""

from __future__ import annotations

import random
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.made_words import Speech, chosen_languages, speech, troubled
from resources.class_lists import ImageClass, load
from resources.wordnet import noun_wnids

if TYPE_CHECKING:
    from pathlib import Path

TROUBLE = 0.07  #: share of senses whose lemma has something odd about it
PLACEHOLDER = "bn:00000000n"
_AGREES = 0.62  # share of a language's senses that give its first word
_OFTEN = ("WN", "OEWN", "WN2020", "OMWN", "MCR", "SALDO", "SLOWNET", "OMWIKI", "WIKT", "WIKI", "WIKIDATA")
_SENSE = (
    '{"type":"%s","properties":{%s"fullLemma":"%s","simpleLemma":"%s","source":"%s","senseKey":"%s",'
    '"language":"%s","pos":"NOUN","synsetID":{"id":"%s","pos":"NOUN"},"idSense":%d}}'
)
_WORDNET = '"wordNetSenseNumber":1,"wordNetOffset":"%s","wordNetSynsetPosition":%d,'
_TAIL = (
    '"mainSense":"%s#n#1","glosses":[{"source":"WN","sourceSense":"1","language":"EN","gloss":"%s","tokens":[]}],'
    '"examples":[],"images":[],"synsetType":"CONCEPT","categories":[],"domains":{},"filterLangs":[],"bkeyConcepts":false'
)
_OFFSET = '{"versionMapping":{%s},"version":"%s","id":"%s","pos":"NOUN","source":"%s"}'
_OLDER = (("WN_21", 1), ("WN_171", 2), ("WN_20", 3), ("WN_16", 4))


class World(NamedTuple):
    """All that lines are made of. The same arguments make the same world."""

    speeches: tuple[Speech, ...]
    weights: tuple[float, ...]  #: cumulative, one per speech
    classes: tuple[ImageClass, ...]  #: the wanted ones, shuffled
    others: tuple[str, ...]  #: offsets of nouns that are no class
    seed: int
    senses: int  #: mean per line


def world(class_list: str, language_count: int, senses: int, seed: int, words: Path | None) -> World:
    """Languages with their words, and the wanted and unwanted nouns."""
    speeches = tuple(speech(code, seed, words) for code in chosen_languages(language_count))
    classes = list(load(class_list).classes)
    random.Random(seed).shuffle(classes)
    wnids = {each.wnid for each in classes}
    others = tuple(f"{wnid[1:]}n" for wnid in sorted(noun_wnids() - wnids))
    weights = tuple(accumulate(1 / (rank + 8) for rank in range(len(speeches))))  # the 9th has half of the first
    return World(speeches, weights, tuple(classes), others, seed, senses)


def wanted_line(made: World, synset: str, number: int, api_order: bool) -> bytes:
    """A line of the class whose turn it is: every class once, then a second synset for each."""
    image_class = made.classes[number % len(made.classes)]
    chance = random.Random(f"{made.seed} {synset}")
    lemmas = [lemma.replace(" ", "_") for lemma in image_class.lemmas]
    senses = _senses(made, synset, lemmas, image_class.wn_offset, chance)
    return _line(synset, image_class.wn_offset, senses, lemmas[0], image_class.gloss, chance, api_order)


def other_lines(made: World, count: int, api_order: bool) -> list[bytes]:
    """Lines of synsets that no class wants, to be given other ids: seven of ten without any WordNet offset."""
    found = []
    words = made.speeches[0].words
    for number in range(count):
        chance = random.Random(f"{made.seed} other {number}")
        lemma = f"{chance.choice(words)}_{chance.choice(words)}"
        offset = chance.choice(made.others) if made.others and chance.random() < 0.3 else ""
        senses = _senses(made, PLACEHOLDER, [lemma], offset, chance)
        found.append(_line(PLACEHOLDER, offset, senses, lemma, "Something of no class at all", chance, api_order))
    return found


def _senses(made: World, synset: str, english: list[str], offset: str, chance: random.Random) -> list[str]:
    """Rendered senses in wire order: by source, languages mixed."""
    drawn = max(1, round(made.senses * chance.lognormvariate(-0.125, 0.5)) - len(english))
    words: dict[str, str] = {"EN": english[0]}
    rows = [("WN", "EN", lemma) for lemma in english] if offset else []
    random_, choice = chance.random, chance.choice
    for code, pool, sources in chance.choices(made.speeches, cum_weights=made.weights, k=drawn):
        word = words.get(code)
        if word is None:
            word = words[code] = _lemma(pool, chance)
        source = choice(sources)
        lemma = word if random_() < _AGREES else _lemma(pool, chance)
        if source == "BABELNET":
            lemma = english[0]
        elif source in ("WIKI", "WIKIRED"):
            lemma = lemma[:1].upper() + lemma[1:]
        if random_() < TROUBLE:
            lemma = troubled(lemma, code, english[0], chance)
        rows.append((source, code, lemma))
    rows.sort(key=_wire_order)
    base = int(synset[3:11]) % 1_000_000 * 1000
    return [_sense(synset, offset, row, place, base + place) for place, row in enumerate(rows)]


def _lemma(pool: tuple[str, ...], chance: random.Random) -> str:
    first = pool[int(chance.random() * len(pool))]
    return first if chance.random() < 0.5 else f"{first}_{pool[int(chance.random() * len(pool))]}"


def _wire_order(row: tuple[str, str, str]) -> tuple[int, str]:
    """WordNets, then dictionaries, then the wikis, copies last; sorting is stable, so languages stay mixed."""
    source = row[0]
    if source == "BABELNET":
        return 99, source
    stem = source.split("_")[0] if source.startswith(("OMWN", "MCR")) else source
    return (_OFTEN.index(stem) if stem in _OFTEN else 50), source


def _sense(synset: str, offset: str, row: tuple[str, str, str], place: int, identifier: int) -> str:
    source, code, lemma = row
    simple = lemma.split("_(", 1)[0]
    if source == "WN":
        wordnet = _WORDNET % (offset, place + 1)
        return _SENSE % ("WordNetSense", wordnet, lemma, simple, source, f"{lemma}%1:05:00::", code, synset, identifier)
    if source == "BABELNET":
        return _SENSE % ("BabelSense", "", lemma, simple, source, "bn:00955003n", code, synset, 0)
    key = f"Q{identifier}" if source.startswith("WIKIDATA") else str(identifier)
    return _SENSE % ("BabelSense", "", lemma, simple, source, key, code, synset, identifier)


def _line(
    synset: str, offset: str, senses: list[str], lemma: str, gloss: str, chance: random.Random, api_order: bool
) -> bytes:
    clean = gloss.replace("\\", "").replace('"', "'")
    body = f'"senses":[{",".join(senses)}]'
    known = f'"wnOffsets":[{",".join(_offsets(offset, chance))}]'
    tail = _TAIL % (lemma, clean)
    parts = (body, known, tail) if api_order else (f'"id":"{synset}"', known, body, tail)
    return ("{" + ",".join(parts) + "}\n").encode()


def _offsets(offset: str, chance: random.Random) -> list[str]:
    """Open English WordNet's entry first in half of them, older WordNets' numbers in a third."""
    if not offset:
        return []
    found = []
    number = int(offset[:8])
    if chance.random() < 0.5:
        found.append(_OFFSET % ("", "OEWN", f"oewn:{number + 37:08d}n", "OEWN"))
    older = ""
    if chance.random() < 0.33:
        pairs = [f'"{version}":["{number - 1000 * step:08d}n"]' for version, step in _OLDER]
        older = ",".join([f'"WN_30":["{offset}"]', *pairs])
    found.append(_OFFSET % (older, "WN_30", f"wn:{offset}", "WN"))
    return found

"""Small worlds for tests: BabelNet's answers, random crawls, an independent reading of the paper's algorithm."""

from __future__ import annotations

import random
from typing import Any

SOURCES = ("WIKI", "WIKIRED", "WIKIDATA_ALIAS", "WIKT", "WN", "OMWN", "WIKITR", "BABELNET")
WORDS = (
    "tench",
    "Tench",
    "Schleie",
    "sombréro",
    "tricerátops",
    "planetárium",
    "hot_dog",
    "zebra",
    "Zebra_(dier)",
    "é",
    "鯉",
    "x_y",
)


def answer(offset: str, senses: list[dict[str, Any]], synset: str = "bn:90000001n") -> dict[str, Any]:
    """A getSynset answer with these sense properties."""
    wrapped = [{"type": "BabelSense", "properties": each} for each in senses]
    return {"id": synset, "wnOffsets": [{"id": f"wn:{offset}", "version": "WN_30", "source": "WN"}], "senses": wrapped}


def random_crawl(seed: int, classes: int, languages: tuple[str, ...]) -> dict[str, list[list[dict[str, Any]]]]:
    """A raw crawl of a few confusing words, from few enough that equal ones meet."""
    chance = random.Random(seed)

    def sense(language: str, number: int) -> dict[str, Any]:
        return {
            "lemma": chance.choice(WORDS),
            "language": language,
            "source": chance.choice(SOURCES),
            "is_mt": chance.random() < 0.2,
            "id": f"s{number}",
        }

    return {
        language: [[sense(language, number) for number in range(chance.randrange(5))] for _ in range(classes)]
        for language in languages
    }


def paper_labels(crawl: dict[str, list[list[dict[str, Any]]]]) -> dict[str, list[Any]]:
    """The published algorithm, written down once more from its description, sharing no code with the build."""
    banned = {sense["lemma"].lower() for senses in crawl["EN"] for sense in senses}
    banned |= {"tricerátops", "planetárium", "sombréro"}
    published: dict[str, list[Any]] = {}
    for language, classes in crawl.items():
        indices, labels = [], []
        for index, senses in enumerate(classes):
            left = [s for s in senses if not s["is_mt"]]
            if language != "EN":
                left = [s for s in left if s["lemma"].lower() not in banned]
            strong = [s for s in left if s["source"] not in ("WIKIRED", "WIKIDATA_ALIAS")]
            if left:
                indices.append(index)
                labels.append((strong or left)[0]["lemma"].replace("_", " "))
        if indices:
            published[language] = [indices, labels]
    return dict(sorted(published.items()))

"""The synsets that the fake knows: ten animals in twelve languages, written by hand, and others derived from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("EN", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "FI", "RU", "JA", "ZH")

#: WordNet 3.0 offset to its word in each of LANGUAGES.
WORDS = {
    "01440764n": "tench Schleie tanche tenca tinca tenca zeelt lin suutari линь テンチ 丁鱥",
    "01443537n": "goldfish Goldfisch poisson_rouge pez_dorado pesce_rosso peixinho-dourado goudvis "
    "złota_rybka kultakala золотая_рыбка 金魚 金鱼",
    "01496331n": "electric_ray Zitterrochen torpille torpedo torpedine raia-elétrica sidderrog "
    "drętwa sähkörausku электрический_скат シビレエイ 电鳐",
    "01514668n": "cock Hahn coq gallo gallo galo haan kogut kukko петух 雄鶏 公鸡",
    "01514859n": "hen Henne poule gallina gallina galinha hen kura kana курица 雌鶏 母鸡",
    "01518878n": "ostrich Strauß autruche avestruz struzzo avestruz struisvogel struś strutsi страус ダチョウ 鸵鸟",
    "01530575n": "brambling Bergfink pinson_du_Nord pinzón_real peppola tentilhão-montês keep "
    "jer järripeippo юрок アトリ 燕雀",
    "01531178n": "goldfinch Stieglitz chardonneret jilguero cardellino pintassilgo putter "
    "szczygieł tikli щегол ゴシキヒワ 金翅雀",
    "02084071n": "dog Hund chien perro cane cão hond pies koira собака 犬 狗",
    "02391049n": "zebra Zebra zèbre cebra zebra zebra zebra zebra seepra зебра シマウマ 斑马",
}

MACHINE = ("WNTR", "WIKITR")
NEAR = ("WIKIRED", "WIKIDATA_ALIAS")


@dataclass(slots=True)
class World:
    """What there is to be asked for."""

    version: str = "V5_3"
    ids: dict[str, list[str]] = field(default_factory=dict)  #: WordNet 3.0 offset to synset ids
    offsets: dict[str, str] = field(default_factory=dict)  #: synset id to WordNet 3.0 offset
    senses: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  #: synset id to senses in wire order

    def synset(self, synset_id: str, languages: list[str]) -> dict[str, Any]:
        """The answer to getSynset, in the shape of v6 and newer."""
        offset = self.offsets[synset_id]
        found = [sense for sense in self.senses[synset_id] if sense["properties"]["language"] in languages]
        answer = {
            "senses": found,
            "wnOffsets": [
                _offset("OEWN", f"oewn:{offset}", "OEWN"),  # before WordNet 3.0's, as BabelNet 5.1 and newer have it
                _offset("WN_30", f"wn:{offset}", "WN"),
            ],
            "mainSense": f"{found[0]['properties']['fullLemma']}#n#1" if found else "",
            "glosses": [], "examples": [], "images": [], "synsetType": "CONCEPT", "categories": [], "translations": {},
            "domains": {}, "lnToCompound": {}, "lnToOtherForm": {}, "filterLangs": languages, "tags": [],
            "bkeyConcepts": False,
        }  # fmt: skip
        if "EN" not in languages:
            del answer["mainSense"]
        return answer


def world_of(offsets: Iterable[str], version: str = "V5_3") -> World:
    """A world of some classes. Those without words of their own get another animal's, numbered: ``Schleie_12``."""
    world, numbers, animals = World(version), count(1), [words.split() for words in WORDS.values()]
    for place, offset in enumerate(offsets):
        synset_id = f"bn:{99_999_999 - int(offset[:8]):08}{offset[8]}"  # unlike its offset
        words = WORDS.get(offset, "").split() or [f"{word}_{place}" for word in animals[place % len(animals)]]
        world.ids[offset], world.offsets[synset_id] = [synset_id], offset
        world.senses[synset_id] = [
            _sense(synset_id, offset, source, language, lemma, next(numbers))
            for source, language, lemma in _wire(words)
        ]
    return world


def _wire(words: Iterable[str]) -> list[tuple[str, str, str]]:
    """Source, language and lemma of a synset's senses: grouped by source, languages mixed within, doublets kept."""
    named = dict(zip(LANGUAGES, words, strict=True))
    others = [code for code in LANGUAGES if code != "EN"]
    return [
        ("WN", "EN", named["EN"]),
        *(("WIKIDATA", code, named[code]) for code in LANGUAGES),
        *(("WIKI", code, f"{named[code]}_(animal)" if code == "EN" else named[code]) for code in LANGUAGES),
        *(("WIKIRED", code, named["EN"]) for code in ("DE", "NL")),
        *(("WIKT", code, named[code]) for code in others),
        ("WIKT", "ES", named["ES"]),
        ("WNTR", "FR", f"{named['EN']}_traduit"),
        ("BABELNET", "PL", named["EN"]),
    ]


def _sense(synset_id: str, offset: str, source: str, language: str, lemma: str, number: int) -> dict[str, Any]:
    kind = (
        "AUTOMATIC_TRANSLATION"
        if source in MACHINE
        else "POTENTIAL_NEAR_SYNONYM_OR_WORSE"
        if source in NEAR
        else "HIGH_QUALITY"
    )
    properties = {
        "fullLemma": lemma, "simpleLemma": lemma.split("_(")[0], "source": source,
        "lemma": {"lemma": lemma, "type": kind},
        "senseKey": f"Q{number}" if source == "WIKIDATA" else "", "frequency": 0, "language": language, "pos": "NOUN",
        "synsetID": {"id": synset_id, "pos": "NOUN", "source": "BABELNET"}, "translationInfo": "",
        "pronunciations": {"audios": [], "transcriptions": []}, "bKeySense": False, "idSense": number, "tags": [],
    }  # fmt: skip
    if source == "WNTR":
        properties["translationInfo"] = "0.43846_171_390"
    if source == "BABELNET":
        del properties["translationInfo"]
        properties |= {"idSense": 0, "senseKey": synset_id}
    if source != "WN":
        return {"type": "BabelSense", "properties": properties}
    wordnet = {"wordNetSenseNumber": 1, "wordNetOffset": offset, "wordNetSynsetPosition": 1}
    return {"type": "WordNetSense", "properties": wordnet | properties}


def _offset(version: str, identifier: str, source: str) -> dict[str, Any]:
    return {"versionMapping": {}, "version": version, "id": identifier, "pos": "NOUN", "source": source}

"""Words for made-up dumps: real ones of open wordnets where they are at hand, else sounds in the language's script.

Both kinds come with the troubles that an audit of published labels counted (about 7 %): notes in parentheses, invisible
marks, stress marks and vowel points, taxon names, copies of English, letters of another script.
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fontTools.unicodedata import Scripts

from resources import languages

if TYPE_CHECKING:
    from pathlib import Path

POOL = 3000  #: words per language; two of them make one lemma as often as not, so that few lemmas repeat
_FIRST = "EN,DE,FR,ES,IT,RU,PT,NL,PL,ZH,JA,SV,UK,CA,FI,CS,AR,HE,FA,TR,KO,HU,NO,DA,RO,EL,ID,VI,EU,HR,BG,SR,SK,SL,LT"
_LATIN = (*"bcdfghjklmnprstvwz", "br", "st", "tr", "ch", "sh", "kl", "pl")
_VOWELS = (*"aeiouaeiouáéíöüä", "ai", "ei", "ou")
_INVISIBLE = "\u17b4\u17b5"  # Khmer vowels that nobody writes
_SKIPPED = frozenset('"\\\n\r\t')
_OMW = "AR,BG,DA,EL,FA,FI,FR,HE,HR,ID,IT,JA,KO,LT,NL,NO,PL,PT,RO,SK,SQ,TH,ZH"
_OWN_WORDNET = {
    **{code: f"OMWN_{code}" for code in _OMW.split(",")},
    **{code: f"MCR_{code}" for code in ("CA", "ES", "EU", "GL")},
    "SL": "SLOWNET",
    "SV": "SALDO",
}
#: How often a source gives a sense, per 100 in a language with its own wordnet.
_MIX = {
    "WIKI": 21, "WIKIDATA": 24, "WIKIRED": 17, "WIKIDATA_ALIAS": 11, "WIKT": 8, "OMWIKI": 4, "WNTR": 4, "WIKITR": 3,
    "BABELNET": 3, "WIKTLB": 1, "GEONM": 1, "MSTERM": 1,
}  # fmt: skip


class Speech(NamedTuple):
    """What a language contributes to a dump."""

    code: str
    words: tuple[str, ...]
    sources: tuple[str, ...]  #: to be drawn from evenly


def chosen_languages(count: int) -> list[str]:
    """BabelNet codes, those with most senses first."""
    order = [*_FIRST.split(","), *languages.choose("xlmr"), *languages.choose("paper-298"), *languages.choose("all")]
    return list(dict.fromkeys(order))[:count]


def speech(code: str, seed: int, folder: Path | None) -> Speech:
    """The words and sources of one language."""
    chance = random.Random(f"{seed} {code}")
    words = list(real_words(folder).get(code, ())) if folder else []
    chance.shuffle(words)
    words = words[:POOL]
    sound = _sounds(languages.language(code).scripts)
    while len(words) < POOL:
        words.append(_word(sound, chance))
    mix = [source for source, times in _MIX.items() for _ in range(times)]
    if code == "EN":
        mix += ["OEWN"] * 12 + ["WN2020"] * 3
    elif code in _OWN_WORDNET:
        mix += [_OWN_WORDNET[code]] * 14
    return Speech(code, tuple(words), tuple(mix))


@cache
def real_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """Lemmas by BabelNet code from every wordnet tab file below a folder, sorted."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.tab")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split("\t")
            if len(fields) < 3 or not fields[1].endswith("lemma") or len(fields[2]) > 60:
                continue
            lemma = fields[2].strip().replace(" ", "_")
            if lemma and _SKIPPED.isdisjoint(lemma):
                tag = fields[1].split(":")[0] if ":" in fields[1] else path.stem.rsplit("-", 1)[-1]
                found.setdefault(tag, set()).add(lemma)
    by_code: dict[str, set[str]] = {}
    for tag, lemmas in found.items():
        by_code.setdefault(languages.from_iso639_3(tag), set()).update(lemmas)
    return {code: tuple(sorted(lemmas)) for code, lemmas in by_code.items()}


def troubled(lemma: str, code: str, english: str, chance: random.Random) -> str:
    """A lemma with one of the troubles that real ones have, at their rates among one another."""
    kind = chance.choices(_TROUBLES, _RATES)[0]
    if kind == "note":
        return f"{lemma}_({chance.choice(('animal', 'film', 'genus', 'Familie', 'ville', '2006', lemma))})"
    if kind == "left-to-right mark":
        return lemma + "\u200e"
    if kind == "marks":
        return _marked(lemma, code, chance)
    if kind == "taxon":
        return chance.choice(("Tinca_tinca", "Lutrinae", "Squalus_lamia", "Varanus", "Salmo_hisutch"))
    if kind == "english":
        return english
    if kind == "script":
        return chance.choice(("Çуткăç", "noj", "ноj", "Фord_Т", "T恤", "κογιότ_canis", "バンケン科"))
    if kind == "list":
        return f"{lemma},_{lemma}"
    if kind == "decomposed":
        return unicodedata.normalize("NFD", lemma)
    return "_".join([lemma] * 7)  # a sentence


_TROUBLES = ("note", "left-to-right mark", "marks", "taxon", "english", "script", "list", "decomposed", "sentence")
_RATES = (18, 15, 17, 6, 12, 3, 1, 1, 2)
_STRESS = {"RU", "BE", "UK", "BG", "MK", "SH"}


def _marked(lemma: str, code: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(lemma) + 1)
    if code in _STRESS:
        return lemma[:place] + "\u0301" + lemma[place:]
    if code in ("AR", "ARY", "ACW", "FA"):
        return lemma[:place] + "\u064e" + lemma[place:]
    if code in ("HE", "YI"):
        return lemma[:place] + "\u05b8" + lemma[place:]
    return lemma


class _Sounds(NamedTuple):
    onsets: tuple[str, ...]
    nuclei: tuple[str, ...]
    shortest: int
    longest: int


@cache
def _sounds(scripts: tuple[str, ...]) -> _Sounds:
    """Syllables of the first script: consonant and vowel where letters are few, characters where they are many."""
    script = scripts[0] if scripts else "Latn"
    if script in ("Latn", "Zyyy"):
        return _Sounds(_LATIN, _VOWELS, 2, 4)
    if script == "Cyrl":
        return _Sounds(tuple("бвгджзклмнпрстфхцчш"), tuple("аеиоуыяю"), 2, 4)
    if script in ("Hani", "Hang"):
        first = 0x4E00 if script == "Hani" else 0xAC00
        return _Sounds(tuple(map(chr, range(first, first + 2000))), ("",), 2, 4)
    letters, signs = _block(script)
    return _Sounds(letters or _LATIN, ("", "", *signs[:12]) if letters else _VOWELS, 3, 7)


def _block(script: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Small letters and vowel signs of a script, at most forty letters."""
    ends = [*Scripts.RANGES[1:], 0x110000]
    runs = zip(Scripts.RANGES, ends, Scripts.VALUES, strict=True)
    characters = [chr(point) for start, end, value in runs if value == script for point in range(start, end)]
    letters = [each for each in characters if unicodedata.category(each) in ("Lo", "Ll") and _stays(each)]
    marks = [each for each in characters if unicodedata.category(each) in ("Mc", "Mn") and each not in _INVISIBLE]
    signs = [each for each in marks if not unicodedata.combining(each)]
    return tuple(letters[:40]), tuple(filter(_stays, signs))


def _stays(character: str) -> bool:
    return unicodedata.is_normalized("NFC", character)


def _word(sound: _Sounds, chance: random.Random) -> str:
    length = chance.randint(sound.shortest, sound.longest)
    return "".join(chance.choice(sound.onsets) + chance.choice(sound.nuclei) for _ in range(length))

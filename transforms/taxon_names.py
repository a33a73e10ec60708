"""Recognises Latin and native names of taxa by their form and by the names that WordNet knows."""

from __future__ import annotations

import re
from functools import lru_cache

from resources.taxa import taxa

_WORD = re.compile(r"[A-Z][a-z]+")
_LATIN_ENDING = re.compile(r".{2,}(?:us|um|is|ensis|ii|ae|oides|ops|issima|iana|atra|ata|ica|ina|osa|ifera|ans|ens)")
_HIGHER_ENDING = re.compile(r"[A-Z][a-z]{2,}(?:idae|inae|oidea|iformes|formes|aceae|mycetes)")
_EMBEDDED = re.compile(r"(?<![A-Za-z])([A-Za-z][a-z]+(?: [a-z]+){1,2})(?![A-Za-z])")
_LEMMA = re.compile(r"([A-Z][a-z]+) ([a-z]+)(?: ([a-z]+))?")

_SHORTEST_PART = 3  # letters of a genus or an epithet in a name whose space was lost
_SHORTEST_LOST = 10  # letters of the whole: below that chance hits outnumber names


def is_linnaean(lemma: str) -> bool:
    """Whether a WordNet lemma is a binomial or trinomial (``Tinca tinca``), not an English name (``Komodo dragon``)."""
    match = _LEMMA.fullmatch(lemma)
    if match is None:
        return False
    genus, epithet = match[1], match[2]
    return genus.lower() == epithet or (epithet in taxa().epithets and genus in taxa().genera) or _ends_latin(epithet)


def _ends_latin(word: str) -> bool:
    return re.fullmatch(r".{2,}(?:us|um|ensis|ii|ae|oides)", word) is not None


@lru_cache(maxsize=65536)
def latin_name(label: str) -> str | None:
    """What kind of Latin name an ASCII label is by its form, in words, or None: ``Castor`` is the name of a genus."""
    words = label.split(" ")
    if len(words) == 1:
        return _single(label)
    if words[0] in taxa().genera and all(_is_epithet(word.rstrip(".")) for word in words[1:]) and len(words) <= 3:
        return "is the Latin name of a species"
    return None


def _single(word: str) -> str | None:
    known = taxa()
    if word in known.genera:
        return "is the Latin name of a genus"
    if word in known.higher or _HIGHER_ENDING.fullmatch(word):
        return "is the Latin name of a family or another taxon"
    if len(word) >= _SHORTEST_LOST and _WORD.fullmatch(word) and _lost_space(word):
        return "is the Latin name of a species that has lost its space"
    return None


def _is_epithet(word: str) -> bool:
    return word in taxa().epithets or (word.islower() and word.isalpha() and _LATIN_ENDING.fullmatch(word) is not None)


def _lost_space(word: str) -> bool:
    known = taxa()
    return any(
        word[:cut] in known.genera and word[cut:] in known.epithets
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def embedded_name(label: str) -> str | None:
    """The binomial that stands within a label of another script (``λύκος canis latrans``), or None."""
    for match in _EMBEDDED.finditer(label):
        genus, *epithets = match[1].split(" ")
        if genus.capitalize() in taxa().genera and all(_is_epithet(epithet) for epithet in epithets):
            return match[1]
    return None


#: How East Asian languages name taxa: the word for the rank stands last. Compound ranks (亚科, 总目) end in it too.
_RANKS = {
    **dict.fromkeys("科과", "family"),
    **dict.fromkeys("目목", "order"),
    **dict.fromkeys("属屬속", "genus"),
    **dict.fromkeys("綱纲", "class"),
}
_NATIVE = re.compile(r"(.*[\u2e80-\u9fff\uac00-\ud7a3\u30a0-\u30ff])([科目属屬綱纲과속목])(?: ?[(（].*)?", re.DOTALL)


def native_rank(label: str) -> str | None:
    """The rank (genus, family, order, class) of the taxon that a Chinese, Japanese or Korean label names, or None."""
    match = _NATIVE.fullmatch(label)
    return _RANKS[match[2]] if match else None

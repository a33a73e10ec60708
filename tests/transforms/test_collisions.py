"""Two classes of one language that want one word."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.languages import language
from resources.profiles import load_profile
from tests.transforms.made import candidate, image_class
from transforms.choose import choose
from transforms.fold import fold
from transforms.model import CHOSEN, Candidate
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules

CURATED = load_profile("curated", [each.code for each in REPAIRS], rules())
PURSE, WALLET, BAG = 748, 893, 414
CLASSES = {
    PURSE: image_class(PURSE, "purse"),
    WALLET: image_class(WALLET, "wallet", "billfold"),
    BAG: image_class(BAG, "bag"),
}

#: senses of each class, the labels that come out, the flags, why
CASES = [
    (
        {PURSE: [("Beutel", "WIKI"), ("Handtasche", "WIKI")], WALLET: [("Beutel", "WIKI")]},
        {PURSE: ("Handtasche", "yielded"), WALLET: ("Beutel", "")},
        "the one with another word takes it",
    ),
    (
        {PURSE: [("Beutel", "WIKI"), ("Handtasche", "omw-de")], WALLET: [("Beutel", "omw-de"), ("Börse", "omw-de")]},
        {PURSE: ("Handtasche", ""), WALLET: ("Beutel", "")},
        "no collision where another word is better to begin with",
    ),
    (
        {PURSE: [("Beutel", "omw-de"), ("Handtasche", "WIKI")], WALLET: [("Beutel", "WIKI"), ("Börse", "WIKI")]},
        {PURSE: ("Beutel", ""), WALLET: ("Börse", "yielded")},
        "where both could, the worse claim leaves",
    ),
    (
        {PURSE: [("Beutel", "WIKI")], WALLET: [("Beutel", "omw-de")]},
        {PURSE: ("Beutel", "ambiguous"), WALLET: ("Beutel", "ambiguous")},
        "what cannot be settled is kept and flagged",
    ),
    (
        {PURSE: [("Beutel", "WIKI"), ("Sack", "WIKIDATA_ALIAS")], WALLET: [("Beutel", "omw-de")]},
        {PURSE: ("Beutel", "ambiguous"), WALLET: ("Beutel", "ambiguous")},
        "a word that nobody vouches for is no way out",
    ),
    (
        {
            PURSE: [("Beutel", "WIKI"), ("Beutel", "WIKT"), ("Beutel", "omw-de"), ("Sack", "WIKI")],
            WALLET: [("beutel", "WIKI")],
        },
        {PURSE: ("Beutel", "ambiguous"), WALLET: ("beutel", "ambiguous")},
        "nor is one that is much weaker; case makes no difference",
    ),
    (
        {PURSE: [("Beutel", "omw-de"), ("Sack", "WIKI")], WALLET: [("Beutel", "WIKI")], BAG: [("Sack", "WIKI")]},
        {PURSE: ("Beutel", "ambiguous"), WALLET: ("Beutel", "ambiguous"), BAG: ("Sack", "")},
        "nobody takes a word that another class bears",
    ),
    (
        {
            PURSE: [("Beutel", "WIKI"), ("Sack", "WIKI")],
            WALLET: [("Beutel", "WIKI"), ("Sack", "WIKI")],
            BAG: [("Beutel", "WIKI")],
        },
        {PURSE: ("Beutel", "ambiguous"), WALLET: ("Sack", "yielded"), BAG: ("Beutel", "ambiguous")},
        "three want one word, and two of them the same other one",
    ),
    (
        {PURSE: [("Beutel", "WIKI"), ("Handtasche", "WIKI")], WALLET: [("Beutel (Tasche)", "omw-de")]},
        {PURSE: ("Handtasche", "yielded"), WALLET: ("Beutel (Tasche)", "")},
        "a disambiguator makes no other word",
    ),
]


def settled(senses: dict[int, list[tuple[str, str]]], classes=CLASSES, code: str = "DE") -> dict[int, Candidate]:
    groups = {index: [candidate(label, source, index) for label, source in group] for index, group in senses.items()}
    choose(language(code), groups, CURATED, classes)
    return {index: each for index, group in groups.items() for each in group if each.verdict == CHOSEN}


@pytest.mark.parametrize(("senses", "expected", "why"), CASES)
def test_two_classes_that_want_one_word(senses, expected, why):
    found = {index: (each.label, "".join(each.flags)) for index, each in settled(senses).items()}
    assert found == expected, why


def test_the_word_given_up_says_who_keeps_it():
    groups = {
        PURSE: [candidate("Beutel", "WIKI", PURSE), candidate("Handtasche", "WIKI", PURSE)],
        WALLET: [candidate("Beutel", "WIKI", WALLET)],
    }
    choose(language("DE"), groups, CURATED, CLASSES)
    given_up = groups[PURSE][0]
    assert given_up.flags == ("given-up",)
    assert given_up.reason == f"left to {CLASSES[WALLET].wnid} (wallet)"
    assert given_up.rule is None


def test_classes_that_share_a_lemma_in_wordnet_are_inherently_ambiguous():
    classes = {134: image_class(134, "crane"), 517: image_class(517, "crane"), 3: image_class(3, "tap")}
    found = settled({134: [("grue", "WIKI")], 517: [("grue", "WIKI")], 3: [("Grue", "WIKI")]}, classes, "FR")
    assert found[134].flags == found[517].flags == ("ambiguous", "ambiguous-inherent")
    assert found[3].flags == ("ambiguous",)


def test_english_maillots_are_told_apart():
    classes = {638: image_class(638, "maillot"), 639: image_class(639, "maillot", "tank suit")}
    found = settled({638: [("maillot", "WN")], 639: [("maillot", "WN"), ("tank suit", "WN")]}, classes, "EN")
    assert (found[638].label, found[639].label) == ("maillot", "tank suit")


WORDS = st.sampled_from(["a", "b", "c", "d", "A"])
SOURCES = st.sampled_from(["WIKI", "WIKT", "omw-de", "WIKIRED"])
WORLD = st.dictionaries(st.integers(0, 7), st.lists(st.tuples(WORDS, SOURCES), min_size=1, max_size=6), max_size=8)


@settings(max_examples=300, deadline=None)
@given(WORLD)
def test_settling_never_makes_a_collision_and_flags_all_that_stay(world):
    classes = {index: image_class(index) for index in world}
    found = settled(world, classes)
    bearers = Counter(fold(each.label) for each in found.values())
    for each in found.values():
        assert ("ambiguous" in each.flags) == (bearers[fold(each.label)] > 1)
        if "yielded" in each.flags:
            assert bearers[fold(each.label)] == 1

"""Choosing: which word wins, in which form, and what the paper's profile does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.class_lists import load
from resources.languages import language
from resources.profiles import Profile, load_profile, with_script
from tests.transforms.made import candidate, image_class
from transforms.choose import choose, ranked
from transforms.english import english
from transforms.judge import Concerns, Judge
from transforms.model import CHOSEN, REJECTED, Candidate
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules

CODES = [each.code for each in REPAIRS]
CURATED = load_profile("curated", CODES, rules())
PAPER = load_profile("paper", CODES, rules())

#: language, senses as (label, source) in wire order, the label chosen, why
AGREEMENT = [
    ("NL", [("zebra", "OMWN_NL")], "zebra", "the only one"),
    ("NL", [("rund", "OMWN_NL"), ("zebra", "WIKT"), ("zebra", "WIKI")], "zebra", "two independent sources beat one"),
    (
        "NL",
        [("zebra", "WIKI"), ("zebra", "WIKIRED"), ("rund", "OMWN_NL")],
        "rund",
        "a title and its redirect are one source",
    ),
    (
        "NL",
        [("zebra", "OMWN_NL"), ("zebra", "omw-nl"), ("rund", "WIKI"), ("rund", "WIKT")],
        "rund",
        "one wordnet twice is one",
    ),
    ("NL", [("rund", "WIKIDATA_ALIAS"), ("rund", "WIKIRED"), ("zebra", "OMWN_NL")], "zebra", "weak ones never outvote"),
    ("NL", [("rund", "WIKIDATA"), ("rund", "FOO"), ("zebra", "WIKI")], "zebra", "nor do unknown ones"),
    ("NL", [("rund", "WIKI"), ("zebra", "OMWN_NL")], "zebra", "else the better source"),
    ("NL", [("rund", "OMWN_NL"), ("zebra", "OMWN_NL")], "rund", "else wire order"),
    ("NL", [("rund", "OMWN_NL"), ("rund", "OMWN_NL"), ("zebra", "OMWN_NL")], "rund", "one source twice is one"),
    (
        "NL",
        [("rund", "WIKIDATA_ALIAS"), ("zebra", "WIKIRED")],
        "zebra",
        "a redirect before an alias, when all are weak",
    ),
    (
        "FR",
        [("orque", "WIKI"), ("épaulard", "OMWN_FR"), ("Orque", "WIKT")],
        "Orque",
        "forms of one word count together",
    ),
    ("EN", [("goldfish", "WIKI"), ("goldfish", "WIKT"), ("Carassius", "WN")], "goldfish", "English too"),
]

#: language, senses, the form chosen, why
FORMS = [
    ("NL", [("Zebra", "WIKI"), ("zebra", "WIKT")], "zebra", "a title is capitalised whatever the word"),
    ("NL", [("Zebra", "WIKI"), ("zebra", "WIKIDATA")], "zebra", "whoever is free to write it small may say so"),
    ("NL", [("Zebra", "WIKI"), ("Zebra", "WIKIRED")], "Zebra", "without evidence it stays"),
    ("DE", [("Zebra", "WIKI"), ("Zebra", "WIKT")], "Zebra", "German dictionaries write nouns large"),
    ("FR", [("porte-avions", "OMWN_FR"), ("Porte avions", "WIKI")], "porte-avions", "hyphens are the better source's"),
    (
        "FR",
        [("Porte avions", "WIKI"), ("porte-avions", "WIKIRED")],
        "Porte avions",
        "a redirect is silent on case as well",
    ),
]

#: language, preferred form of Chinese, senses, the label chosen, why
HAN = [
    ("ZH", "Hans", [("貓", "WIKI"), ("猫", "WIKIRED")], "猫", "one word in two scripts: the wanted one is shown"),
    ("ZH", "Hant", [("猫", "OMWN_ZH"), ("貓", "WIKIRED")], "貓", "the other way round"),
    ("ZH", "Hans", [("貓", "WIKI"), ("家猫", "WIKT")], "家猫", "another word in the wanted script"),
    ("ZH", "Hans", [("貓", "WIKI"), ("家猫", "WIKIDATA_ALIAS")], "貓", "but not one that nobody vouches for"),
    ("ZH", "Hans", [("貓", "WIKI")], "貓", "never converted"),
    ("ZH", "Hans", [("老虎", "WIKI"), ("虎", "WIKT")], "虎", "characters of both scripts are of both"),
    ("JA", "Hans", [("龍", "WIKT"), ("竜", "WIKI")], "龍", "no question outside Chinese"),
]


def pick(code: str, senses: list[tuple[str, str]], profile: Profile = CURATED) -> str | None:
    group = [candidate(label, source) for label, source in senses]
    choose(language(code), {0: group}, profile, {0: image_class(0)})
    chosen = [each for each in group if each.verdict == CHOSEN]
    assert len(chosen) == 1
    return chosen[0].label


@pytest.mark.parametrize(("code", "senses", "label", "why"), AGREEMENT + FORMS)
def test_the_best_attested_word_wins_in_its_best_form(code, senses, label, why):
    assert pick(code, senses) == label, why


@pytest.mark.parametrize(("code", "script", "senses", "label", "why"), HAN)
def test_chinese_prefers_one_script(code, script, senses, label, why):
    assert pick(code, senses, with_script(CURATED, script)) == label, why


@pytest.mark.parametrize(
    ("senses", "label"),
    [
        ([("b", "WIKIRED"), ("a", "WIKI"), ("c", "OMWN_NL")], "a"),
        ([("b", "WIKIDATA_ALIAS"), ("a", "WIKIDATA")], "a"),
        ([("b", "WIKIRED"), ("a", "WIKIDATA_ALIAS")], "b"),
        ([("b", "BABELNET"), ("a", "WIKI")], "b"),
    ],
)
def test_paper_takes_the_first_that_is_neither_redirect_nor_alias(senses, label):
    assert pick("NL", senses, PAPER) == label


def test_english_follows_the_order_of_wordnet():
    group = [candidate("hammerhead shark", "WN"), candidate("hammerhead shark", "WIKI"), candidate("hammerhead", "WN")]
    choose(language("EN"), {0: group}, CURATED, {0: image_class(0, "hammerhead", "hammerhead shark")})
    assert [each.verdict for each in group].index(CHOSEN) == 2


def test_a_latin_name_is_the_last_resort_in_english():
    latin, common = candidate("Tinca tinca", "WN"), candidate("tench fish", "OEWN")
    latin.flags = ("scientific-in-english",)
    choose(language("EN"), {0: [latin, common]}, CURATED, {0: image_class(0, "tench", "Tinca tinca")})
    assert common.verdict == CHOSEN


def test_a_latin_name_is_better_than_no_english_at_all():
    latin = candidate("Tinca tinca", "WN")
    latin.flags = ("scientific-in-english",)
    choose(language("EN"), {0: [latin]}, CURATED, {0: image_class(0, "tench", "Tinca tinca")})
    assert latin.verdict == CHOSEN


def test_what_a_person_preferred_comes_first():
    group = [candidate("rund", "OMWN_NL"), candidate("rund", "WIKT"), candidate("zebra", "WIKIDATA_ALIAS")]
    group[2].flags = ("preferred-by-hand",)
    choose(language("NL"), {0: group}, CURATED, {0: image_class(0)})
    assert group[2].verdict == CHOSEN


def test_alternatives_are_distinct_and_best_first():
    group = [
        candidate("a", "WIKI"),
        candidate("B", "WIKI"),
        candidate("b", "WIKT"),
        candidate("a", "WIKIRED"),
        candidate("c", "BABELNET"),
    ]
    accepted = choose(language("NL"), {0: group}, CURATED, {0: image_class(0)})
    assert [each.label for each in accepted[0]] == ["b", "B", "a", "c"]
    assert [each.label for each in ranked(group, language("NL"), CURATED)] == ["b", "B", "a", "c"]


def test_the_rejected_are_left_alone():
    bad, good = candidate("a", "OMWN_NL"), candidate("b", "WIKI")
    bad.verdict, bad.rule = REJECTED, "no-letters"
    accepted = choose(language("NL"), {0: [bad, good], 1: []}, CURATED, {0: image_class(0), 1: image_class(1)})
    assert accepted == {0: [good]}
    assert (bad.verdict, bad.rule) == (REJECTED, "no-letters")


LABELS = st.sampled_from(["kat", "Kat", "hond", "貓", "猫", "poes", "k-at", "Hond (dier)"])
SOURCES = st.sampled_from(
    ["WIKI", "WIKIRED", "OMWN_NL", "omw-nl", "WIKT", "WIKIDATA", "WIKIDATA_ALIAS", "BABELNET", "FOO", "bar"]
)
SENSE = st.tuples(LABELS, SOURCES, st.sampled_from(["", "", "", "rejected"]), st.sampled_from([(), ("taxon-word",)]))
WORLD = st.dictionaries(st.integers(0, 9), st.lists(SENSE, max_size=6), max_size=8)


def build(
    world: dict[int, list[tuple[str, str, str, tuple[str, ...]]]], order: list[int]
) -> dict[int, list[Candidate]]:
    made = {}
    for index in order:
        made[index] = [candidate(label, source, index) for label, source, _, _ in world[index]]
        for each, (_, _, verdict, flags) in zip(made[index], world[index], strict=True):
            each.flags, each.verdict = flags, verdict or each.verdict
    return made


@settings(max_examples=300, deadline=None)
@given(WORLD, st.randoms(use_true_random=False), st.sampled_from(["NL", "ZH", "EN"]), st.sampled_from([CURATED, PAPER]))
def test_the_choice_is_total_and_does_not_depend_on_the_order_of_classes(world, random, code, profile):
    order = list(world)
    first = build(world, order)
    random.shuffle(order)
    second = build(world, order)
    classes = {index: image_class(index) for index in world}
    accepted = choose(language(code), first, profile, classes)
    choose(language(code), second, profile, classes)
    assert first == second
    for index, group in first.items():
        left = [each for each in group if each.verdict != REJECTED]
        assert sum(each.verdict == CHOSEN for each in group) == bool(left)
        assert {each.label for each in accepted.get(index, [])} == {each.label for each in left}
        assert not left or accepted[index][0].verdict == CHOSEN


def test_every_class_of_imagenet_has_an_english_label_and_only_the_cranes_share_one():
    classes = {each.index: each for each in load("imagenet-1k").classes}
    background = english((), classes)
    judge = Judge(language("EN"), CURATED, "", Concerns(CURATED, classes.values()), background)
    groups = {
        index: [Candidate(index, "s", lemma, "WN", "", None) for lemma in one.lemmas] for index, one in classes.items()
    }
    for index, group in groups.items():
        judge.judge(group, classes[index])
    accepted = choose(language("EN"), groups, CURATED, classes)
    labels = {index: forms[0].label for index, forms in accepted.items()}
    assert len(labels) == 1000
    assert {index for index, forms in accepted.items() if "ambiguous" in forms[0].flags} == {134, 517}
    assert (labels[0], labels[264], labels[639]) == ("tench", "Cardigan Welsh corgi", "tank suit")
    assert not any("scientific-in-english" in forms[0].flags for forms in accepted.values())

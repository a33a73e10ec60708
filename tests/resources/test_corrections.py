"""Corrections: the bundled ones, what an entry may not say, and when one is stale."""

from __future__ import annotations

import pytest

from resources.corrections import by_case, corrections, read_corrections
from resources.errors import ResourceError
from tests.transforms.made import candidate, image_class
from transforms.corrections import correction, stale

ENTRY = """
[[correction]]
wnid = "n02804610"
language = "NL"
action = "reject"
lemma = "fagottist"
reason = "names the player"
reporter = "a test"
status = "accepted"
date = 2026-01-31
"""
CASES = by_case(read_corrections(ENTRY))
BASSOON = image_class(432, "bassoon", wnid="n02804610")


def test_the_bundled_ones_are_sound():
    assert corrections()[("n02804610", "NL")][0].lemma == "fagottist"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"NL"', '"NLL"', "language 'NLL'"),
        ('"n02804610"', '"n02804611"', "no such noun"),
        ('"reject"', '"rejekt"', "Did you mean 'reject'"),
        ('"accepted"', '"done"', "status 'done'"),
        ("reason =", "raison =", "Did you mean 'reason'"),
        ('reason = "names the player"\n', "", "has reason None"),
        ('"names the player"', '""', "has reason ''"),
        ("2026-01-31", '"yesterday"', "must be a date"),
        ("[[correction]]", "[[corection]]", "Did you mean 'correction'"),
        ("[[correction]]", "[correction]", "Begin each with"),
        ("[[correction]]", "[[correction", "not TOML"),
        ("date = 2026-01-31", "date = 2026-01-31" + ENTRY, "both about 'fagottist'"),
    ],
)
def test_what_an_entry_may_not_say(old, new, wrong):
    with pytest.raises(ResourceError, match=wrong):
        read_corrections(ENTRY.replace(old, new, 1))


@pytest.mark.parametrize("status", ["open", "fixed-upstream"])
def test_only_accepted_ones_apply(status):
    assert by_case(read_corrections(ENTRY.replace("accepted", status))) == {}


@pytest.mark.parametrize("lemma", ["fagottist", "Fagottist", "Fagottist_(musicus)"])
def test_the_word_is_found_in_any_form(lemma):
    found = correction(candidate(lemma), "n02804610", "NL", CASES)
    assert found is not None
    assert found.reason == "names the player"


@pytest.mark.parametrize(("lemma", "language"), [("fagot", "NL"), ("fagottist", "DE")])
def test_nothing_else_is(lemma, language):
    assert correction(candidate(lemma), "n02804610", language, CASES) is None


def test_stale_is_what_the_class_has_no_longer():
    classes = {432: BASSOON}
    assert [each.lemma for each in stale("NL", {432: [candidate("fagot")]}, classes, CASES)] == ["fagottist"]
    assert stale("NL", {432: [candidate("fagot"), candidate("fagottist")]}, classes, CASES) == []
    assert stale("NL", {432: []}, classes, CASES) == []
    assert stale("NL", {}, classes, CASES) == []
    assert stale("DE", {432: [candidate("Fagott")]}, classes, CASES) == []

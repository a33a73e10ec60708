"""Profiles: what comes bundled, what a user's own may say, and what is refused."""

from __future__ import annotations

import pytest

from resources.errors import ResourceError
from resources.profiles import load_profile, with_script, without

REPAIRS = ["underscores", "nfc"]
RULES = ["english-lemma", "machine-translation", "no-letters"]
OWN = """
name = "mine"
note = "for a test"
repairs = ["nfc"]
rules = ["no-letters"]

[choice]
ranking = "agreement"
weak = []
case_evidence = true
settle_collisions = false
flag_ambiguous = true

[choice.scripts]
ZH = "Hant"
"""


def test_paper_touches_nothing_but_underscores():
    paper = load_profile("paper", REPAIRS, RULES)
    assert paper.repairs == ("underscores",)
    assert paper.rules == ("english-lemma", "machine-translation")
    assert (paper.choice.ranking, paper.choice.weak) == ("first-strong", ("WIKIRED", "WIKIDATA_ALIAS"))
    assert (paper.choice.case_evidence, paper.choice.settle_collisions, paper.corrections) == (False, False, False)


def test_bundled_profiles_name_only_what_exists():
    from transforms.repair import REPAIRS as REPAIRS_THERE
    from transforms.rules.catalogue import rules

    for name in ("paper", "curated"):
        assert load_profile(name, [each.code for each in REPAIRS_THERE], rules()).name == name


def test_a_file_is_a_profile_too(tmp_path):
    (tmp_path / "mine.toml").write_text(OWN, "utf-8")
    mine = load_profile(tmp_path / "mine.toml", REPAIRS, RULES)
    assert (mine.name, mine.repairs, dict(mine.choice.scripts)) == ("mine", ("nfc",), {"ZH": "Hant"})


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('rules = ["no-letters"]', 'rules = ["no-leters"]', "Did you mean 'no-letters'?"),
        ('repairs = ["nfc"]', 'repairs = ["nfd"]', "Did you mean 'nfc'?"),
        ("weak = []", "week = []", "Did you mean 'weak'?"),
        ("weak = []", "", "lacks weak"),
        ("weak = []", "weak = [3]", "list of different strings"),
        ('repairs = ["nfc"]', 'repairs = ["nfc", "nfc"]', "list of different strings"),
        ("case_evidence = true", 'case_evidence = "yes"', "must be of type bool"),
        ('ranking = "agreement"', 'ranking = "best"', "ranking 'best'"),
        ('ZH = "Hant"', 'ZH = "Latn"', "Say Hans or Hant"),
        ('name = "mine"', "name = mine", "is not TOML"),
    ],
)
def test_what_a_profile_may_not_say(tmp_path, old, new, wrong):
    (tmp_path / "mine.toml").write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(ResourceError, match=wrong.replace("?", r"\?").replace("(", r"\(")):
        load_profile(tmp_path / "mine.toml", REPAIRS, RULES)


@pytest.mark.parametrize(
    ("which", "hint"),
    [("currated", "Did you mean 'curated'?"), ("nowhere/at/all.toml", "or the path of a TOML file")],
)
def test_a_profile_that_is_not_there(which, hint):
    with pytest.raises(ResourceError) as error:
        load_profile(which, REPAIRS, RULES)
    assert hint in str(error.value)


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ResourceError, match="not UTF-8"):
        load_profile(tmp_path / "mine.toml", REPAIRS, RULES)


def test_one_rule_turned_off():
    paper = load_profile("paper", REPAIRS, RULES)
    assert without(paper, "english-lemma").rules == ("machine-translation",)
    assert without(paper, "underscores").repairs == ()
    with pytest.raises(ResourceError, match="no-letters"):
        without(paper, "no-letters")


def test_the_script_of_chinese_can_be_said():
    paper = load_profile("paper", REPAIRS, RULES)
    assert dict(with_script(paper, "Hant").choice.scripts) == {"ZH": "Hant"}
    with pytest.raises(ResourceError, match="Hani"):
        with_script(paper, "Hani")

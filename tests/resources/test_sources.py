"""Sense sources: kinds, ranks, and what is machine translation."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.sources import is_machine_translation, is_weak, source, sources

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "WN": "wordnet",
    "OMWN_NL": "wordnet",
    "OMWN_BG": "wordnet",  # though BabelNet counts it as machine translation
    "SLOWNET": "wordnet",
    "MCR_EU": "wordnet",
    "WIKT": "wiktionary",
    "WIKTLB": "wiktionary",
    "OMWIKI": "omegawiki",
    "WIKI": "wikipedia",
    "WIKIRED": "redirect",
    "WIKIQUREDI": "redirect",
    "WIKIQU": "wikiquote",
    "WIKIDATA": "wikidata-label",
    "WIKIDATA_ALIAS": "wikidata-alias",
    "WIKITR": "machine-translation",
    "WNTR": "machine-translation",
    "BABELNET": "expansion",
    "MSTERM": "other",
    "omw-nl": "wordnet",
    "odenet": "wordnet",
    "oewn": "wordnet",
    "omw-cmn-Hans": "wordnet",
    "wikt-de": "wiktionary",
    "wikt-zh-yue": "wiktionary",
    "NEWSOURCE": "unknown",
    "OMWN_XX": "unknown",
    "": "unknown",
    "42": "unknown",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_kind(name: str, kind: str) -> None:
    assert source(name).kind == kind
    assert source(name).name == name


@pytest.mark.parametrize("name", ["WIKIRED", "WIKIQUREDI", "WIKIDATA", "WIKIDATA_ALIAS", "BABELNET", "NEWSOURCE"])
def test_weak(name: str) -> None:
    assert is_weak(name)


@pytest.mark.parametrize("name", ["WN", "OMWN_FR", "WIKT", "OMWIKI", "WIKI", "MSTERM", "wikt-de", "omw-nl", "oewn"])
def test_not_weak(name: str) -> None:
    assert not is_weak(name)


def test_the_better_source_has_the_smaller_rank() -> None:
    order = "wikt-nl omw-nl OMWIKI WIKI MSTERM WIKIDATA WIKIRED WIKIDATA_ALIAS WIKITR NEW BABELNET"
    ranks = [source(name).rank for name in order.split()]
    assert ranks == sorted(set(ranks))
    assert source("OMWN_NL").rank == source("omw-nl").rank
    assert source("WIKT").rank == source("wikt-nl").rank


def test_every_source_of_babelnet_is_there_once() -> None:
    names = [one.name for one in sources()]
    assert len(names) == len(set(names)) == 60
    assert all(one.label and one.kind != "unknown" for one in sources())
    assert [one.rank for one in sources()] == sorted(one.rank for one in sources())


NEVER = """BABELNET WORD_ATLAS OMWIKI WN WN2020 OEWN WIKI WIKIRED WIKIDIS WIKICAT WIKIDATA WIKIDATA_ALIAS WIKT WIKTLB
    WIKIQU WIKIQUREDI FRAMENET VERBNET MSTERM GEONM IWN OMWN_AR OMWN_IT OMWN_SQ OMWN_FI OMWN_ZH OMWN_DA OMWN_FA OMWN_HE
    OMWN_RO OMWN_SK OMWN_LT OMWN_NL OMWN_NO OMWN_PL OMWN_TH OMWN_EL MCR_CA MCR_GL MCR_ES MCR_EU MCR_PT SALDO ICEWN
    omw-bg wikt-sl odenet UNHEARD_OF"""
ALWAYS = """WIKITR WNTR OMWN_PT OMWN_JA OMWN_ID OMWN_MS OMWN_GAE OMWN_HR SLOWNET OMWN_NN OMWN_BG OMWN_KO OMWN_CWN"""
BY_PEOPLE = "AR IT SQ FI CA GL ES SV ZH DA FA HE RO SK LT NL IS NO PL TH EU EL"
BY_MACHINES = "FR PT JA ID MS BG HR SL KO NN ZH_YUE QQQ"
VERSIONS = ["", "4.0", "5.0", "V5_1", "v5_2", "5.3", "LIVE"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", NEVER.split())
def test_never_machine_translation(name: str, version: str) -> None:
    assert not is_machine_translation(name, "PT", version)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ALWAYS.split())
def test_always_machine_translation(name: str, version: str) -> None:
    assert is_machine_translation(name, "PT", version)


@pytest.mark.parametrize("name", ["WONEF", "OMWN_FR"])
@pytest.mark.parametrize(
    ("version", "machine"),
    [
        ("4.0", True),
        ("4.0.1", True),
        ("V4_0", True),
        ("5.0", True),
        ("V5_0", True),
        ("v5_0", True),
        ("BabelNet 5.0", True),
        ("5.1", False),
        ("V5_1", False),
        ("v5_1", False),
        ("5.1.0", False),
        ("5.2", False),
        ("V5_3", False),
        ("6.0", False),
        ("10.0", False),
        ("", False),
        ("LIVE", False),
        ("UNKNOWN", False),
    ],
)
def test_french_was_checked_by_people_with_5_1(name: str, version: str, machine: bool) -> None:
    assert is_machine_translation(name, "FR", version) is machine


@pytest.mark.parametrize("language", BY_PEOPLE.split())
def test_the_old_omwn_is_made_by_people_in_some_languages(language: str) -> None:
    assert not is_machine_translation("OMWN", language, "3.7")


@pytest.mark.parametrize("language", BY_MACHINES.split())
def test_the_old_omwn_is_machine_translation_in_all_others(language: str) -> None:
    assert is_machine_translation("OMWN", language, "3.7")


@given(st.text(), st.text(), st.text())
def test_any_words_have_an_answer(name: str, language: str, version: str) -> None:
    assert isinstance(is_machine_translation(name, language, version), bool)
    assert source(name).rank > 0


@pytest.mark.real_data
def test_the_table_agrees_with_babelnet(real_data: Path) -> None:
    enum = real_data / "babelnet" / "enums" / "sense_sources_60.tsv"
    with enum.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert {row["name"] for row in rows} == {one.name for one in sources()}
    # The enumeration was made without a language, for which the old OMWN falls through to True.
    machine = {row["name"]: row["is_automatic_translation(ver>=5.1)"] == "True" for row in rows}
    assert machine == {name: is_machine_translation(name, "", "5.1") for name in machine}

"""The table of languages, and what people and lexicons call them."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from typing import TYPE_CHECKING

import langcodes
import pytest
from fontTools.unicodedata import Scripts
from hypothesis import given
from hypothesis import strategies as st

from resources.languages import (
    ADDED,
    Language,
    UnknownLanguage,
    choose,
    find,
    from_bcp47,
    from_iso639_3,
    known,
    language,
    languages,
)

if TYPE_CHECKING:
    from pathlib import Path

ROWS = list(languages().values())
ALL = len(ROWS) - 1  # MUL is none


CONFIGURED = [row for row in ROWS if row.kind != ADDED]


def test_the_table_holds_every_configured_language_once() -> None:
    codes = [row.code for row in ROWS]
    assert len(CONFIGURED) == 521
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[A-Z]{1,9}(_[A-Z]{1,9})*", code) for code in codes)
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_row_is_whole(row: Language) -> None:
    assert langcodes.tag_is_valid(row.bcp47)
    assert re.fullmatch(r"[a-z]{3}|", row.iso639_3)
    assert all(script in Scripts.NAMES for script in row.scripts)
    assert len(set(row.scripts)) == len(row.scripts)
    assert not {"Zyyy", "Zinh", "Zzzz", "Brai"} & set(row.scripts)
    assert row.direction in {"ltr", "rtl", "ttb"}
    assert re.fullmatch(r"checked by hand|override|CLDR 48\.2\.0 .*|gflanguages 0\.7\.11", row.source)
    if row.code != "MUL":
        assert row.kind in {"language", ADDED}
        assert row.scripts
    if row.source == "override":
        assert row.note


def test_the_only_tags_that_languages_share_are_known() -> None:
    shared = {tag for tag, count in Counter(row.bcp47 for row in ROWS).items() if count > 1}
    assert shared == {"bho", "egl"}  # BH and BHO, EML and EGL


def test_no_two_languages_share_an_alias() -> None:
    counts = Counter(alias for row in ROWS for alias in row.aliases)
    assert [alias for alias, count in counts.items() if count > 1] == []


SCRIPTS = {
    "EN": "Latn",
    "DE": "Latn",
    "JA": "Kana Hani Hira",
    "KO": "Hang Hani",
    "ZH": "Hani",
    "SR": "Cyrl Latn",
    "SH": "Latn Cyrl",
    "HI": "Deva",  # CLDR gives Latin too
    "SA": "Deva",  # gflanguages gives 31
    "BE": "Cyrl",
    "BE_X_OLD": "Cyrl Latn",
    "ARC": "Syrc Hebr",
    "LUS": "Latn",  # CLDR gives Bengali
    "HIF": "Latn Deva",
    "RYU": "Hira Kana Hani",
    "COP": "Copt",
    "GOT": "Goth",  # historic, and its only one
    "AKK": "Xsux Latn",
    "PEO": "Xpeo",
    "AE": "Avst",
    "TZM": "Latn Tfng",
    "GAG": "Latn",
    "MO": "Cyrl Latn",
    "NOD": "Lana Thai",
    "MUL": "",
}


@pytest.mark.parametrize(("code", "scripts"), SCRIPTS.items())
def test_scripts(code: str, scripts: str) -> None:
    assert list(language(code).scripts) == scripts.split()


TAGS = {
    "ALS": ("gsw", "gsw"),
    "BAT_SMG": ("sgs", "sgs"),
    "BE_X_OLD": ("be-tarask", "bel"),
    "BH": ("bho", "bho"),
    "CBK_ZAM": ("cbk", "cbk"),
    "EML": ("egl", "egl"),
    "EN": ("en", "eng"),
    "FIU_VRO": ("vro", "vro"),
    "GMQ_BOT": ("gmq-x-bot", ""),
    "GMW_ECG": ("gmw-x-ecg", ""),
    "GMW_RFR": ("gmw-x-rfr", ""),
    "MAP_BMS": ("jv-x-bms", "jav"),
    "MO": ("ro-MD", "ron"),
    "NAH": ("nah", ""),  # a family: ISO 639-3 has only its members
    "NDS_NL": ("nds-NL", "nds"),
    "NO": ("nb", "nob"),
    "NRM": ("nrf", "nrf"),
    "ROA_GAL": ("fr-gallo", "fra"),
    "ROA_RUP": ("rup", "rup"),
    "ROA_TARA": ("nap-x-tara", "nap"),
    "SH": ("sh", "hbs"),  # langcodes would make it sr-Latn
    "SIMPLE": ("en-simple", "eng"),
    "TL": ("tl", "tgl"),  # langcodes would make it fil
    "TW": ("tw", "twi"),  # CLDR would make it ak
    "ZH_CLASSICAL": ("lzh", "lzh"),
    "ZH_MIN_NAN": ("nan", "nan"),
    "ZH_YUE": ("yue", "yue"),
    "ZLW_SLV": ("zlw-x-slv", ""),
}


@pytest.mark.parametrize(("code", "tags"), TAGS.items())
def test_tags_that_are_not_just_the_code(code: str, tags: tuple[str, str]) -> None:
    assert (language(code).bcp47, language(code).iso639_3) == tags


@pytest.mark.parametrize(
    ("code", "direction"), [("AR", "rtl"), ("HE", "rtl"), ("DV", "rtl"), ("MNC", "ttb"), ("MN", "ltr")]
)
def test_direction_is_that_of_the_first_script(code: str, direction: str) -> None:
    assert language(code).direction == direction


ISO639_3 = {
    "als": "SQ",  # Tosk Albanian, not BabelNet's ALS
    "sqi": "SQ",
    "gsw": "ALS",
    "nob": "NO",
    "nor": "NO",
    "nno": "NN",
    "cmn": "ZH",
    "qcn": "ZH",
    "zho": "ZH",
    "arb": "AR",
    "arz": "ARZ",
    "zsm": "MS",
    "fas": "FA",
    "pes": "FA",
    "ell": "EL",
    "swa": "SW",
    "swh": "SW",
    "lav": "LV",
    "lvs": "LV",
    "est": "ET",
    "ekk": "ET",
    "hbs": "SH",
    "srp": "SR",
    "yue": "ZH_YUE",
    "nan": "ZH_MIN_NAN",
    "lzh": "ZH_CLASSICAL",
    "wuu": "WUU",
    "sgs": "BAT_SMG",
    "vro": "FIU_VRO",
    "rup": "ROA_RUP",
    "nrf": "NRM",
    "nrm": "ISO_NRM",  # Narom; NRM would make it Norman
    "bho": "BHO",
    "bih": "BH",
    "egl": "EGL",
    "eml": "EML",
    "ron": "RO",
    "mol": "MO",
    "eng": "EN",
    "tgl": "TL",
    "fil": "TL",
    "kmr": "KMR",
    "kur": "KU",
    "zza": "DIQ",
    "nah": "NAH",
    "ger": "DE",
    "mon": "MN",
    "mnw": "MNW",
    "ind": "ID",
    "isl": "IS",
    "qqq": "QQQ",
    "prs": "PRS",  # Dari: no language of BabelNet's, and not thrown in with Persian
    "Xmap-bms": "MAP_BMS",
    "Xnds-nl": "NDS_NL",
    "Xroa-gal": "ROA_GAL",
    "Xroa-nor": "NRM",
    "Xdlc": "OVD",
    "Xaus-dar": "AUS_DAR",  # Darkinjung, not Dargwa (dar)
    "Xuogien?": "UOGIEN?",
    "": "",
}


@pytest.mark.parametrize(("code", "expected"), ISO639_3.items())
def test_three_letter_codes_of_lexicons(code: str, expected: str) -> None:
    assert from_iso639_3(code) == expected


BCP47 = {
    "nl": "NL",
    "nb": "NO",
    "no": "NO",
    "nn": "NN",
    "cmn-Hans": "ZH",
    "cmn-Hant": "ZH",
    "zh-Hant-TW": "ZH",
    "zh-yue": "ZH_YUE",
    "zh-min-nan": "ZH_MIN_NAN",
    "zh-hak": "HAK",
    "zh-qqq": "ZH_QQQ",  # an unknown kind of Chinese is not Chinese
    "zsm": "MS",
    "sq": "SQ",
    "als": "SQ",
    "nrm": "ISO_NRM",
    "be-tarask": "BE_X_OLD",
    "be-x-old": "BE_X_OLD",
    "bat-smg": "BAT_SMG",
    "nds-NL": "NDS_NL",
    "nds-DE": "NDS",
    "sr-Latn-RS": "SR",
    "de-AT": "DE",
    "PT-br": "PT",
    "en_simple": "SIMPLE",
    "en-GB": "EN",
    "bh": "BH",
    "iw": "HE",
    "mo": "MO",
    "ro-MD": "MO",
    "ro-RO": "RO",
    "tlh": "TLH",
    "x-old": "X_OLD",
}


@pytest.mark.parametrize(("tag", "expected"), BCP47.items())
def test_tags_of_lexicons(tag: str, expected: str) -> None:
    assert from_bcp47(tag) == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_each_language_is_found_by_all_its_names(row: Language) -> None:
    shared = {"BH": "BHO", "EML": "EGL"}
    texts = (row.code, row.code.lower(), row.code.replace("_", "-"), row.name)
    assert {find(text).code for text in texts} == {row.code}
    assert from_bcp47(row.bcp47) == shared.get(row.code, row.code)


FOUND = {
    "de": "DE",
    "DE": "DE",
    " deu ": "DE",
    "ger": "DE",
    "German": "DE",
    "gERMAN": "DE",
    "de-AT": "DE",
    "als": "ALS",  # a person means BabelNet's code
    "nrm": "NRM",
    "zh-Hant": "ZH",
    "ZH-YUE": "ZH_YUE",
    "zh_yue": "ZH_YUE",
    "Cantonese": "ZH_YUE",
    "Voro": "FIU_VRO",
    "Norwegian (Bokmal)": "NO",
    "serbo croatian": "SH",
    "pt-BR": "PT",
    "en-simple": "SIMPLE",
    "gmq-x-bot": "GMQ_BOT",
    "Mon": "MNW",  # a name written as names are
    "mon": "MN",  # ISO 639-3 for Mongolian
}


@pytest.mark.parametrize(("text", "code"), FOUND.items())
def test_find(text: str, code: str) -> None:
    assert find(text).code == code


MISSES = {
    "Germn": "DE (German)",
    "DEE": "DE (German)",
    "Norwegian": "NO (Norwegian (Bokmål))",
    "zh-yeu": "ZH_YUE (Cantonese)",  # not read as Chinese
    "Potuguese": "PT (Portuguese)",
    "no-thing": "",  # not read as Norwegian
    "a" * 100_000: "",
    "MULL": "MUL (International)",
}


@pytest.mark.parametrize(("text", "near"), MISSES.items(), ids=lambda text: text[:20])
def test_a_typo_is_an_error_that_names_near_misses(text: str, near: str) -> None:
    with pytest.raises(UnknownLanguage) as caught:
        find(text)
    assert near in caught.value.do
    assert len(str(caught.value)) < 300
    assert pickle.loads(pickle.dumps(caught.value)).do == caught.value.do


def test_an_unknown_code_is_a_language_that_nothing_is_known_of() -> None:
    assert not known("QQQ")
    assert known("DE")
    assert (language("QQQ").code, language("QQQ").name, language("QQQ").scripts) == ("QQQ", "unknown", ())
    assert langcodes.tag_is_valid(language("QQQ").bcp47)


@pytest.mark.parametrize(
    ("spec", "count"), [("all", ALL), ("ALL", ALL), ("xlmr", 93), ("paper-298", 298), ("all,de", ALL)]
)
def test_named_sets(spec: str, count: int) -> None:
    chosen = choose(spec)
    assert len(chosen) == len(set(chosen)) == count
    assert "EN" in chosen
    assert "MUL" not in chosen
    assert list(chosen) == sorted(chosen)


def test_choose_takes_a_list() -> None:
    assert choose("fr, German,DE,") == ("DE", "FR")
    assert set(choose("xlmr,ALS")) == {*choose("xlmr"), "ALS"}


@pytest.mark.parametrize("spec", ["", " ", ",", "DE,Germn", "mul", "DE;FR", "paper298", "xlm"])
def test_choose_refuses(spec: str) -> None:
    with pytest.raises(UnknownLanguage):
        choose(spec)


@given(st.text() | st.from_regex(r"[a-zA-Z]{1,4}([-_,][a-zA-Z0-9]{1,9}){0,4}", fullmatch=True))
def test_whatever_is_asked_for_the_answer_is_languages_or_an_unknown_language(spec: str) -> None:
    try:
        chosen = choose(spec)
    except UnknownLanguage:
        return
    assert chosen
    assert all(known(code) and code != "MUL" for code in chosen)


@given(st.text())
def test_whatever_code_a_lexicon_has_it_is_kept(code: str) -> None:
    for found in (from_iso639_3(code), from_bcp47(code)):
        assert known(found) or found.removeprefix("ISO_") in (
            code.replace("-", "_").lower().upper(),
            code[1:].replace("-", "_").lower().upper(),
        )


@pytest.mark.real_data
def test_the_sets_are_those_of_the_published_files(real_data: Path) -> None:
    labels = json.loads((real_data / "published" / "babel_imagenet.json").read_text("utf-8"))
    names = json.loads((real_data / "published" / "language_mapping.json").read_text("utf-8"))
    assert set(choose("xlmr")) == set(labels)
    assert set(choose("paper-298")) <= set(names)


@pytest.mark.real_data
def test_every_configured_language_has_a_row(real_data: Path) -> None:
    configured = (real_data / "babelnet" / "enums" / "configured_languages_521.txt").read_text("utf-8").split()
    assert {row.code for row in CONFIGURED} == set(configured)

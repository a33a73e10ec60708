"""The story of a label, from the release alone, through the real command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipeline.explaining import explain
from pipeline.explaining_words import visible
from resources import languages
from transforms.repair import REPAIRS

if TYPE_CHECKING:
    from pathlib import Path

APPLY = {each.code: each.apply for each in REPAIRS}


@pytest.mark.parametrize("name", ["n02391049", "340", "zebra", "ZEBRA"])
@pytest.mark.parametrize("language", ["NL", "nl", "Dutch", "nld"])
def test_any_name_of_the_class_and_the_language(sample_release: Path, name: str, language: str) -> None:
    story = explain(name, language, sample_release)
    assert (story.image_class["class_index"], story.language["code"]) == (340, "NL")
    assert story.label is not None
    assert story.label["label"] == "zebra"


def test_the_whole_story_in_words(cli, sample_release: Path) -> None:
    told = cli("explain", "zebra", "NL", "--release", sample_release).stdout
    assert "disambiguator: Zebra (dier) → Zebra" in told
    assert "zebra   OMWN_NL" in told
    assert "same-as-english: " in told


def test_a_class_without_a_label_says_why(cli, sample_release: Path) -> None:
    told = cli("explain", "tench", "CEB", "--release", sample_release).stdout
    assert "no label: every sense was rejected" in told
    assert "scientific-name: " in told
    assert "no label: the lexicon has no sense" in cli("explain", "tench", "KSH", "--release", sample_release).stdout


def test_the_json_replays(sample_release: Path) -> None:
    """Applying the steps of every sense of the release to its lemma, one by one, gives its label."""
    rows = pl.read_parquet(sample_release / "candidates.parquet").unique(["class_index", "language"])
    replayed = 0
    for row in rows.sort(["language", "class_index"]).iter_rows(named=True):
        if not row["repairs"]:
            continue
        language = languages.language(row["language"])
        for sense in explain(row["wnid"], row["language"], sample_release).senses:
            text = sense.lemma
            for step in sense.steps:
                assert step["before"] == text
                text = APPLY[step["code"]](text, language)
                assert step["after"] == text
            assert text == sense.label
            replayed += 1
    assert replayed > 50


def test_the_json_is_the_story(cli, sample_release: Path) -> None:
    printed = json.loads(cli("explain", "tench", "de", "--release", sample_release, "--json").stdout)
    assert printed == explain("tench", "DE", sample_release).as_record()
    assert {sense["verdict"] for sense in printed["senses"]} >= {"chosen", "rejected"}
    assert all(printed["codes"].values())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tensh", "DE"), "Did you mean"),
        (("crane", "DE"), "n02012849"),
        (("tench", "germn"), "Did you mean DE"),
        (("tench", "DE", "--release", "nowhere"), "there is no release here"),
    ],
)
def test_what_is_not_there_is_said_with_near_misses(
    cli, sample_release: Path, arguments: tuple[str, ...], words: str
) -> None:
    release = () if "--release" in arguments else ("--release", sample_release)
    done = cli("explain", *arguments, *release, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_an_unknown_language_of_the_lexicon_has_its_story_too(sample_release: Path) -> None:
    unknown = (
        pl.read_parquet(sample_release / "candidates.parquet").filter(pl.col("language") == "TOK").row(0, named=True)
    )
    story = explain(unknown["wnid"], "tok", sample_release)
    assert [sense.rule for sense in story.senses] == ["unknown-language"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200e", "a<U+200E>"),
        ("\u0301a", "◌\u0301a"),
        ("", "(empty)"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("zebra", "zebra"),
    ],
)
def test_invisible_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown

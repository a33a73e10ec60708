"""A release built again from its manifest: the same bytes, or the input that changed is named."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UserError
from pipeline.rebuild import read_manifest, unlike
from tests.worlds import answer

Cli = Callable[..., subprocess.CompletedProcess[str]]


def sense(lemma: str, language: str) -> dict[str, Any]:
    return {"fullLemma": lemma, "simpleLemma": lemma, "language": language, "source": "WIKT", "idSense": 1}


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Path:
    """A release over inputs of a user's own: a dump, a class list and a profile, all named by relative paths."""
    (tmp_path / "dump").mkdir()
    line = answer("01440764n", [sense("tench", "EN"), sense("Schleie_(Fisch)", "DE"), sense("tanche", "FR")])
    (tmp_path / "dump" / "a.jsonl").write_text(json.dumps(line) + "\n")
    (tmp_path / "mine.txt").write_text("n01440764\nn01443537\n")
    curated = Path(__file__).resolve().parents[2] / "resources" / "profiles" / "curated.toml"
    shutil.copy(curated, tmp_path / "mine.toml")
    options = ("--lexicon", "babelnet-dump:dump", "--classes", "mine.txt", "--profile", "mine.toml")
    rest = ("--languages", "EN,DE", "--without", "disambiguator", "--output", "o")
    done = cli("build", *options, *rest, cwd=tmp_path, env=_here())
    return tmp_path / done.stdout.splitlines()[-1]


def _here() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}


def again(cli: Cli, made: Path, *options: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    folder = made.parents[1]
    return cli("build", "--from-manifest", made / "manifest.json", *options, cwd=folder, env=_here(), check=check)


def test_the_manifest_alone_gives_the_same_bytes(cli: Cli, made: Path) -> None:
    done = again(cli, made, "--output", "elsewhere")
    assert "the same bytes as recorded: every table and every export" in done.stderr
    other = made.parents[1] / done.stdout.splitlines()[-1]
    assert json.loads((other / "babel_imagenet.json").read_text("utf-8"))["DE"] == [[0], ["Schleie (Fisch)"]]
    for path in made.iterdir():
        if path.name not in {"manifest.json", "README.md", "croissant.json"}:
            digests = [hashlib.sha256((folder / path.name).read_bytes()).digest() for folder in (made, other)]
            assert digests[0] == digests[1], path.name
    one, two = (json.loads((folder / "manifest.json").read_text("utf-8")) for folder in (made, other))
    assert {**one["configuration"], "output": ""} == {**two["configuration"], "output": ""}


def test_beside_the_first_it_has_a_version_of_its_own(cli: Cli, made: Path) -> None:
    done = again(cli, made, "--output", "o")
    assert done.stdout.splitlines()[-1].endswith("1.0.1")
    assert again(cli, made, "--output", "o", "--version", "mine").stdout.splitlines()[-1].endswith("mine")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("dump/a.jsonl", None, "a.jsonl of lexicon babelnet-dump:dump: not the one that the release was made from"),
        ("dump/b.jsonl", "{}\n", "b.jsonl of lexicon babelnet-dump:dump"),
        ("mine.txt", "n01443537\nn01440764\n", "class list mine.txt: not the one"),
        ("mine.toml", "", "profile mine.toml"),
    ],
)
def test_a_changed_input_is_named_and_nothing_is_made(
    cli: Cli, made: Path, name: str, content: str | None, words: str
) -> None:
    path = made.parents[1] / name
    if name == "mine.toml":
        path.write_text(path.read_text("utf-8").replace('    "digits",\n', ""), "utf-8")
    else:
        path.write_text(content if content is not None else path.read_text("utf-8") + "\n")
    done = again(cli, made, "--output", "new", check=False)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not [each for each in (made.parents[1] / "new").glob("*") if not each.name.startswith(".")]


def test_an_input_that_lies_elsewhere_now_is_named_on_the_command_line(cli: Cli, made: Path) -> None:
    (made.parents[1] / "dump").rename(made.parents[1] / "moved")
    missing = again(cli, made, "--output", "new", check=False)
    assert missing.returncode == 1
    assert "dump" in missing.stderr
    done = again(cli, made, "--output", "new", "--lexicon", "babelnet-dump:moved")
    assert "the same bytes as recorded" in done.stderr


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 99}', "[" * 99999, '{"format": 1, "configuration": 3}']
)
def test_what_is_no_manifest_is_an_error_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(content)
    with pytest.raises(UserError, match="manifest"):
        read_manifest(path)


def test_files_with_other_bytes_are_told(sample_release: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(sample_release, tmp_path / "other"))
    (other / "prompts.json").write_text("{}")
    (other / "README.md").write_text("another version")
    assert unlike(other, read_manifest(sample_release)) == ["prompts.json"]


@pytest.mark.real_data
def test_a_thousand_classes_of_open_wordnets(cli: Cli, real_data: Path, tmp_path: Path) -> None:
    lexicon = f"open-wordnet:{real_data / 'open_lexicons'}"
    release = Path(cli("build", "--lexicon", lexicon, "--output", tmp_path).stdout.splitlines()[-1])
    done = cli("build", "--from-manifest", release, "--output", tmp_path)
    assert "the same bytes as recorded: every table and every export" in done.stderr
    assert done.stdout.splitlines()[-1].endswith("1.0.1")

"""The README is true: its commands run, its outputs are today's, its words about labels hold."""

from __future__ import annotations

import doctest
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from pipeline.release.about import FILES
from resources.languages import language
from tests.docs.reading import PROGRAM, ROOT, commands, run, typed
from transforms.repair import repair
from transforms.rules.catalogue import rules
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
NETWORK = ("fetch", "crawl")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it is after the README's first command, with the published labels beside it."""
    folder = tmp_path_factory.mktemp("home")
    done = run(f"{PROGRAM} build", folder)
    assert done.returncode == 0, done.stderr
    published = (folder / "output" / "latest" / "babel_imagenet.json").read_bytes()
    (folder / "babel_imagenet.json").write_bytes(published)
    (folder / "my-wnids.txt").write_text("n02391049\nn02129165\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("one", typed(README), ids=lambda one: one.command)
def test_what_is_shown_is_what_the_command_prints(one, home):
    done = run(one.command, home)
    assert (done.returncode, done.stdout) == (0, one.shown), done.stderr


def needs_what_is_not_here(command: str) -> bool:
    _, name, *rest = shlex.split(command)
    lexicon = rest[rest.index("--lexicon") + 1] if "--lexicon" in rest else "sample"
    return name in NETWORK or lexicon != "sample" or (name == "plan" and "--lexicon" not in rest)


RUNNABLE = [command for command in commands(README) if not needs_what_is_not_here(command)]


def test_most_commands_are_run() -> None:
    assert len(RUNNABLE) >= 10


@pytest.mark.parametrize("command", RUNNABLE)
def test_command_runs(command: str, home: Path, tmp_path: Path) -> None:
    if f"{PROGRAM} build" in command:
        command += f" --output {shlex.quote(str(tmp_path))}"
    done = run(command, home)
    warned = (0, 2) if shlex.split(command)[1] in ("check", "diff") else (0,)
    assert done.returncode in warned, done.stderr
    assert done.stdout


def test_python_examples(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    found = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert found.attempted >= 6
    assert found.failed == 0


def left_alone() -> list[tuple[str, str]]:
    table = TEXT.split("## What is left alone")[1].split("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \| ([A-Z_]+) \|", table, re.MULTILINE)


@pytest.mark.parametrize(("label", "code"), left_alone())
def test_what_is_left_alone_is(label: str, code: str) -> None:
    tongue = language(code)
    assert repair(label, tongue) == (label, ())
    asked = [rule for rule in rules().values() if isinstance(rule, TextRule) and rule.effect == "reject"]
    assert [rule.code for rule in asked if rule.check(label, tongue)] == []


def test_the_table_of_files_is_that_of_a_release(home: Path) -> None:
    release = home / "output" / "latest"
    listed = dict(re.findall(r"^\| `([\w.-]+)` \| (.+) \|$", TEXT, re.MULTILINE))
    assert {name: listed.get(name) for name in FILES} == FILES
    assert {path.name for path in release.iterdir() if not path.name.startswith(".")} == {*FILES, "README.md"}


def test_the_two_commands_that_set_up() -> None:
    first, second = re.findall(r"^python3 -m venv .*$", TEXT, re.MULTILINE)
    assert first.endswith("-e . && .venv/bin/babel-imagenet build")
    assert second.endswith("-e '.[test]' && .venv/bin/pytest -n auto")

"""Follows docs/adding-a-language.md in a copy of the project: one row and one case, and a label comes out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.docs.reading import ROOT, blocks, run, typed

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "adding-a-language.md"
TABLE, CASES = "resources/languages.tsv", "transforms/rules/wrong_script.toml"
LEXICON = "lexicons/wn-wikt-bem.tab"
COPIED = ("pipeline", "transforms", "resources", "tests", "tools", "docs")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the page's lexicon in it."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "babel_imagenet.py"):
        shutil.copy(ROOT / name, tmp_path)
    (lexicon,) = blocks(PAGE, "tab")
    (tmp_path / "lexicons").mkdir()
    (tmp_path / LEXICON).write_text(lexicon, encoding="utf-8")
    return tmp_path


def add_row(project: Path) -> None:
    """In its place by code."""
    (row,) = blocks(PAGE, "tsv")
    assert row.count("\n") == 1
    header, *rows = (project / TABLE).read_text(encoding="utf-8").splitlines()
    rows = sorted([*rows, row.rstrip("\n")], key=lambda line: line.split("\t")[0])
    (project / TABLE).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def add_case(project: Path) -> None:
    (case,) = blocks(PAGE, "toml")
    assert case.count("[[case]]") == 1
    cases = (project / CASES).read_text(encoding="utf-8")
    (project / CASES).write_text(f"{cases}\n{case}", encoding="utf-8")


def test_the_page_names_the_files_it_changes() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in (TABLE, CASES, LEXICON))


def test_the_walk(project: Path) -> None:
    add_row(project)
    add_case(project)
    (block,) = blocks(PAGE, "sh")
    for command in block.splitlines():
        done = run(command, project, project)
        assert done.returncode == 0, done.stdout + done.stderr
    for one in typed(PAGE):
        done = run(one.command, project, project)
        assert (done.returncode, done.stdout) == (0, one.shown), done.stderr
    assert run("python -m tools.make_docs --check", project, project).returncode == 0


def test_without_the_row_the_case_fails_and_there_is_no_label(project: Path) -> None:
    add_case(project)
    tests = run("pytest tests/transforms/test_text_rules.py -k wrong_script", project, project)
    assert tests.returncode == 1
    assert "1 failed" in tests.stdout
    built = run("babel-imagenet build --lexicon open-wordnet:lexicons --languages all", project, project)
    assert built.returncode == 0, built.stderr
    assert "does not know were kept as candidates without a label: BEM" in built.stderr
    assert run("babel-imagenet explain lion Bemba", project, project).returncode == 1


def test_babelnet_is_not_asked_for_what_was_added(project: Path) -> None:
    add_row(project)
    ask = "from pipeline.lexicons.babelnet_api.asks import asked_languages as a; print(*a(['BEM', 'DE', 'MUL']))"
    assert run(f'python -c "{ask}"', project, project).stdout == "DE\n"

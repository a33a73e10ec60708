"""The pages as a whole: what is made is fresh, links lead somewhere, commands and options exist, the index is whole."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from pipeline.cli import COMMANDS
from tests.docs.reading import ROOT, commands, pages, run
from tools.docs_cli import commands as known_commands
from tools.docs_rules import rule_pages
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules

if TYPE_CHECKING:
    from pathlib import Path

PAGES = pages()
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", re.DOTALL)


def test_pages_that_are_made_are_fresh() -> None:
    done = run("python -m tools.make_docs --check", ROOT)
    assert done.returncode == 0, done.stderr


def test_a_stale_page_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tools import make_docs

    monkeypatch.setattr(make_docs, "DOCS", tmp_path)
    assert make_docs.main([]) == 0
    assert make_docs.main(["--check"]) == 0
    (tmp_path / "cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules" / "gone.md").write_text("old", encoding="utf-8")
    (tmp_path / "tables.md").unlink()
    assert make_docs.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert "cli.md: is not what" in told
    assert "gone.md: nothing makes it" in told
    assert "tables.md: is missing" in told


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in _LINK.findall(text):
        if target.startswith(("https://", "http://")):
            continue
        place, _, anchor = target.partition("#")
        found = (page.parent / place).resolve() if place else page
        assert found.is_relative_to(ROOT), target
        assert found.exists(), f"{target} is not there"
        assert not anchor or anchor in anchors(found), f"{target}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_commands_and_options_exist(page: Path) -> None:
    known = known_commands()
    for line in commands(page):
        _, name, *words = shlex.split(line)
        if name == "COMMAND" or name.startswith("-"):
            continue
        assert name in known, line
        spellings = {spelling for option in known[name].options for spelling in option.spellings}
        own = words[: words.index("--")] if "--" in words else words
        given = {word.split("=")[0] for word in own if word.startswith("-")}
        assert given <= spellings | {"-h", "--help"}, line


def test_every_command_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        done = run(f"babel-imagenet {name} --help", ROOT)
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        shown = set(re.findall(r"--[a-z][a-z0-9-]*", done.stdout)) - {"--help"}
        assert shown
        assert all(option in section for option in shown), name
        assert "| exit code | means |" in section


def test_every_rule_and_repair_has_its_section() -> None:
    made = rule_pages()
    assert all(f"\n## {each.code}\n" in made["repairs.md"] for each in REPAIRS)
    for code, rule in rules().items():
        section = made[f"{rule.family}.md"].split(f"\n## {code}\n")[1].split("\n## ")[0]
        assert rule.message.strip() in section


def test_nothing_invisible_stands_on_the_rules_pages() -> None:
    hidden = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
    tables = [line for text in rule_pages().values() for line in text.splitlines() if line.startswith("|")]
    assert [line for line in tables if hidden.search(line)] == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target.split("#")[0]).resolve() for target in _LINK.findall(index)}
    families = ROOT / "docs" / "rules"  # these have an index of their own
    rest = [page for page in PAGES[2:] if page.parent != families and page.name != "README.md"]
    missing = [page for page in rest if page not in linked]
    assert missing == []
    assert families / "README.md" in linked

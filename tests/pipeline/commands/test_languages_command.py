"""The command ``languages`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pipeline.language_table import language_table
from resources.languages import UnknownLanguage, choose


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "pipeline.cli", "languages", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_all_languages_as_tab_separated_lines() -> None:
    done = run()
    header, *lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert header.split("\t") == ["code", "name", "bcp47", "iso639_3", "scripts", "source"]
    assert len(lines) == len(choose("all"))
    assert "ALS\tAlemannic\tgsw\tgsw\tLatn\tchecked by hand" in lines


def test_some_languages_as_json() -> None:
    done = run("ko,German", "--json")
    scripts = {row["code"]: row["scripts"] for row in json.loads(done.stdout)}
    assert scripts == {"DE": ["Latn"], "KO": ["Hang", "Hani"]}


def test_a_typo_is_told_without_a_traceback() -> None:
    done = run("Germn")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Did you mean DE (German)" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys, pipeline.commands.languages as c; c.languages('de', True);"
        "print([m for m in ('apache_beam', 'pyarrow', 'polars', 'rich.table', 'langcodes') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_function_behind_it() -> None:
    assert [row["code"] for row in language_table("de,FR")] == ["DE", "FR"]
    with pytest.raises(UnknownLanguage):
        language_table("Germn")

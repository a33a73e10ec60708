"""What the tests of the documentation read out of its pages."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "babel-imagenet"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    """Every page that users read."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path, kind: str) -> list[str]:
    """The fenced blocks of one kind, in order."""
    return [text for found, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


class Typed(NamedTuple):
    """A command of a ``console`` block and what it shows on standard output."""

    command: str
    shown: str


def typed(page: Path) -> list[Typed]:
    """All of a page, in order."""
    parts = [part for block in blocks(page, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [Typed(*part.split("\n", 1)) for part in parts]


def commands(page: Path) -> list[str]:
    """Every line of the page's shell and console blocks that calls the program, without comments."""
    whole = [block.replace("\\\n", " ") for kind in ("sh", "") for block in blocks(page, kind)]
    lines = [line for block in whole for line in block.splitlines()]
    lines += [one.command for one in typed(page)]
    return [line.split(" #")[0].strip() for line in lines if line.startswith(f"{PROGRAM} ")]


def run(command: str, folder: Path, project: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a line of a page in a folder, with the code of a project, without the network."""
    words = shlex.split(command)
    modules = {PROGRAM: ["-m", "pipeline.cli"], "pytest": ["-m", "pytest", "-p", "no:xdist"], "python": []}
    asked = [sys.executable, "-X", "utf8", *modules[words[0]], *words[1:]]
    surroundings = {**os.environ, "PYTHONPATH": str(project), "NO_COLOR": "1"}
    surroundings.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        asked, cwd=folder, env=surroundings, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False
    )

"""Examples in Python run as they stand: those of the pages on a sample release, those of the data card in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(text: str) -> str:
    """The Python of a page, in its order."""
    return "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))


def run(code: str, folder: Path, home: Path) -> None:
    """Run Python in a folder, offline, with a home of its own for what libraries leave behind."""
    surroundings = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(DOCS.parent)}
    command, given = [sys.executable, "-c", code], os.environ | surroundings
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240, env=given)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["python.md", "exports.md"])
def test_examples_of_the_pages(name: str, sample_release: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_release, tmp_path / "output" / "1.0.0")
    (tmp_path / "output" / "latest").symlink_to("1.0.0")
    (tmp_path / "my_prompts.json").write_text('{"DE": ["ein {}"]}')
    code = blocks((DOCS / name).read_text("utf-8"))
    assert code
    run(code, tmp_path, tmp_path / "home")


def test_the_data_card_says_how_to_load_it_and_it_does(sample_release: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sample_release, tmp_path / "data"))
    code = blocks((folder / "README.md").read_text("utf-8")).replace("path/to/this/folder", str(folder))
    run(f"{code}\nassert len(indices) == len(names) and labels.num_rows > 1000", folder, tmp_path / "home")

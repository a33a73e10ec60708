"""Fixtures that every test may use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

REAL_DATA = "BABEL_IMAGENET_REAL_DATA"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real lexicons and labels. Licences forbid shipping it, so elsewhere these tests are skipped."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    place = Path(os.environ.get(REAL_DATA, beside))
    if not (place / "open_lexicons").is_dir():
        pytest.skip(
            f"no real lexicons at {place}: set {REAL_DATA} to a folder that holds open_lexicons/ and published/"
        )
    return place


@pytest.fixture(scope="session")
def cli() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the real command line in a process of its own; ``check=False`` to look at failures."""

    def run(*arguments: object, check: bool = True, **more: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, **more)
        if check and done.returncode:
            raise AssertionError(f"exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    return run


@pytest.fixture(scope="session")
def sample_release(
    cli: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A curated release of the bundled sample. Not to be written to."""
    output = tmp_path_factory.mktemp("sample")
    done = cli("build", "--output", output)
    return Path(done.stdout.splitlines()[-1])

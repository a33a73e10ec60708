"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REAL_DATA = "BABEL_IMAGENET_REAL_DATA"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real lexicons and labels. Licences forbid shipping it, so elsewhere these tests are skipped."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    place = Path(os.environ.get(REAL_DATA, beside))
    if not (place / "open_lexicons").is_dir():
        pytest.skip(f"no real lexicons at {place}: set {REAL_DATA} to a folder that holds open_lexicons/ and published/")
    return place

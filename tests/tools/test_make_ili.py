"""The bundled table of ILI numbers, and what makes it."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def make_ili() -> Any:
    spec = importlib.util.spec_from_file_location("make_ili", ROOT / "tools" / "make_ili.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_distances_of_the_nouns_alone(make_ili: Any) -> None:
    lines = ["i9\t00002098-a", "i10\t00001740-n", "i12\t00002137-n", "i11\t00001930-n"]
    rows = [row for row in make_ili.compact(lines).decode().splitlines() if not row.startswith("#")]
    assert rows == ["first 10", "1740", "190", "207"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["i10\t00001740-n", "i12\t00001930-n"], "a gap"),
        (["i10\t00001930-n", "i11\t00001740-n"], "do not ascend"),
        (["i10\t00001930-n", "i11\t00001930-n"], "do not ascend"),
    ],
)
def test_another_kind_of_map_is_refused(make_ili: Any, lines: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make_ili.compact(lines)


@pytest.mark.real_data
def test_the_bundled_table_is_what_the_map_makes(make_ili: Any, real_data: Path) -> None:
    lines = (real_data / "open_lexicons" / "ili-map-pwn30.tab").read_text("utf-8").splitlines()
    bundled = (ROOT / "resources" / "ili_nouns.txt.gz").read_bytes()
    assert gzip.decompress(bundled) == make_ili.compact(lines)

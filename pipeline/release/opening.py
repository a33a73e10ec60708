"""Finds a release by what a user names, and reads a published JSON as the hostile file that it may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import UserError

LATEST = "output/latest"  #: what commands that look into one release take if none is named
MAX_JSON = 1 << 30  #: bytes; the largest release there can be, 21,843 classes in 520 languages, stays far below


class RepeatedKeyError(ValueError):
    """A JSON object that has a key twice: readers would each see another one."""


def release_folder(place: str | Path = LATEST) -> Path:
    """The folder of a release; ``latest`` may be a link or a file that names a version.

    Raises UserError where there is none.
    """
    path = Path(place)
    if path.is_file() and path.name == "latest":
        path = path.parent / path.read_text(encoding="utf-8").strip()
    if path.is_dir() and (path / "labels.parquet").is_file():
        return path.resolve() if path.is_symlink() else path
    if path.is_dir() and (path / "latest").exists():
        raise UserError(
            f"{place}: this folder holds releases and is none itself",
            "A release is the folder of one version.",
            f"Name {path / 'latest'} or one of: {', '.join(_versions(path))}.",
        )
    raise UserError(
        f"{place}: there is no release here",
        "A release is a folder with labels.parquet and manifest.json in it.",
        "Name the folder of a version, or make one with babel-imagenet build.",
    )


def _versions(output: Path) -> list[str]:
    return sorted(each.parent.name for each in output.glob("*/manifest.json") if not each.parent.is_symlink())[:10]


def read_json(path: Path) -> Any:
    """The value in a JSON file. Raises ValueError saying what is wrong with it, OSError where it cannot be read."""
    if path.stat().st_size > MAX_JSON:
        raise ValueError(f"has more than {MAX_JSON:,} bytes")
    try:
        return json.loads(path.read_bytes(), object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("is nested too deeply to be read") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise RepeatedKeyError(f"has the key {twice!r} twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"holds {name}, which is no JSON")

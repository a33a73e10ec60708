"""Versions of the data: what a release is called follows what changed in its cells.

MAJOR when a label changed or went, MINOR when labels came, PATCH when the cells are the same. Cells are keyed by
language and wnid. The first release of an output folder is 1.0.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.release.landing import Output

FIRST = "1.0.0"
LATEST = "latest"
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Change(NamedTuple):
    """How the cells of a release differ from those of the release before."""

    changed: int
    gone: int
    new: int


def compare(before: Path, after: Path) -> Change:
    """Compare the labels.parquet of two releases, cell by cell."""
    old, new = (
        pl.read_parquet(folder / "labels.parquet", columns=["language", "wnid", "label"]) for folder in (before, after)
    )
    both = old.join(new, on=["language", "wnid"], suffix="_after")
    changed = both.filter(pl.col("label") != pl.col("label_after")).height
    return Change(changed, old.height - both.height, new.height - both.height)


def following(version: str, change: Change) -> str:
    """The version after this one, for that change."""
    major, minor, patch = (int(part) for part in version.split("."))
    if change.changed or change.gone:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if change.new else f"{major}.{minor}.{patch + 1}"


def latest(output: Path) -> Path | None:
    """The newest release of an output folder, None where there is none."""
    pointer = output / LATEST
    if pointer.is_symlink() or pointer.is_dir():
        return pointer.resolve() if pointer.is_dir() else None
    if pointer.is_file():
        named = output / pointer.read_text(encoding="utf-8").strip()
        return named if named.is_dir() else None
    return None


def next_version(before: Path | None, made: Path, taken: Callable[[str], bool]) -> tuple[str, Change | None]:
    """The version of a release that was just made, and what changed since the one before it."""
    if before is None or not _VERSION.fullmatch(before.name):
        return _free(FIRST, taken), None
    change = compare(before, made)
    return _free(following(before.name, change), taken), change


def _free(version: str, taken: Callable[[str], bool]) -> str:
    """This version, or the next patch that no release has: what was published is never written over."""
    while taken(version):
        version = following(version, Change(0, 0, 0))
    return version


def is_name(version: str) -> bool:
    """Whether a release may be called so."""
    return bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}", version)) and version != LATEST


def check_version(version: str, output: Output) -> None:
    """Refuse a version asked for by hand that cannot be one, or is taken."""
    if not is_name(version):
        raise UserError(
            f"--version {version}: not a name for a release",
            "It becomes the name of its folder: letters, digits, dots and hyphens.",
            "Leave it out to have it computed from what changed, e.g. 1.4.0.",
        )
    if output.taken(version):
        raise UserError(
            f"{output.place(version)}: this version is there already",
            "A published release is never written over.",
            "Choose another version, or leave --version out.",
        )


def point_latest(output: Path, version: str) -> None:
    """Let ``latest`` name this version, in one step: a link, or a file with the name where links are not to be had."""
    aside = output / f".{LATEST}-{version}"
    aside.unlink(missing_ok=True)
    try:
        aside.symlink_to(version, target_is_directory=True)
    except OSError:
        aside.write_text(version + "\n", encoding="utf-8")
    aside.replace(output / LATEST)

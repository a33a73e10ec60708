"""E1: the files of a release are there, whole, and as the manifest records them."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.checking.catalogue import Item, check
from pipeline.checking.subject import MANIFEST, Subject
from pipeline.release.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

_REQUIRED = (*TABLES, "babel_imagenet.json", "language_mapping.json", MANIFEST)


@check("E101", "release")
def missing_file(subject: Subject) -> Iterator[Item]:
    """A file is missing.

    Every release has its tables, the published JSON, the names of its languages and a manifest; what the manifest
    lists besides must be there too.
    """
    listed = subject.manifest["files"] if subject.manifest else {}
    for name in sorted({*_REQUIRED, *listed}):
        if not _is_inside(name):
            yield Item(MANIFEST, f"lists {name!r}, which lies outside the release")
        elif not (subject.path / name).is_file():
            yield Item(name, "is not there" + (", though the manifest lists it" if name in listed else ""))


@check("E102", "manifest")
def changed_bytes(subject: Subject) -> Iterator[Item]:
    """A file does not hold the bytes that the manifest records."""
    assert subject.manifest is not None
    for name, record in sorted(subject.manifest["files"].items()):
        path = subject.path / name
        if not _is_inside(name) or not path.is_file():
            continue
        size = path.stat().st_size
        found = _sha256(path)
        if found != record.get("sha256"):
            sizes = f"{size:,} bytes" + (
                f", {record['bytes']:,} recorded" if size != record.get("bytes") else " as recorded"
            )
            yield Item(name, f"SHA-256 is {found[:16]}…, recorded {str(record.get('sha256'))[:16]}… ({sizes})")


@check("E103", "manifest")
def unlisted_file(subject: Subject) -> Iterator[Item]:
    """A file is in the folder that the manifest does not list."""
    assert subject.manifest is not None
    for path in sorted(subject.path.rglob("*")):
        name = path.relative_to(subject.path).as_posix()
        if path.is_file() and name != MANIFEST and name not in subject.manifest["files"]:
            yield Item(name, "is not in the manifest")


@check("E104")
def unreadable_json(subject: Subject) -> Iterator[Item]:
    """A JSON file cannot be read."""
    yield from subject.unreadable["json"]


@check("E105", "release")
def unreadable_table(subject: Subject) -> Iterator[Item]:
    """A table cannot be read as Parquet; what needs it was not checked."""
    yield from subject.unreadable["table"]


@check("E106", "release")
def wrong_schema(subject: Subject) -> Iterator[Item]:
    """A table has not the columns, types or nulls of its schema; what needs it was not checked."""
    yield from subject.unreadable["schema"]


@check("E107", "manifest")
def wrong_rows(subject: Subject) -> Iterator[Item]:
    """A table has not as many rows as the manifest records."""
    assert subject.manifest is not None
    for name, rows in subject.rows.items():
        recorded = subject.manifest["files"].get(name, {}).get("rows")
        if recorded is not None and recorded != rows:
            yield Item(name, f"has {rows:,} rows, recorded {recorded!r}")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name and bool(path.parts)
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The manifest of a release: what it was made from, how, by what, and the checksum of everything in it.

Times and facts of the host stand here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from pipeline.lexicons.lexicon import as_record
from pipeline.release.environment import command, environment
from pipeline.release.prov import provenance
from transforms.rules.catalogue import rules

if TYPE_CHECKING:
    from pipeline.config import Job

FORMAT = 1
NAME = "manifest.json"


def describe(
    version: str,
    job: Job,
    inputs: list[dict[str, Any]],
    counts: dict[str, Any],
    started: datetime,
    before: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything about a release but its files, as plain values: what card, metadata and terms are written from."""
    finished = datetime.now(UTC)
    lexicon = as_record(job.lexicon.describe())
    return {
        "format": FORMAT,
        "version": version,
        "before": before,
        "created": finished.isoformat(timespec="seconds"),
        "started": started.isoformat(timespec="seconds"),
        "builder": {
            "name": "babel-imagenet",
            "version": metadata.version("babel-imagenet"),
            "code_sha256": code_sha256(),
        },
        "command": command(),
        "configuration": job.config.as_record(),
        "lexicon": {**lexicon, "files": inputs},
        "class_list": {
            "name": job.class_list.name,
            "classes": len(job.class_list.classes),
            "sha256": job.class_list.sha256,
            "source": job.class_list.source,
            "licence": job.class_list.licence,
        },
        "languages": list(job.languages),
        "profile": profile_record(job),
        "rules": {
            code: {"name": rule.name, "effect": rule.effect}
            for code, rule in rules().items()
            if code in job.profile.rules
        },
        "counts": counts,
        "environment": environment(),
    }


def write_manifest(folder: Path, record: dict[str, Any]) -> None:
    """Complete a record with the files of the folder, all written by now, and its provenance; write it."""
    whole = {**record, "files": outputs(folder)}
    whole["prov"] = provenance(whole)
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def profile_record(job: Job) -> dict[str, Any]:
    """The profile as it was applied, plain values."""
    profile = job.profile
    choice = {name: getattr(profile.choice, name) for name in profile.choice.__slots__}
    return {
        "name": profile.name,
        "repairs": list(profile.repairs),
        "rules": list(profile.rules),
        "corrections": profile.corrections,
        "choice": choice,
    }


def outputs(folder: Path) -> dict[str, dict[str, Any]]:
    """Size, SHA-256 and rows of every file of a release but the manifest itself."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == NAME:
            continue
        record: dict[str, Any] = {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        if path.suffix == ".parquet":
            record["rows"] = pq.ParquetFile(path).metadata.num_rows
        found[path.relative_to(folder).as_posix()] = record
    return found


def code_sha256() -> str:
    """One checksum of the code and the resources that decide the cells: to tell a change of code from one of data."""
    root = Path(__file__).resolve().parents[2]
    checksum = hashlib.sha256()
    for room in ("pipeline", "transforms", "resources"):
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                checksum.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return checksum.hexdigest()

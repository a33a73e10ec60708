"""Builds a release again from its manifest: the same configuration and inputs, checked before anything starts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.build import Built, build
from pipeline.config import BuildConfig
from pipeline.errors import UserError
from pipeline.lexicons.shard_lines import digest
from pipeline.progress import Progress, silent
from pipeline.release.manifest import FORMAT, code_sha256, profile_record
from pipeline.release.opening import read_json

if TYPE_CHECKING:
    from pipeline.config import Job

#: What decides the cells; where a build is to lie and how many work on it is asked anew.
DECIDES = ("lexicon", "classes", "languages", "profile", "prefer_script", "without", "report")
_VERSIONED = frozenset({"README.md", "croissant.json"})  #: they say the version, which a rebuild has of its own


def rebuild(manifest: str | Path, progress: Progress = silent, **asked: Any) -> Built:
    """Build again what a manifest records. Gives the new release, whose tables should have the same bytes.

    Args:
        manifest: a ``manifest.json``, or the folder of its release.
        progress: told what is done, and at the end whether every file came out the same.
        asked: values of ``BuildConfig`` that go before the recorded ones: ``lexicon`` where it lies elsewhere now,
            ``output``, ``version``, ``workers``.

    Raises:
        UserError: the manifest cannot be used, or an input is not the one that it records.
    """
    record = read_manifest(manifest)
    built = build(_config(record, asked), progress, lambda job: verify(job, record, progress))
    other = unlike(built.path, record)
    if other:
        progress.say(f"not the same bytes as recorded: {', '.join(other)}")
    else:
        progress.say("the same bytes as recorded: every table and every export")
    return built


def read_manifest(place: str | Path) -> dict[str, Any]:
    """A manifest as plain values. Raises UserError where it is none, or of a format that is not known."""
    path = Path(place)
    path = path / "manifest.json" if path.is_dir() else path
    try:
        record = read_json(path)
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path}: no manifest: {error}", "", "Name a release's manifest.json, or its folder."
        ) from error
    parts = ("configuration", "lexicon", "class_list", "profile", "files", "builder")
    whole = isinstance(record, dict) and all(isinstance(record.get(part), dict) for part in parts)
    if not whole or record.get("format") != FORMAT or not isinstance(record["lexicon"].get("files"), list):
        raise UserError(
            f"{path}: not a manifest that this version can build from",
            f"It reads manifests of format {FORMAT}, with {', '.join(parts)}.",
            "Name the manifest.json of a release.",
        )
    return dict(record)


def _config(record: dict[str, Any], asked: dict[str, Any]) -> BuildConfig:
    recorded = record["configuration"]
    missing = [name for name in DECIDES if name not in recorded]
    if missing:
        raise UserError(f"the manifest's configuration lacks {', '.join(missing)}", "", "Name a whole manifest.")
    values = {name: recorded[name] for name in DECIDES} | asked
    return BuildConfig(**{**values, "without": tuple(values["without"])})


def verify(job: Job, record: dict[str, Any], progress: Progress = silent) -> None:
    """Check that a build would read what the manifest records. Raises UserError naming the first thing that differs."""
    if job.class_list.sha256 != record["class_list"].get("sha256"):
        raise _changed(f"class list {job.config.classes}", job.class_list.sha256, record["class_list"].get("sha256"))
    _verify_profile(job, record)
    _verify_lexicon(job, record["lexicon"]["files"])
    if code_sha256() != record["builder"].get("code_sha256"):
        progress.say("note: the release was made by another version of the code; labels may differ")


def _verify_profile(job: Job, record: dict[str, Any]) -> None:
    now = json.loads(json.dumps(profile_record(job)))
    for key, value in record["profile"].items():
        if now.get(key) != value:
            raise UserError(
                f"profile {job.config.profile}: its {key} are not those that the release was made with",
                f"Now {json.dumps(now.get(key))[:300]}; recorded {json.dumps(value)[:300]}.",
                "Name the profile of then with --profile, or build anew without --from-manifest.",
            )


def _verify_lexicon(job: Job, files: list[dict[str, Any]]) -> None:
    recorded = {(each["name"], each["start"]): each["sha256"] for each in files}
    shards = {(shard.name, shard.start): shard for shard in job.lexicon.shards()}
    for key in sorted({*recorded, *shards}):
        if key not in shards:
            raise _changed(f"{key[0]} of lexicon {job.config.lexicon}", "not there", recorded[key])
        if not shards[key].path and key in recorded:
            continue  # part of this project, WordNet's English: the code's checksum tells it
        now = digest(shards[key])
        if key not in recorded or now != recorded[key]:
            raise _changed(f"{key[0]} of lexicon {job.config.lexicon}", now, recorded.get(key, "no such file"))


def _changed(what: str, now: str, recorded: object) -> UserError:
    return UserError(
        f"{what}: not the one that the release was made from",
        f"Its SHA-256 is {now or 'none'}, recorded is {recorded}.",
        "Bring back the file of then, say where it lies with --lexicon or --classes, or leave --from-manifest out.",
    )


def unlike(folder: Path, record: dict[str, Any]) -> list[str]:
    """Files of a release that have not the bytes that a manifest records, those that say the version aside."""
    other = []
    for name, about in sorted(record["files"].items()):
        path = folder / Path(name).name
        if name not in _VERSIONED and (
            not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != about.get("sha256")
        ):
            other.append(name)
    return other

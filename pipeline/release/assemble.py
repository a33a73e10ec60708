"""Puts a release together from the parts of its languages, in a folder aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.release import tables
from pipeline.release.card import write_card
from pipeline.release.croissant import write_croissant
from pipeline.release.exports import write_exports
from pipeline.release.manifest import describe, write_manifest
from pipeline.release.published import write_mapping, write_published
from pipeline.release.report import write_report
from pipeline.release.report.blocks import STORY_BYTES
from pipeline.release.terms import table_metadata, write_terms
from resources import languages

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.accounts import Accounts
    from pipeline.config import Job
    from pipeline.release.versions import Change

MANY_CLASSES = 2_000  #: beyond this a page is too long to look at, and making it outlasts the judging


class Assembled:
    """A release whose tables are written and whose version is still to be found from them."""

    def __init__(self, folder: Path, job: Job, accounts: Accounts, counts: dict[str, Any]) -> None:
        self._folder, self._job, self._accounts, self._counts = folder, job, accounts, counts

    def finish(self, version: str, started: datetime, before: Path | None, change: Change | None = None) -> None:
        """Write what names the version: terms, exports, metadata, card, report, and the manifest last."""
        inputs = [_input(shard) for shard in self._accounts.shards]
        record = describe(version, self._job, inputs, self._counts, started, _before(before, change))
        write_terms(self._folder, record)
        write_exports(self._folder, self._job.class_list.classes)
        write_croissant(self._folder, record)
        write_card(self._folder, record)
        report = self._report()
        if report != "none":
            stories = STORY_BYTES if report == "full" else 0
            write_report(self._folder, self._folder / "report.html", _about(record), stories)
        write_manifest(self._folder, record)

    def _report(self) -> str:
        """What was asked for; else the full page where a person could look at so many classes, and none where not."""
        asked = self._job.config.report
        few = len(self._job.class_list.classes) <= MANY_CLASSES
        return asked if asked != "auto" else "full" if few else "none"


def assemble(folder: Path, job: Job, accounts: Accounts) -> Assembled:
    """Write the tables and the published JSON into a folder."""
    parts = _parts(job, accounts)
    classes = job.class_list.classes
    terms = table_metadata(job.lexicon.describe())
    totals = tables.write_parts(folder, [part for part in parts if part.labels], len(classes), terms)
    small = {
        "languages.parquet": list(tables.language_rows(parts, len(classes))),
        "classes.parquet": list(tables.class_rows(classes, totals, parts, accounts.synset_ids)),
        "funnel.parquet": list(tables.funnel_rows(parts)),
        "bad_lines.parquet": accounts.bad_lines,
    }
    for name, rows in small.items():
        tables.write_rows(folder / name, rows, terms)
    with_labels = write_published(folder)
    write_mapping(folder, [part.language for part in parts if part.counts["labels"]])
    return Assembled(folder, job, accounts, _counts(accounts, totals, with_labels))


_NOTHING = dict.fromkeys(("candidates", "rejected", "classes", "labels", "ambiguous", "repaired"), 0)
_NONE: dict[str, Any] = {"files": {"labels": "", "candidates": ""}, "rejected": {}, "counts": _NOTHING}


def _parts(job: Job, accounts: Accounts) -> list[tables.LanguagePart]:
    """A part for every language asked for or found, by code."""
    made = {record["language"]: record for record in accounts.decided}
    parts = []
    for code in sorted({*job.languages, *made}):
        record = made.get(code, _NONE)
        labels, candidates = record["files"]["labels"], record["files"]["candidates"]
        language, known = languages.language(code), languages.known(code)
        parts.append(tables.LanguagePart(language, known, labels, candidates, record["rejected"], record["counts"]))
    return parts


def _counts(accounts: Accounts, totals: tables.Totals, with_labels: int) -> dict[str, Any]:
    return {
        "classes": len(totals.labels),
        "classes_with_labels": int((totals.labels > 0).sum()),
        "languages_with_labels": with_labels,
        "labels": int(totals.labels.sum()),
        "senses": accounts.senses,
        "passed_by": accounts.passed_by,
        "merged": accounts.merged,
        "candidates": accounts.candidates,
        "rejected": int(totals.rejected.sum()),
        "bad_lines": len(accounts.bad_lines),
        "lines": sum(shard["lines"] for shard in accounts.shards),
        "bytes": sum(shard["bytes"] for shard in accounts.shards),
    }


def _before(before: Path | None, change: Change | None) -> dict[str, Any] | None:
    """The release before, by its version, and what changed since; None for the first."""
    if before is None:
        return None
    changed, gone, new = change or (None, None, None)
    return {"version": before.name, "changed": changed, "gone": gone, "new": new}


def _about(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines at the foot of the report."""
    lexicon = record["lexicon"]
    lines = [("Lexicon", f"{lexicon['kind']} {lexicon['version']}".strip()), ("Licence", lexicon["licence"])]
    lines += [
        ("Notice", lexicon["notice"]),
        ("Classes", record["class_list"]["name"]),
        ("Profile", record["profile"]["name"]),
    ]
    return [(what, text) for what, text in lines if text]


def _input(shard: dict[str, Any]) -> dict[str, Any]:
    keys = ("name", "size", "start", "end", "sha256", "lines", "facts", "warnings")
    return {key: shard[key] for key in keys}

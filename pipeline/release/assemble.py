"""Puts a release together from the parts of its languages, in a folder aside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.release import tables
from pipeline.release.manifest import NAME, manifest
from pipeline.release.published import write_mapping, write_published
from resources import languages

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.accounts import Accounts
    from pipeline.config import Job


class Assembled:
    """A release whose tables are written and whose version is still to be found from them."""

    def __init__(self, folder: Path, job: Job, accounts: Accounts, counts: dict[str, Any]) -> None:
        self._folder, self._job, self._accounts, self._counts = folder, job, accounts, counts

    def finish(self, version: str, started: datetime, before: Path | None) -> None:
        """Write what names the version: card, report, metadata, and the manifest last."""
        inputs = [_input(shard) for shard in self._accounts.shards]
        record = manifest(version, self._job, inputs, self._counts, self._folder, started)
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (self._folder / NAME).write_text(text + "\n", encoding="utf-8")


def assemble(folder: Path, job: Job, accounts: Accounts) -> Assembled:
    """Write the tables and the published JSON into a folder."""
    parts = _parts(job, accounts)
    classes = job.class_list.classes
    totals = tables.write_parts(folder, [part for part in parts if part.labels], len(classes))
    for part in parts:
        if not part.labels:
            totals.per_language[part.language.code] = dict.fromkeys(_NOTHING, 0)
    tables.write_rows(folder / "languages.parquet", list(tables.language_rows(parts, totals, len(classes))), "languages.parquet")
    tables.write_rows(folder / "classes.parquet", list(tables.class_rows(classes, totals)), "classes.parquet")
    tables.write_rows(folder / "funnel.parquet", list(tables.funnel_rows(parts, totals)), "funnel.parquet")
    tables.write_rows(folder / "bad_lines.parquet", accounts.bad_lines, "bad_lines.parquet")
    with_labels = write_published(folder)
    write_mapping(folder, [part.language for part in parts if totals.per_language[part.language.code]["labels"]])
    return Assembled(folder, job, accounts, _counts(accounts, totals, with_labels))


_NONE: dict[str, Any] = {"files": {"labels": "", "candidates": ""}, "rejected": {}}
_NOTHING = ("candidates", "rejected", "classes", "labels", "ambiguous", "repaired")


def _parts(job: Job, accounts: Accounts) -> list[tables.LanguagePart]:
    """A part for every language asked for or found, by code."""
    made = {record["language"]: record for record in accounts.decided}
    parts = []
    for code in sorted({*job.languages, *made}):
        record = made.get(code, _NONE)
        language, known = languages.language(code), languages.known(code)
        parts.append(tables.LanguagePart(language, known, record["files"]["labels"], record["files"]["candidates"], record["rejected"]))
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


def _input(shard: dict[str, Any]) -> dict[str, Any]:
    keys = ("name", "size", "start", "end", "sha256", "lines", "facts", "warnings")
    return {key: shard[key] for key in keys}

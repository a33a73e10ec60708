"""Under what terms a release stands: those of its lexicon, on every file that can carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.lexicons.lexicon import Description

NAME = "LICENSE-DATA.txt"
_PROMPTS = "prompts.json: templates written for this project, Apache-2.0."


def table_metadata(lexicon: Description) -> dict[str, str]:
    """Key-value metadata for every Parquet file: licence and notice, and nothing that differs between two builds."""
    metadata = {"licence": lexicon.licence or "not stated by the lexicon", "terms": f"see {NAME}"}
    return {**metadata, "notice": lexicon.notice} if lexicon.notice else metadata


def write_terms(folder: Path, record: dict[str, Any]) -> None:
    """Write LICENSE-DATA.txt from a manifest's record."""
    (folder / NAME).write_text("\n".join(_lines(record)) + "\n", encoding="utf-8", newline="\n")


def _lines(record: dict[str, Any]) -> list[str]:
    lexicon, classes = record["lexicon"], record["class_list"]
    lines = [
        "Terms of the data in this folder",
        "",
        f"Labels and candidates: taken from the lexicon {lexicon['kind']}"
        + (f", version {lexicon['version']}" if lexicon["version"] else "")
        + f". Licence: {lexicon['licence'] or 'not stated by the lexicon'}.",
    ]
    if lexicon["notice"]:
        lines += ["", lexicon["notice"]]
    by_file = per_file(record)
    if by_file:
        lines += ["", "Each lexicon has its own licence, as the file itself states it:", ""]
        lines += [f"- {name}: {licence}" + (f" <{url}>" if url else "") for name, licence, url in by_file]
    if without := unstated(record):
        lines += ["", f"These state none: {', '.join(without)}."]
    lines += ["", f"Class list {classes['name']}: {classes['licence']}.", "", _PROMPTS]
    return lines


def per_file(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, licence and address of every lexicon that states its own, by name, each once."""
    found = set()
    for each in record["lexicon"]["files"]:
        facts = each["facts"]
        if "licence" in facts:
            found.add((facts.get("source") or each["name"], facts["licence"], facts.get("url", "")))
    return sorted(found)


def unstated(record: dict[str, Any]) -> list[str]:
    """Names of the lexicon files that state no licence, where others do."""
    files = record["lexicon"]["files"]
    if not per_file(record):
        return []
    return sorted({each["facts"].get("source") or each["name"] for each in files if "licence" not in each["facts"]})

"""A difference on standard output: a few lines and tables, the most telling first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.diffing.structure import CHANGES
from pipeline.printing import cell, print_lines, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.diffing.structure import Diff, Edition

LIMIT = 20  #: rows of each table


def show(found: Diff, limit: int = LIMIT) -> None:
    """Print it, at most ``limit`` rows of each table."""
    print_lines(cell(line) for line in headline(found))
    if not found.cells:
        return
    cells = [
        {key: getattr(each, key) for key in ("language", "wnid", "before", "after", "cause", "by", "why")}
        for each in found.cells
    ]
    tables = (
        ("causes", found.table("cause", "by")),
        ("languages", found.table("language")),
        ("classes", found.table("wnid")),
    )
    for name, rows in (*tables, ("labels", cells)):
        _table(name, rows, limit)


def headline(found: Diff) -> Iterator[str]:
    """What is compared, what differs in the making, and how many labels."""
    yield f"before: {_edition(found.before)}"
    yield f"after:  {_edition(found.after)}"
    yield from (f"  {line}" for line in found.differences)
    counts = ", ".join(f"{found.count(change):,} {change}" for change in CHANGES)
    yield f"labels: {found.same:,} the same, {counts}"


def _edition(edition: Edition) -> str:
    facts = (edition.version, edition.lexicon, edition.profile, edition.code[:12])
    return f"{edition.path}: {edition.labels:,} labels, {edition.languages} languages" + "".join(
        f"; {fact}" for fact in facts if fact
    )


def _table(name: str, rows: list[dict[str, Any]], limit: int) -> None:
    more = f" (first {limit} of {len(rows):,})" if len(rows) > limit else ""
    print_lines(["", f"{name}{more}"])
    print_table(rows[:limit], as_json=False)

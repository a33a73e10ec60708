"""What a check found, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.printing import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.run import Report

SHOWN = 5  #: items of a check; all of them with --json


def lines(report: Report, shown: int = SHOWN) -> Iterator[str]:
    """Findings by code, errors first: code, message, count, and the first items."""
    for finding in report.findings:
        yield f"{finding.check.code}  {finding.check.message} ({len(finding.items):,})"
        for item in finding.items[:shown]:
            yield f"      {cell(item.place)}: {cell(item.says)}"
        if len(finding.items) > shown:
            yield f"      and {len(finding.items) - shown:,} more; --json gives all"
    yield verdict(report)


def verdict(report: Report) -> str:
    """The last line: what it comes to."""
    errors = sum(finding.check.is_error for finding in report.findings)
    warnings = len(report.findings) - errors
    skipped = f"; not made, for want of what they look at: {', '.join(report.skipped)}" if report.skipped else ""
    if not report.findings:
        return f"clean: {report.checks} checks{skipped}"
    found = [
        f"{count} {name}{'s' * (count != 1)}" for count, name in ((errors, "error"), (warnings, "warning")) if count
    ]
    return f"{' and '.join(found)} of {report.checks} checks{skipped}"

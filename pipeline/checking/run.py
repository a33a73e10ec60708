"""Makes the checks and gathers what they found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.checking.catalogue import Check, Item, selected
from pipeline.checking.subject import subject
from resources.class_lists import load

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that found something."""

    check: Check
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks of one release or file came to."""

    path: str
    checks: int  #: how many were made
    skipped: tuple[str, ...]  #: codes of those whose parts are missing or unreadable
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 errors, 2 warnings only."""
        if any(finding.check.is_error for finding in self.findings):
            return 1
        return 2 if self.findings else 0

    def as_record(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "path": self.path,
            "checks": self.checks,
            "skipped": list(self.skipped),
            "exit_code": self.exit_code,
            "findings": [_record(finding) for finding in self.findings],
        }


def check(release: str | Path, select: str | None = None, classes: str = "imagenet-1k") -> Report:
    """Check a release folder or a published JSON file.

    Args:
        release: the folder of a release, or a ``babel_imagenet*.json``.
        select: codes of checks or their beginnings, joined by commas; all if None.
        classes: the class list that a JSON file counts in; a release has its own.

    Raises:
        UserError: there is nothing to check at that place, or ``select`` names no check.
    """
    asked = selected(select)
    opened = subject(str(release), [each.wnid for each in load(classes).classes])
    able = [each for each in asked if all(opened.has(part) for part in each.needs)]
    skipped = tuple(each.code for each in asked if each not in able) if opened.is_release else ()
    findings = (Finding(each, tuple(each.find(opened))) for each in able)
    return Report(str(release), len(able), skipped, tuple(each for each in findings if each.items))


def _record(finding: Finding) -> dict[str, Any]:
    items = [each._asdict() for each in finding.items]
    severity = "error" if finding.check.is_error else "warning"
    return {
        "code": finding.check.code,
        "severity": severity,
        "message": finding.check.message,
        "count": len(items),
        "items": items,
    }

"""``babel-imagenet check``: is a release whole, consistent, and of good quality?"""

from __future__ import annotations

from typing import Annotated

import typer


def check(
    release: Annotated[str, typer.Argument(help="A release's folder, or any published babel_imagenet*.json.")],
    select: Annotated[
        str | None, typer.Option(help="Only checks whose codes begin so, joined by commas: E1,W301.")
    ] = None,
    classes: Annotated[
        str, typer.Option(help="The class list that a JSON file counts in; a release has its own.")
    ] = "imagenet-1k",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything that was found, as JSON.")] = False,
) -> None:
    """Check a release: checksums, schemas, what must hold between its tables, and the quality of its labels.

    Findings are grouped by the check's code: E for errors, W for warnings. docs/checks.md lists them all.

    Exit codes: 0 clean; 1 errors; 2 warnings only.
    """
    import json

    from pipeline.checking.run import check as run
    from pipeline.checking.words import lines
    from pipeline.printing import print_lines

    report = run(release, select, classes)
    print_lines([json.dumps(report.as_record(), ensure_ascii=False, indent=1)] if as_json else lines(report))
    raise typer.Exit(report.exit_code)

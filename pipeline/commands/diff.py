"""``babel-imagenet diff``: what changed between two releases, and why."""

from __future__ import annotations

from typing import Annotated

import typer


def diff(
    before: Annotated[str, typer.Argument(help="A release's folder, or any published babel_imagenet*.json.")],
    after: Annotated[str, typer.Argument(help="The one to compare it with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    html: Annotated[str | None, typer.Option(help="Write a page to look at to this file as well.")] = None,
    limit: Annotated[int, typer.Option(help="Rows of each table on the terminal.", min=0)] = 20,
) -> None:
    """Show which labels changed, went or came between two editions, each with its cause.

    Causes are another lexicon, rule, profile, code version, class list or language set; a published JSON cannot tell
    its own, and says unknown. Cells are known again by language and wnid.

    Exit codes: 0 every label is the same; 2 some differ; 1 one of the two cannot be read.
    """
    import json
    from pathlib import Path

    from pipeline.diffing.compare import diff as run
    from pipeline.diffing.page import write_page
    from pipeline.diffing.words import show
    from pipeline.printing import print_lines

    found = run(before, after)
    if html is not None:
        write_page(found, Path(html))
    if as_json:
        print_lines([json.dumps(found.as_record(), ensure_ascii=False, indent=1)])
    else:
        show(found, limit)
    raise typer.Exit(2 if found.cells else 0)

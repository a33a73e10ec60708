"""``babel-imagenet rules``: the repairs and rules that there are."""

from __future__ import annotations

from typing import Annotated

import typer


def rules(
    profile: Annotated[str, typer.Option(help="curated, paper, or a profile file of your own.")] = "curated",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array instead of a table.")] = False,
) -> None:
    """List the repairs and rules: code, what it does, whether the profile applies it, its message.

    Exit codes: 0 listed; 1 there is no such profile.
    """
    from pipeline.printing import print_table
    from pipeline.rule_table import rule_table

    print_table(rule_table(profile), as_json)

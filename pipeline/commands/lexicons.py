"""``babel-imagenet lexicons``: where senses can come from."""

from __future__ import annotations

from typing import Annotated

import typer


def lexicons(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array instead of a table.")] = False,
) -> None:
    """List the kinds of lexicon: what to write after --lexicon, what it reads, whether it needs a key.

    Exit codes: 0 listed.
    """
    from pipeline.lexicons import lexicon_table
    from pipeline.printing import print_table

    print_table(lexicon_table(), as_json)

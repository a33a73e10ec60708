"""The ``languages`` command."""

from __future__ import annotations

from typing import Annotated

import typer


def languages(
    spec: Annotated[
        str, typer.Argument(help="all, xlmr, paper-298, or codes, tags and names joined by commas.", show_default=True)
    ] = "all",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array instead of a table.")] = False,
) -> None:
    """List the languages that are known: code, name, BCP-47 tag, ISO 639-3 code, scripts and where those are from.

    A table on a terminal, tab-separated lines with a header elsewhere.

    Exit codes: 0 listed; 1 a language is not known.
    """
    from pipeline.language_table import language_table
    from pipeline.printing import print_table

    print_table(language_table(spec), as_json)

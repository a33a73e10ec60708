"""The ``fetch`` command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def fetch(
    names: Annotated[list[str] | None, typer.Argument(help="Archives by name; none for the default ones.")] = None,
    into: Annotated[str, typer.Option(help="Folder for the lexicons, made where it is missing.")] = "lexicons",
    archives: Annotated[
        str | None, typer.Option(help="Your own list of archives (TOML) instead of the bundled.")
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Only list what can be fetched.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array instead of a table or path.")] = False,
) -> None:
    """Fetch published archives of open lexicons: no key, resumed where they were cut, checked by SHA-256.

    Prints the folder they lie in.

    Exit codes: 0 all are there; 1 one could not be fetched (the same command goes on from there).
    """
    from dataclasses import asdict

    from pipeline.lexicons.fetch import archive_table
    from pipeline.lexicons.fetch import fetch as fetch_archives
    from pipeline.printing import print_table

    if show:
        print_table(archive_table(archives), as_json)
        return
    fetched = fetch_archives(names or (), into, archives)
    if as_json:
        print_table([asdict(each) for each in fetched], as_json)
    else:
        print(into)
    print(f"Next: babel-imagenet build --lexicon open-wordnet:{into}", file=sys.stderr)

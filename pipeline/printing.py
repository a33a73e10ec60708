"""Tables on standard output: for a person on a terminal, tab-separated for a pipe, JSON when asked.

Cells may hold words from a lexicon, which may hold anything: nothing in them is markup, and no control character of
theirs reaches a terminal or breaks a line.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def print_table(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Print rows that have the same keys, which are the column heads.

    Args:
        rows: cells are text, numbers, booleans, None or lists of these.
        as_json: print one array, a row a line, instead of a table.
    """
    if as_json:
        _print_json(rows)
    elif sys.stdout.isatty():
        _print_grid(rows)
    else:
        _print_tsv(rows)


#: What JSON lets through and a terminal obeys: DEL and the C1 controls.
_OBEYED = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def _print_json(rows: Sequence[Mapping[str, Any]]) -> None:
    ascii_only = not _encoding().lower().startswith("utf")
    lines = ",\n".join(json.dumps(row, ensure_ascii=ascii_only).translate(_OBEYED) for row in rows)
    _print(f"[\n{lines}\n]\n" if rows else "[]\n")


def _print_tsv(rows: Sequence[Mapping[str, Any]]) -> None:
    lines = ["\t".join(map(cell, rows[0])), *("\t".join(map(cell, row.values())) for row in rows)] if rows else []
    _print("".join(f"{line}\n" for line in lines))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text; none of their characters is a control character to a terminal but the line ends of JSON."""
    for line in lines:
        _print(line.translate(_OBEYED) + "\n")


def _print(text: str) -> None:
    """Write text; what the terminal's encoding lacks is written as an escape, not a traceback."""
    sys.stdout.write(text.encode(_encoding(), "backslashreplace").decode(_encoding()))


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"


def _print_grid(rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in rows[0] if rows else ():
        numbers = all(isinstance(row[head], int | float) for row in rows)
        table.add_column(Text(head), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row.values()))
    Console().print(table)


def cell(value: Any) -> str:
    """The text of one cell: lists joined by commas, None empty, control characters as spaces."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char for char in str(value))

"""Makes the pages of the documentation that are written in the code: tables, checks, rules and the command line.

``python -m tools.make_docs`` writes them; with ``--check`` it writes nothing, and exits with 1 and the names of the
pages that are not what the code says today.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.checking.catalogue import Check, checks
from pipeline.release.about import FILES
from pipeline.release.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[1] / "docs"

_TABLES_HEAD = """\
# The tables of a release

Made from `pipeline/release/schemas.py` by `python -m tools.make_docs`; change it there. Each Parquet file carries the
same words in its columns' metadata, and the licence and notice of the lexicon in its own. Rows are sorted, and the same
input gives the same bytes.
"""

_CHECKS_HEAD = """\
# What `check` looks for

Made from the functions in `pipeline/checking/` by `python -m tools.make_docs`; change it there.

```
babel-imagenet check output/latest              # a release
babel-imagenet check babel_imagenet.json        # any published labels
babel-imagenet check output/latest --select E1,W301 --json
```

Exit codes: 0 clean, 1 errors, 2 warnings only. A code never changes its meaning. `--select` takes codes or their
beginnings. A check whose parts are missing or unreadable is not made, and the last line says so. A file of labels is
only asked what it can answer: E104, E3 and W; its class indices count in `--classes` (imagenet-1k if left out).
"""

_GROUPS = {
    "E1": ("Files", "Whether every file is there, whole, and as the manifest records it."),
    "E20": ("Rows", "What must hold between the rows of a release."),
    "E22": ("Counts", "What is counted in one table is what another one holds."),
    "E24": ("Exports", "What is exported says the same as the tables."),
    "E3": ("The published JSON", "Whether it is what its readers expect."),
    "W1": ("What a repair would mend", "Asked of the repairs themselves; in a curated release there should be none."),
    "W2": ("What a rule would reject", "Asked of the rules about texts themselves."),
    "W3": ("What deserves a look", "Allowed, and often right."),
}


def tables_page() -> str:
    """docs/tables.md."""
    return "\n".join([_TABLES_HEAD, *(line for name, schema in TABLES.items() for line in _table(name, schema))])


def _table(name: str, schema: pa.Schema) -> Iterator[str]:
    yield from (f"## {name}", "", f"{FILES[name][0].upper()}{FILES[name][1:]}.", "")
    yield from ("| column | type | holds | unit | from |", "|---|---|---|---|---|")
    for field in schema:
        about = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
        kind = f"list of {field.type.value_type}" if pa.types.is_list(field.type) else str(field.type)
        kind += ", may be null" if field.nullable else ""
        cells = (f"`{field.name}`", kind, about["description"], about.get("unit", ""), about.get("source", ""))
        yield f"| {' | '.join(cells)} |"
    yield ""


def checks_page() -> str:
    """docs/checks.md."""
    lines = [_CHECKS_HEAD]
    for start, (title, about) in _GROUPS.items():
        lines += [f"## {title}", "", about, "", "| code | message | |", "|---|---|---|"]
        lines += [_check(each) for code, each in checks().items() if code.startswith(start)]
        lines.append("")
    return "\n".join(lines)


def _check(each: Check) -> str:
    return f"| {each.code} | {each.message} | {each.about} |"


def pages() -> dict[Path, str]:
    """Every page that is made, by its path, with its text."""
    from tools.docs_cli import cli_page
    from tools.docs_rules import rule_pages

    found = {DOCS / "tables.md": tables_page(), DOCS / "checks.md": checks_page(), DOCS / "cli.md": cli_page()}
    return found | {DOCS / "rules" / name: text for name, text in rule_pages().items()}


def stale(found: dict[Path, str]) -> list[str]:
    """What is wrong with the pages as they lie, in words; pages in docs/rules that nothing makes count too."""
    wrong = []
    for path, text in found.items():
        if not path.exists():
            wrong.append(f"{path}: is missing")
        elif path.read_text(encoding="utf-8") != text:
            wrong.append(f"{path}: is not what the code says today")
    left = set((DOCS / "rules").glob("*.md")) - set(found)
    return wrong + [f"{path}: nothing makes it any more" for path in sorted(left)]


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or check them. Gives the exit code: 0 written or true, 1 stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page is stale and say which")
    if not parser.parse_args(arguments).check:
        for path, text in pages().items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    wrong = stale(pages())
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Make them anew with: python -m tools.make_docs", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(DOCS.parent))  # for those who run the file itself
    sys.exit(main())

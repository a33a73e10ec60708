"""A difference as one self-contained page: no script, no network, everything from outside escaped and made visible."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import jinja2

from pipeline.diffing.structure import CHANGES
from pipeline.errors import UserError
from pipeline.release.report.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.diffing.structure import Cell, Diff

MOST = 500  #: cells shown of a language
_TABLES = (
    ("causes", "Causes", ("cause", "by")),
    ("languages", "Languages", ("language",)),
    ("classes", "Classes", ("wnid",)),
)


def write_page(found: Diff, target: Path) -> None:
    """Write the page, whole or not at all. Raises UserError where it cannot be written."""
    aside = target.with_name(target.name + ".part")
    try:
        aside.write_text(page(found), encoding="utf-8", newline="\n")
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UserError(
            f"--html {target}: cannot be written ({error.strerror})",
            "",
            "Name a file in a folder that you may write to.",
        ) from error


def page(found: Diff) -> str:
    """The page as text."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters.update(count=lambda number: f"{number:,}", visible=visible)
    template = environment.from_string(_text("pipeline.diffing", "diff.html.j2"))
    by_language: dict[str, list[Cell]] = {}
    for cell in found.cells:
        by_language.setdefault(cell.language, []).append(cell)
    return template.render(
        found=found,
        css=_text("pipeline.release.report", "report.css"),
        changes=CHANGES,
        tables=_TABLES,
        rows={key: found.table(*heads) for key, _, heads in _TABLES},
        by_language=by_language,
        most=MOST,
    )


def _text(package: str, name: str) -> str:
    return resources.files(package).joinpath("parts", name).read_text(encoding="utf-8")

"""The page put together: one HTML file that holds its style, program and data, and may ask the network for nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib import resources
from typing import TYPE_CHECKING

import jinja2

from pipeline.release.report import pairs, summary, writing
from pipeline.release.report.blocks import STORY_BYTES, blocks
from pipeline.release.report.tables import Tables, read_tables
from pipeline.release.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: The program in the order in which its parts build on each other; they share one scope.
SCRIPTS = (
    "data.js",
    "text.js",
    "route.js",
    "list.js",
    "search.js",
    "browser.js",
    "story.js",
    "shared.js",
    "heat.js",
    "heat_paint.js",
    "heat_input.js",
    "start.js",
)
STYLES = ("report.css", "browser.css", "charts.css")


def write_report(
    release: Path, target: Path, about: Sequence[tuple[str, str]] = (), story_bytes: int = STORY_BYTES
) -> None:
    """Write the page of the release in the folder ``release`` to the file ``target``, whole or not at all.

    ``about`` are lines to stand at its foot: (what, text), such as the lexicon and its licence. The same tables and
    lines give the same bytes. ``story_bytes`` is how much the stories of candidates may take, compressed. UserError
    where the folder does not hold the tables of a release.
    """
    html = report_html(read_tables(release), about, story_bytes)
    aside = target.with_name(target.name + ".part")
    aside.write_text(html, encoding="utf-8", newline="\n")
    aside.replace(target)


def report_html(tables: Tables, about: Sequence[tuple[str, str]] = (), story_bytes: int = STORY_BYTES) -> str:
    """The page as text. Stories beyond ``story_bytes`` compressed bytes are left out by whole languages, and named."""
    words = pairs.shared_words(tables)
    data, left_out = blocks(tables, words, story_bytes)
    scripts = set(tables.labels["script"].unique()).union(*tables.languages["scripts"].to_list())
    css = "".join(map(_part, STYLES)) + writing.style(scripts)
    js = '"use strict";\n(() => {\n' + "".join(map(_part, SCRIPTS)) + "})();\n"
    rows, classes_left_out = summary.class_rows(tables)
    return _template().render(
        about=about,
        css=css,
        js=js,
        policy=_policy(css, js),
        data=data,
        left_out=left_out,
        head=summary.headline(tables),
        languages=summary.language_rows(tables),
        silent=summary.silent_languages(tables),
        classes=rows,
        classes_left_out=classes_left_out,
        profile=summary.coverage_profile(tables),
        funnel=summary.funnel_rows(tables),
        sources=summary.source_rows(tables),
        kinds=pairs.kind_rows(words),
        left_out_candidates=_count(tables, left_out),
    )


def _policy(css: str, js: str) -> str:
    """A content security policy under which only this style and this program count, and nothing can be fetched."""
    allowed = f"script-src {_hash(js)}; style-src {_hash(css)}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _count(tables: Tables, languages: list[str]) -> int:
    return int(tables.candidates["language"].is_in(languages).sum())


def _part(name: str) -> str:
    return (resources.files(__package__) / "parts" / name).read_text(encoding="utf-8")


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(visible=visible, count=lambda number: f"{number:,}", percent=_percent)
    return environment.from_string(_part("report.html.j2"))


def _percent(share: float) -> str:
    """0.123 as 12.3 %; what is not nothing never shows as 0, what is not all never as 100."""
    if 0 < share < 0.0005:
        return "< 0.1\u00a0%"
    return "> 99.9\u00a0%" if 0.9995 <= share < 1 else f"{share * 100:.1f}\u00a0%"

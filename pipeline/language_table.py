"""The table of languages, as a user sees it."""

from __future__ import annotations

from resources.languages import choose, languages

Row = dict[str, str | list[str]]


def language_table(spec: str = "all") -> list[Row]:
    """Tell what is known of the languages that ``spec`` names, sorted by code.

    Raises:
        UnknownLanguage: a part of ``spec`` names no language; its text gives the near misses.
    """
    return [_row(code) for code in choose(spec)]


def _row(code: str) -> Row:
    about = languages()[code]
    return {
        "code": about.code,
        "name": about.name,
        "bcp47": about.bcp47,
        "iso639_3": about.iso639_3,
        "scripts": list(about.scripts),
        "source": about.source,
    }

"""The languages a build knows: BabelNet's configured codes with their BCP-47 tags and scripts.

The table is ``languages.tsv``, made by ``tools/make_languages.py``; ``docs/languages.md`` says what its columns mean.
BabelNet's codes are no standard: ``ALS`` is Alemannic where ISO 639-3 says Albanian, ``NRM`` is Norman and not Narom.
So what a *lexicon* says goes through ``from_iso639_3`` and ``from_bcp47``, and what a *person* says through ``find``,
where a BabelNet code wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from resources.errors import ResourceError
from resources.language_names import fold, near_misses

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_LANGUAGE = "none"  #: the kind of MUL, which stands for every language at once
ADDED = "added"  #: the kind of a language that BabelNet is not configured for and other lexicons have
_LONGEST = 100  #: characters of a code, tag or name; a longer text is nobody's


@dataclass(frozen=True, slots=True)
class Language:
    """One BabelNet language."""

    code: str  #: BabelNet's code, upper case: ``DE``, ``ZH_YUE``
    name: str  #: English name
    bcp47: str  #: BCP-47 tag: ``de``, ``yue``
    iso639_3: str  #: ISO 639-3 code, "" where the language has none
    scripts: tuple[str, ...]  #: ISO 15924, preferred first; composites spelled out (Hira, Kana, Hani)
    source: str  #: where the scripts are from
    note: str = ""
    direction: str = "ltr"  #: how the main script runs: ltr, rtl or ttb (top to bottom)
    kind: str = "language"  #: language, added, or none for MUL
    sets: tuple[str, ...] = ()  #: the named sets it belongs to: xlmr, paper-298
    aliases: tuple[str, ...] = ()  #: further codes of the same language: ISO 639-2/B, retired ones, cmn for ZH


class UnknownLanguage(ResourceError, LookupError):  # noqa: N818 (a name of the field)
    """A text that names no language of the table; its text gives the near misses."""


@cache
def languages() -> dict[str, Language]:
    """Every language of the table by BabelNet code, MUL among them. Shared by all callers: not to be changed."""
    text = resources.files("resources").joinpath("languages.tsv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    columns = header.split("\t")
    found = (_language(dict(zip(columns, line.split("\t"), strict=True))) for line in lines)
    return {language.code: language for language in found}


def _language(row: dict[str, str]) -> Language:
    lists = {key: tuple(filter(None, row.pop(key).split(","))) for key in ("scripts", "sets", "aliases")}
    return Language(**row, **lists)  # type: ignore[arg-type]


def language(code: str) -> Language:
    """Look up a BabelNet code. An unknown one is a language too, named "unknown", whose scripts nobody knows."""
    return languages().get(code) or Language(code, "unknown", "und", "", (), "unknown")


def known(code: str) -> bool:
    """Tell whether the table holds this BabelNet code."""
    return code in languages()


def from_iso639_3(code: str) -> str:
    """Give the BabelNet code for a lexicon's three-letter code.

    The private codes of the Wiktionary tab files are read too (``Xmap-bms``). An unknown code comes back upper-cased,
    and never as the BabelNet code of another language: ``nrm`` (Narom) is ``ISO_NRM``.
    """
    private = len(code) > 1 and code[0] == "X" and code[1].islower()
    return from_bcp47(code[1:] if private else code)


@lru_cache(maxsize=4096)
def from_bcp47(tag: str) -> str:
    """Give the BabelNet code for a lexicon's BCP-47 tag, by the longest part that the table knows (``cmn-Hans``: ZH).

    An unknown tag comes back upper-cased, ``-`` as ``_``.
    """
    parts = tag.replace("_", "-").lower().split("-")
    code = "_".join(parts).upper()
    if len(parts) > 1 and code in languages():
        return code  # zh-min-nan, bat-smg: BabelNet's own compounds, which a shorter part would misread
    stem = parts[:8]
    while stem:
        if found := _by_tag().get("-".join(stem)):
            return _extended(parts, found) or code
        stem.pop()
    return f"ISO_{code}" if code in languages() else code


def _extended(parts: list[str], found: str) -> str | None:
    """An extended language stands second and has three letters (zh-yue, ar-arz): it is the language, known or not."""
    if len(parts) > 1 and len(parts[1]) == 3 and parts[1].isalpha() and parts[0] in _by_tag():
        return _by_tag().get(parts[1])
    return found


@cache
def _by_tag() -> dict[str, str]:
    """Tags, ISO 639-3 codes and aliases, lower case, to BabelNet codes.

    Where rows share one (BH and BHO, EML and EGL, FR and ROA_GAL) the plain row wins, then the one named so.
    """
    found: dict[str, str] = {}
    rows = languages().values()
    by_fitness = sorted(rows, key=lambda row: ("-" in row.bcp47, row.code.lower() != row.bcp47, row.code))
    for keys in ("bcp47", "iso639_3", "aliases"):
        for row in by_fitness:
            value = getattr(row, keys)
            for key in value if isinstance(value, tuple) else (value,):
                if key:
                    found.setdefault(key.lower(), row.code)
    return found


def find(text: str) -> Language:
    """Find a language by BabelNet code, BCP-47 tag, ISO 639-3 code or English name, in any case, with ``-`` or ``_``.

    A BabelNet code wins: ``als`` is Alemannic here, as it is in Wikipedia, though ISO 639-3 gives it to Albanian.

    Raises:
        UnknownLanguage: nothing of that name; its text gives the near misses.
    """
    key = text.strip()
    for code in _readings(key) if len(key) <= _LONGEST else ():
        if code in languages():
            return languages()[code]
    shown = key if len(key) <= 40 else key[:40] + "…"
    means = "The table of languages has no such code, tag or name."
    raise UnknownLanguage(f"{shown!r} is no language.", means, near_misses(key[:_LONGEST], languages().values()))


def _readings(key: str) -> Iterator[str]:
    """What a text may mean, best first."""
    yield key.upper().replace("-", "_")
    yield _by_name().get(key, "")  # written as names are: Mon is a language, mon the code of Mongolian
    if _is_tag(key):
        yield from_bcp47(key)
    yield _by_folded_name().get(fold(key), "")


def _is_tag(key: str) -> bool:
    """Whether all of a compound tag is real, so that a typo is not read as its first part."""
    if "-" not in key and "_" not in key:
        return True
    import langcodes

    return langcodes.tag_is_valid(key)


@cache
def _by_name() -> dict[str, str]:
    return {row.name: row.code for row in languages().values()}


@cache
def _by_folded_name() -> dict[str, str]:
    return {fold(name): code for name, code in _by_name().items()}


def choose(spec: str) -> tuple[str, ...]:
    """Give the BabelNet codes that a user asks for, sorted, each once.

    Args:
        spec: ``all`` (every language of the table; MUL is none), ``xlmr`` (the 92 of the published file and English),
            ``paper-298`` (the larger published file and English), or what ``find`` takes; several are joined by commas.

    Raises:
        UnknownLanguage: a part names no language.
    """
    parts = [part.strip() for part in spec.split(",")]
    if not any(parts):
        raise UnknownLanguage(f"{spec[:40]!r} names no language.", "", "Say all, xlmr, paper-298, or codes like DE,FR.")
    return tuple(sorted({code for part in parts if part for code in _named(part)}))


def _named(part: str) -> tuple[str, ...]:
    real = [row for row in languages().values() if row.kind != NO_LANGUAGE]
    name = part.lower()
    chosen = tuple(row.code for row in real if name == "all" or name in row.sets)
    if chosen:
        return chosen
    found = find(part)
    if found.kind == NO_LANGUAGE:
        means = "It marks what BabelNet holds for every language at once."
        raise UnknownLanguage(f"{found.code} ({found.name}) is no language.", means, "Leave it out.")
    return (found.code,)

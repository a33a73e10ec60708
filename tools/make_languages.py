"""Make ``resources/languages.tsv``: every language BabelNet is configured for, with its tag and its scripts.

    python tools/make_languages.py --cldr package [--configured FILE --names FILE --checked FILE] [--out FILE]

- ``--cldr``: the unpacked npm package ``cldr-core`` (``npm pack cldr-core@48.2.0``; Unicode-3.0 licence).
- PyPI ``gflanguages`` (Apache-2.0) and ``langcodes`` are read as installed.
- ``--configured``: BabelNet's configured codes, one a line; ``--names``: TSV of code and English name. Both are in the
  package ``babelnet`` (``languages.yml`` and its ``Language`` enum).
- ``--checked``: TSV of the rows whose tag and scripts were checked by hand against real labels, taken as they are.

Without these three the table as it lies is read in their place, so that a new CLDR needs nothing else.
``language_overrides.tsv`` beside this script wins over CLDR and gflanguages. Each row says where its scripts are from.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import gflanguages
import langcodes
from fontTools import unicodedata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, str]

TABLE = Path(__file__).resolve().parents[1] / "resources" / "languages.tsv"
OVERRIDES = Path(__file__).with_name("language_overrides.tsv")
COLUMNS = ("code", "name", "bcp47", "iso639_3", "scripts", "direction", "kind", "sets", "aliases", "source", "note")
CHECKED = "checked by hand"
ADDED = "added"  # the kind of a row that BabelNet is not configured for: kept as it lies

#: Codes that are no one script, or a style of one; Unicode knows only the scripts themselves.
PARTS = {
    "Jpan": ("Hira", "Kana", "Hani"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Hanb": ("Hani", "Bopo"),
    "Hrkt": ("Hira", "Kana"),
    "Latf": ("Latn",),
    "Latg": ("Latn",),
    "Aran": ("Arab",),
    "Geok": ("Geor",),
    "Cyrs": ("Cyrl",),
    "Syre": ("Syrc",),
    "Syrj": ("Syrc",),
    "Syrn": ("Syrc",),
}
#: Families among the base tags: ISO 639-5, so they have no ISO 639-3 code.
FAMILIES = {"nah", "gmq", "gmw", "zlw"}


class Cldr(NamedTuple):
    """What is read of CLDR."""

    version: str
    scripts: Mapping[str, Any]  #: languageData: language, or language and "-alt-secondary", to its scripts
    aliases: Mapping[str, Mapping[str, str]]  #: other spellings of a tag: replacement and reason
    excluded: frozenset[str]  #: scripts in no modern everyday use (UAX #31, "Exclusion")

    @classmethod
    def read(cls, package: Path) -> Cldr:
        """Read an unpacked ``cldr-core``."""

        def load(name: str) -> Any:
            return json.loads((package / name).read_text(encoding="utf-8"))

        metadata = load("scriptMetadata.json")["scriptMetadata"]
        return cls(
            load("package.json")["version"],
            load("supplemental/languageData.json")["supplemental"]["languageData"],
            load("supplemental/aliases.json")["supplemental"]["metadata"]["alias"]["languageAlias"],
            frozenset(script for script, facts in metadata.items() if facts["idUsage"] in ("EXCLUSION", "UNKNOWN")),
        )


def table(cldr: Cldr, configured: Iterable[str], names: Mapping[str, str], checked: Mapping[str, Row]) -> list[Row]:
    """Make all rows, sorted by code."""
    overrides = {row["code"]: row for row in read_rows(OVERRIDES)}
    rows = [_row(code, names[code], checked.get(code), overrides.get(code, {}), cldr) for code in sorted(configured)]
    _add_aliases(rows, overrides, cldr)
    bare = [f"{row['code']} ({row['name']})" for row in rows if row["kind"] == "language" and not row["scripts"]]
    if bare:
        sys.exit(f"nothing knows the scripts of {', '.join(bare)}: give them rows in {OVERRIDES.name}")
    return rows


def _row(code: str, name: str, checked: Row | None, override: Row, cldr: Cldr) -> Row:
    facts = checked or override
    tag = facts.get("bcp47") or code.lower()
    if checked:
        scripts, source = _split(checked["scripts"]), CHECKED
    elif override.get("scripts") or code == "MUL":
        scripts, source = _split(override["scripts"]), "override"
    else:
        scripts, source = _scripts(tag, cldr)
    return {
        "code": code,
        "name": name,
        "bcp47": tag,
        "iso639_3": _iso639_3(tag),
        "scripts": ",".join(scripts),
        "direction": _direction(scripts),
        "kind": (checked or {}).get("kind") or ("none" if code == "MUL" else "language"),
        "sets": checked["sets"] if checked else "paper-298,xlmr" if code == "EN" else "",
        "source": source,
        "note": facts.get("note", "") or ("neither CLDR nor gflanguages knows it" if source == "override" else ""),
    }


def _scripts(tag: str, cldr: Cldr) -> tuple[tuple[str, ...], str]:
    """CLDR's primary and secondary scripts, then gflanguages': living ones, or all where none is. And where from."""
    forms = _forms(tag)
    primary = [script for form in forms for script in cldr.scripts.get(form, {}).get("_scripts", ())]
    secondary = [s for form in forms for s in cldr.scripts.get(f"{form}-alt-secondary", {}).get("_scripts", ())]
    google = {script: old for form in forms for script, old in _google().get(form, {}).items()}
    every = _parts([*primary, *secondary, *google])
    living = _parts(s for s in every if s not in cldr.excluded and not google.get(s, False))
    found = living or every
    readers = {f"CLDR {cldr.version} languageData": _parts([*primary, *secondary])}
    readers[f"gflanguages {version('gflanguages')}"] = _parts(google)
    return found, " + ".join(name for name, known in readers.items() if set(known) & set(found))


def _forms(tag: str) -> tuple[str, ...]:
    """The keys a data source may know a language by: its base tag, its alpha-3 code and its macrolanguage."""
    base = tag.split("-")[0]
    macro = langcodes.standardize_tag(base, macro=True).split("-")[0]
    return tuple(dict.fromkeys((base, langcodes.Language.get(base, normalize=False).to_alpha3(), macro)))


@cache
def _google() -> dict[str, dict[str, bool]]:
    """Language to script to whether gflanguages calls it historic there. Braille, which fits all, is left out."""
    found: dict[str, dict[str, bool]] = {}
    for key in sorted(languages := gflanguages.LoadLanguages()):
        one = languages[key]
        if one.script != "Brai":
            found.setdefault(one.language, {})[one.script] = bool(one.historical)
    return found


def _parts(scripts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for script in scripts for part in PARTS.get(script, (script,))))


def _iso639_3(tag: str) -> str:
    base = tag.split("-")[0]
    return "" if base in FAMILIES else langcodes.Language.get(base, normalize=False).to_alpha3()


def _direction(scripts: tuple[str, ...]) -> str:
    """How the main script runs."""
    if not scripts:
        return "ltr"
    return "ttb" if scripts[0] == "Mong" else unicodedata.script_horizontal_direction(scripts[0]).lower()


def _add_aliases(rows: list[Row], overrides: Mapping[str, Row], cldr: Cldr) -> None:
    """Further codes of the same language: ISO 639-2/B, retired codes, the predominant member of a macrolanguage.

    A code that some row claims (as tag, ISO 639-3 or BabelNet code) is nobody's alias, unless the overrides say so.
    """
    claimed = {row[key] for row in rows for key in ("bcp47", "iso639_3")} | {row["code"].lower() for row in rows}
    claimed |= {alias for override in overrides.values() for alias in _split(override["aliases"])}
    known = [(alias, facts["_replacement"], facts["_reason"]) for alias, facts in cldr.aliases.items()]
    pairs = [(alias, tag) for alias, tag, _ in known]
    pairs += [(macro, member) for member, macro, reason in known if reason == "macrolanguage"]
    for row in rows:
        own = set(_split(overrides.get(row["code"], {}).get("aliases", "")))
        if row["code"] == _best(rows, row["bcp47"]):
            own |= {alias for alias, tag in pairs if tag == row["bcp47"] and alias not in claimed and alias.isalpha()}
        row["aliases"] = ",".join(sorted(own))


def _best(rows: list[Row], tag: str) -> str:
    """Of the rows with this tag the one whose code is the tag."""
    return min((row["code"] for row in rows if row["bcp47"] == tag), key=lambda code: (code.lower() != tag, code))


def read_rows(path: Path) -> list[Row]:
    """Read a tab-separated file with a header."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_checked(path: Path) -> dict[str, Row]:
    """Read the rows checked by hand, from their own file (``in92``, scripts joined by "/") or the finished table."""
    found = {}
    for row in read_rows(path):
        if row.get("source", CHECKED) != CHECKED:
            continue
        if "in92" in row:
            row["sets"] = "paper-298,xlmr" if row["in92"] == "Y" else "paper-298"
            row["scripts"] = row["scripts(preferred first)"]
        found[row["code"]] = row
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace("/", ",").split(",") if part)


def write(rows: list[Row], path: Path) -> None:
    """Write the table: UTF-8, tabs, no quoting."""
    lines = ["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> None:
    """Make the table anew."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--cldr", type=Path, required=True, help="the unpacked npm package cldr-core")
    parser.add_argument("--configured", type=Path, default=TABLE, help="BabelNet codes, one a line")
    parser.add_argument("--names", type=Path, default=TABLE, help="TSV: code, English name")
    parser.add_argument("--checked", type=Path, default=TABLE, help="TSV of the rows checked by hand")
    parser.add_argument("--out", type=Path, default=TABLE)
    args = parser.parse_args(arguments)
    cldr = Cldr.read(args.cldr)
    names = dict(line.split("\t")[:2] for line in args.names.read_text(encoding="utf-8").splitlines() if "\t" in line)
    configured = [line.split("\t")[0] for line in args.configured.read_text(encoding="utf-8").splitlines()]
    configured = [code for code in configured if code and code != "code"]
    checked = read_checked(args.checked)
    added = {code: row["name"] for code, row in checked.items() if row.get("kind") == ADDED}
    rows = table(cldr, {*configured, *added}, names | added, checked)
    write(rows, args.out)
    readers = ("gflanguages", "langcodes", "fonttools")
    print(f"{args.out}: {len(rows)} rows", f"cldr-core {cldr.version} ({args.cldr})", file=sys.stderr, sep="\n")
    print(*(f"{name} {version(name)}" for name in readers), file=sys.stderr, sep="\n")


if __name__ == "__main__":
    main()

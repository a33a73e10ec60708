"""How good is a label file: visible defects by kind and language, labels kept, agreement with a reference.

    python benchmarks/label_quality.py FILE [--after FILE2] [--reference FILE3] [--languages] [--json]

Files are in the published format, ``{LANG: [[class index...], [label...]]}``. The detectors are simple and stand on
their own: they share no code and no table with the repairs and rules of the builder, only the scripts of each language,
so that one does not grade its own work. They see form, not meaning: a wrong word well written is no defect here.

With ``--after``, FILE is what went in and FILE2 what a build made of it: defects before and after, and how many labels
without a defect stayed exactly as they were. With ``--reference``, the share of common cells where both have the same
label: strict (exactly) and lenient (without case, accents, spaces, hyphens and brackets).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from resources.languages import language

Labels = dict[str, dict[int, str]]

KINDS = (
    "disambiguator",
    "invisible mark",
    "stress",
    "niqqud",
    "harakat",
    "non-NFC",
    "wrong script",
    "mixed script",
    "markup",
    "definition",
    "list",
)

# Written with brackets, with accents on Cyrillic letters, or with points: no defect there.
BRACKETS = {"NV"}
ACCENTED = {"OS", "TG", "LEZ", "MHR", "MRJ", "CU", "ORV"}
POINTED = {"YI", "LAD", "ARC"}
VOWELLED = {"KS", "UG", "MZN", "CKB", "HA", "WO", "SO", "ZDJ"}

DISAMBIGUATOR = re.compile(r"(?:\(|（)[^()（）]*(?:\)|）)\W*$|^\W*(?:\(|（)[^()（）]*(?:\)|）)\s")
STRESS = re.compile(r"[\u0430-\u044f\u0410-\u042f\u0451\u0454\u0456\u0457\u045e][\u0300\u0301\u030f\u0311]")
NIQQUD = re.compile(r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7]")
HARAKAT = re.compile(r"[\u064b-\u0652]")
MARKUP = re.compile(r"\[\[|\]\]|\{\{|\}\}|<[a-z/!]|&[a-z]+;|&#|_|(?<!')''(?!').*''|\|", re.IGNORECASE)
JOINER_AT_EDGE = re.compile(r"(?:^|\s)[\u200c\u200d]|[\u200c\u200d](?:\s|$)")
ABBREVIATION = re.compile("(?<![A-Za-z])[A-Z]{1,3}(?![A-Za-z])")
LIST = re.compile(r"[^\d\W][,،;、，][ \w]|\w{3} ?/ ?\w{3}|[,،;]$")
SENTENCE = re.compile(r"^(?:\S+\s+){3,}\S+[.!?।。]$")
DESCRIPTION = re.compile(
    r"^list[ea]? (?:of|d[eio]|der|von)\b|^national \w+ of\b|^informasie oor\b|\baltresì\b|목록$|一覧$|列表$",
    re.IGNORECASE,
)
LETTERS_OF_A_WORD = 100

# Unicode names begin with the script; those of Han characters and syllables with another word.
SCRIPT_NAMES = {
    "LATIN": "Latn", "FULLWIDTH": "Latn", "MODIFIER": "", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab",
    "HEBREW": "Hebr", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya",
    "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai",
    "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "ETHIOPIC": "Ethi",
    "HANGUL": "Hang", "HIRAGANA": "Hira", "KATAKANA": "Kana", "CJK": "Hani", "KHMER": "Khmr", "MONGOLIAN": "Mong",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "CHEROKEE": "Cher", "CANADIAN": "Cans", "OL": "Olck",
}  # fmt: skip


def defects(label: str, code: str) -> list[str]:
    """The kinds of defects that anyone can see in a label of a language (BabelNet code)."""
    found = {
        "disambiguator": code not in BRACKETS and bool(DISAMBIGUATOR.search(label)),
        "invisible mark": _invisible(label),
        "stress": code not in ACCENTED and bool(STRESS.search(unicodedata.normalize("NFC", label))),
        "niqqud": code not in POINTED and bool(NIQQUD.search(label)),
        "harakat": code not in VOWELLED and bool(HARAKAT.search(label)),
        "non-NFC": unicodedata.normalize("NFC", label) != label,
        "wrong script": _wrong_script(label, code),
        "mixed script": any({"Latn", "Cyrl"} <= set(map(_script, word)) for word in re.findall(r"[^\W\d_]+", label)),
        "markup": bool(MARKUP.search(label)),
        "definition": _definition(label, code),
        "list": code not in BRACKETS and bool(LIST.search(label)),
    }
    return [kind for kind in KINDS if found[kind]]


def _invisible(label: str) -> bool:
    hidden = any(unicodedata.category(each) in ("Cf", "Cc") and each not in "\u200c\u200d" for each in label)
    return hidden or bool(JOINER_AT_EDGE.search(label))


def _script(letter: str) -> str:
    return SCRIPT_NAMES.get(unicodedata.name(letter, "").partition(" ")[0], "")


def _wrong_script(label: str, code: str) -> bool:
    written = set(language(code).scripts)
    bare = ABBREVIATION.sub("", label)
    counts = Counter(script for script in map(_script, filter(str.isalpha, bare)) if script)
    return bool(counts and written and counts.most_common(1)[0][0] not in written)


def _definition(label: str, code: str) -> bool:
    long = code not in BRACKETS and sum(map(str.isalpha, label)) > LETTERS_OF_A_WORD
    return long or bool(SENTENCE.search(label) or DESCRIPTION.search(label))


def same_word(one: str, other: str) -> bool:
    """Whether two labels are one word but for case, accents, spaces, hyphens and brackets."""
    return _loose(one) == _loose(other)


def _loose(label: str) -> str:
    bare = DISAMBIGUATOR.sub("", label) or label
    parts = unicodedata.normalize("NFD", bare.casefold())
    return "".join(each for each in parts if each.isalnum() or unicodedata.category(each) == "Mc")


class Quality(NamedTuple):
    """Defects of one file."""

    labels: int
    defective: int  #: labels with one defect or more
    kinds: Counter[str]
    languages: dict[str, Counter[str]]


def quality(labels: Labels) -> Quality:
    """Count the visible defects of every language but English."""
    kinds: Counter[str] = Counter()
    by_language: dict[str, Counter[str]] = {}
    total = defective = 0
    for code, cells in labels.items():
        if code == "EN":
            continue
        total += len(cells)
        for label in cells.values():
            found = defects(label, code)
            defective += bool(found)
            kinds.update(found)
            if found:
                by_language.setdefault(code, Counter()).update(found)
    return Quality(total, defective, kinds, by_language)


class Kept(NamedTuple):
    """What became of labels that had no defect."""

    sound: int
    same: int  #: exactly as they were
    changed: int
    lost: int


def kept(before: Labels, after: Labels) -> Kept:
    """Follow every label without a defect from one file into another."""
    outcome: Counter[str] = Counter()
    for code, cells in before.items():
        if code == "EN":
            continue
        for index, label in cells.items():
            if not defects(label, code):
                now = after.get(code, {}).get(index)
                outcome["lost" if now is None else "same" if now == label else "changed"] += 1
    return Kept(outcome.total(), outcome["same"], outcome["changed"], outcome["lost"])


class Agreement(NamedTuple):
    """How two files agree on the cells that both have."""

    common: int
    strict: int
    lenient: int


def agreement(labels: Labels, reference: Labels) -> Agreement:
    """Compare cell by cell, English left out."""
    pairs = [
        (label, reference[code][index])
        for code, cells in labels.items()
        if code != "EN" and code in reference
        for index, label in cells.items()
        if index in reference[code]
    ]
    return Agreement(len(pairs), sum(one == other for one, other in pairs), sum(same_word(*pair) for pair in pairs))


def load(path: Path) -> Labels:
    """Read a file in the published format."""
    table = json.loads(path.read_text("utf-8"))
    return {code: dict(zip(indices, words, strict=True)) for code, (indices, words) in table.items()}


def measure(file: Path, after: Path | None, reference: Path | None) -> dict[str, object]:
    """Everything that was asked for, ready for JSON."""
    before = load(file)
    found: dict[str, object] = {"before": quality(before)._asdict()}
    if after is not None:
        found["after"] = quality(load(after))._asdict()
        found["kept"] = kept(before, load(after))._asdict()
    if reference is not None:
        found["agreement"] = agreement(load(after or file), load(reference))._asdict()
        if after is not None:
            found["agreement before"] = agreement(before, load(reference))._asdict()
    return found


def show(file: Path, after: Path | None, reference: Path | None, by_language: bool) -> None:
    """Print it as tables."""
    files = [load(file)] + ([load(after)] if after else [])
    counts = [quality(each) for each in files]
    rows: list[tuple[str, list[int]]] = [("labels", [each.labels for each in counts])]
    rows += [(kind, [each.kinds[kind] for each in counts]) for kind in KINDS]
    rows += [("labels with a defect", [each.defective for each in counts])]
    for name, numbers in rows:
        print(f"{name:24}" + "".join(f"{number:10,}" for number in numbers))
    if by_language:
        for code in sorted({code for each in counts for code in each.languages}):
            found = [each.languages.get(code, Counter()) for each in counts]
            told = ["; ".join(f"{kind} {number}" for kind, number in each.items()) for each in found]
            print(f"{code:14}" + "  ->  ".join(each or "none" for each in told))
    if after:
        outcome = kept(files[0], files[1])
        share = outcome.same / (outcome.sound or 1)
        print(f"{'sound labels kept':24}{outcome.same:10,} of {outcome.sound:,} = {share:.2%}")
        print(f"{'':24}{outcome.changed:10,} changed, {outcome.lost:,} lost")
    if reference:
        for name, each in zip(("before", "after") if after else ("",), files, strict=True):
            found_there = agreement(each, load(reference))
            common = found_there.common or 1
            strict, lenient = found_there.strict / common, found_there.lenient / common
            print(f"agreement {name:14}{found_there.common:10,} cells, strict {strict:.1%}, lenient {lenient:.1%}")


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 once the tables are printed, 2 for arguments that make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--after", type=Path, metavar="FILE2")
    parser.add_argument("--reference", type=Path, metavar="FILE3")
    parser.add_argument("--languages", action="store_true", help="defects of every language")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.json:
        json.dump(measure(asked.file, asked.after, asked.reference), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        show(asked.file, asked.after, asked.reference, asked.languages)
    return 0


if __name__ == "__main__":
    sys.exit(main())

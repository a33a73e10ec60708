"""The pages ``docs/rules/*.md``: repairs, each family of rules and the flags of the choice, with the cases that test
them.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.explaining import FLAGS
from pipeline.explaining_words import visible
from resources.class_lists import find_class, load
from resources.languages import language
from resources.profiles import load_profile
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules
from transforms.rules.rule import ClassRule, SenseRule, TextRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from transforms.repairs.repair import Repair
    from transforms.rules.rule import Rule

_MADE = "Made from `transforms/` by `python -m tools.make_docs`; change it there.\n"
_PAGES = {
    "repairs": ("Repairs", "Change the text, in this order, until nothing changes. A row names those that changed it."),
    "characters": ("Characters", "Whether the text is made of what words are made of."),
    "corrections": ("Corrections by hand", "Cases that a person has looked at: `resources/corrections.toml`."),
    "english": ("English", "Whether a word is English where another language is asked for, and when that is right."),
    "origin": ("Origin", "Where a candidate comes from, whatever its text."),
    "scripts": (
        "Scripts",
        "Whether the text is written as the language is. `resources/languages.tsv` says how.",
    ),
    "taxa": ("Scientific names", "Whether a word is a Linnaean name and not what people say."),
    "wording": ("Wording", "Whether the text is a word for the class, and no definition, list or other thing's title."),
    "choice": ("Flags of the choice", "What the choice leaves on accepted candidates; see [choice](../choice.md)."),
}
_LOOKS_AT = {SenseRule: "where the candidate comes from", ClassRule: "the repaired label in its class"}
_EFFECTS = {"reject": "rejects", "flag": "flags"}
_KINDS = {"reject": "rejected", "flag": "flagged", "keep": "kept"}


def rule_pages() -> dict[str, str]:
    """Every page by its name below docs/rules."""
    by_family = {family: [rule for rule in rules().values() if rule.family == family] for family in _PAGES}
    unknown = {rule.family for rule in rules().values()} - set(_PAGES)
    if unknown:
        raise ValueError(f"families of rules without a title in {__file__}: {', '.join(sorted(unknown))}")
    pages = {"README.md": _join(_index(by_family))}
    for family, (title, about) in _PAGES.items():
        pages[f"{family}.md"] = _join([f"# {title}", "", _MADE, about, *_sections(family, by_family[family])])
    return pages


def _sections(family: str, found: list[Rule]) -> Iterator[str]:
    if family == "repairs":
        for each in REPAIRS:
            yield from _repair(each)
    elif family == "choice":
        yield from ("", "| flag | means |", "|---|---|", *(f"| `{code}` | {words} |" for code, words in FLAGS.items()))
    else:
        for rule in found:
            yield from _rule(rule)


def _index(by_family: dict[str, list[Rule]]) -> Iterator[str]:
    profiles = [load_profile(name, [each.code for each in REPAIRS], list(rules())) for name in ("curated", "paper")]
    yield from ("# Repairs and rules", "", _MADE)
    yield "Repairs change the text. Rules reject a candidate with their code, or let it pass with a flag. A code never"
    yield "changes its meaning. `babel-imagenet rules` prints this list; `build --without CODE` turns one off.\n"
    yield from ("| code | does | page | what | curated | paper |", "|---|---|---|---|---|---|")
    for each in REPAIRS:
        used = ["yes" if each.code in profile.repairs else "" for profile in profiles]
        yield f"| `{each.code}` | changes | [repairs](repairs.md#{each.code}) | {each.name} | {' | '.join(used)} |"
    for family, found in by_family.items():
        for rule in found:
            used = ["yes" if rule.code in profile.rules else "" for profile in profiles]
            page = f"[{family}]({family}.md#{rule.code})"
            yield f"| `{rule.code}` | {_EFFECTS[rule.effect]} | {page} | {rule.name} | {' | '.join(used)} |"
    for code in FLAGS:
        yield f"| `{code}` | flags | [choice](choice.md) | a flag of the choice | yes | |"


def _repair(each: Repair) -> Iterator[str]:
    yield from ("", f"## {each.code}", "", f"*{each.name}.* {each.message.strip()}", "")
    path = Path(sys.modules["transforms.repairs"].__path__[0], f"{each.code.replace('-', '_')}.toml")
    rows = [
        [case["language"], _code(case["text"]), _code(case["expect"]), _changed(case), _why(case)]
        for case in _cases(path)
    ]
    yield from _table(["language", "before", "after", "letters changed", "why"], rows)


def _rule(rule: Rule) -> Iterator[str]:
    looks = f"the {rule.looks_at}" if isinstance(rule, TextRule) else _LOOKS_AT[type(rule)]
    does = _EFFECTS[rule.effect].capitalize()
    yield from ("", f"## {rule.code}", "", f"*{rule.name}.* {does}; looks at {looks}.", "")
    yield from (rule.message.strip(), "")
    path = Path(sys.modules[rule.check.__module__].__file__ or "").with_suffix(".toml")
    if not path.exists():
        yield "Its cases are the entries of its table."
        return
    cases = _cases(path)
    if isinstance(rule, TextRule):
        rows = [_text_row(case, rule.check) for case in cases]
        yield from _table(["language", "text", "verdict", "in words", "why"], rows)
    elif isinstance(rule, ClassRule):
        rows = [_class_row(case) for case in cases]
        yield from _table(["language", "class", "label", "given by", "verdict", "why"], rows)
    else:
        rows = [[case["language"], _given(case), _KINDS[case["verdict"]], _why(case)] for case in cases]
        yield from _table(["language", "given by", "verdict", "why"], rows)


def _text_row(case: dict[str, Any], check: Callable[..., str | None]) -> list[str]:
    reason = check(case["text"], language(case["language"]))
    words = visible(reason).replace("|", "\\|") if reason else ""
    return [case["language"], _code(case["text"]), _KINDS[case["verdict"]], words, _why(case)]


def _class_row(case: dict[str, Any]) -> list[str]:
    named = f"{case['class']} {find_class(case['class'], load('imagenet-1k').classes).lemmas[0]}"
    return [case["language"], named, _code(case["label"]), _given(case), _KINDS[case["verdict"]], _why(case)]


def _given(case: dict[str, Any]) -> str:
    found = [f"`{name}`" for name in case.get("source", "").split()]
    found += [f"sense id {_code(case['sense_id'])}"] if "sense_id" in case else []
    found += [f"the sense says machine: {'yes' if case['machine'] else 'no'}"] if "machine" in case else []
    found += [f"version {case['version']}"] if "version" in case else []
    found += [f"English elsewhere: {', '.join(_code(word) for word in case['english'])}"] if case.get("english") else []
    return ", ".join(found)


def _why(case: dict[str, Any]) -> str:
    return str(case["why"]) + (" (**known gap**: not so today)" if _is_gap(case) else "")


def _is_gap(case: dict[str, Any]) -> bool:
    return bool(case.get("gap") or case.get("known_gap"))


def _changed(case: dict[str, Any]) -> str:
    """Letters exchanged one for one, which often look the same."""
    before, after = case["text"], case["expect"]
    if len(before) != len(after) or before == after:
        return ""
    pairs = dict.fromkeys((old, new) for old, new in zip(before, after, strict=True) if old != new)
    return ", ".join(f"U+{ord(old):04X} → U+{ord(new):04X}" for old, new in pairs)


def _code(text: str) -> str:
    """A text as inline code, with nothing in it that cannot be seen."""
    if unicodedata.is_normalized("NFC", text):
        shown = visible(text)
    else:
        shown = "".join(f"<U+{ord(c):04X}>" if unicodedata.combining(c) else visible(c) for c in text)
    shown = "".join(f"<U+{ord(c):04X}>" if c != " " and unicodedata.category(c) == "Zs" else c for c in shown)
    if shown != shown.strip() or "  " in shown:
        shown = shown.replace(" ", "␣")
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}".replace("|", "\\|")


def _cases(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return found


def _table(columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table without the columns that hold nothing."""
    kept = [at for at, _ in enumerate(columns) if any(row[at] for row in rows)]
    yield f"| {' | '.join(columns[at] for at in kept)} |"
    yield "|---" * len(kept) + "|"
    yield from (f"| {' | '.join(row[at] for at in kept)} |" for row in rows)


def _join(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"

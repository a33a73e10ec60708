"""What differs in how two releases were made: lexicon, rules, repairs, choice, code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs, by its kind. Empty and False where nothing does."""

    lexicon: bool = False
    rules: frozenset[str] = frozenset()  #: asked by one of the two only
    repairs: frozenset[str] = frozenset()  #: applied by one of the two only
    choice: tuple[str, ...] = ()  #: settings of the choice that differ
    order: bool = False  #: the same rules and repairs, in another order
    code: bool = False

    @property
    def rule_names(self) -> str:
        """The rules in a line."""
        return ", ".join(sorted(self.rules))


def settings(before: dict[str, Any], after: dict[str, Any]) -> Settings:
    """Compare the manifests of two releases."""
    one, other = before["profile"], after["profile"]
    choice = [key for key in {**one["choice"], **other["choice"]} if one["choice"].get(key) != other["choice"].get(key)]
    sets = {key: frozenset(one[key]) ^ frozenset(other[key]) for key in ("rules", "repairs")}
    same_sets = not (sets["rules"] or sets["repairs"])
    return Settings(
        lexicon=_inputs(before) != _inputs(after),
        rules=sets["rules"],
        repairs=sets["repairs"],
        choice=tuple(sorted(choice)),
        order=same_sets and (one["rules"], one["repairs"]) != (other["rules"], other["repairs"]),
        code=before["builder"]["code_sha256"] != after["builder"]["code_sha256"],
    )


def _inputs(manifest: dict[str, Any]) -> tuple[Any, ...]:
    lexicon = manifest["lexicon"]
    files = sorted((each["name"], each["start"], each["sha256"]) for each in lexicon["files"])
    return lexicon["kind"], lexicon["version"], files


def in_words(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """What differs, a line each."""
    found = settings(before, after)
    lines = []
    if found.lexicon:
        lines.append(f"lexicon: {_lexicon(before)} before, {_lexicon(after)} after")
    for kind in ("rules", "repairs"):
        lines += _set_words(kind, before["profile"][kind], after["profile"][kind])
    if found.order:
        lines.append("profile: the same rules and repairs in another order")
    lines += [f"choice: {key} {_value(before, key)} before, {_value(after, key)} after" for key in found.choice]
    if found.code:
        lines.append("code: another version")
    if _classes(before) != _classes(after):
        lines.append(f"classes: {before['class_list']['name']} before, {after['class_list']['name']} after")
    if before["languages"] != after["languages"]:
        lines.append(f"languages: {len(before['languages'])} before, {len(after['languages'])} after")
    return tuple(lines)


def _lexicon(manifest: dict[str, Any]) -> str:
    lexicon = manifest["lexicon"]
    return f"{lexicon['kind']} {lexicon['version']}".strip() + f" ({len(lexicon['files'])} files)"


def _set_words(kind: str, one: list[str], other: list[str]) -> list[str]:
    words = []
    for name, codes in (("before", set(one) - set(other)), ("after", set(other) - set(one))):
        if codes:
            words.append(f"{kind}: {', '.join(sorted(codes))} only {name}")
    return words


def _value(manifest: dict[str, Any], key: str) -> str:
    return repr(manifest["profile"]["choice"].get(key))


def _classes(manifest: dict[str, Any]) -> str:
    return str(manifest["class_list"]["sha256"])

"""E3: the published JSON is what its readers expect: ``{LANG: [[class_index...], [label...]]}``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.checking.catalogue import Item, check
from resources import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checking.subject import Subject


@check("E301", "published")
def wrong_shape(subject: Subject) -> Iterator[Item]:
    """The JSON is no object of languages, each a list of class indices and a list of labels."""
    if not isinstance(subject.published, dict):
        yield Item(_file(subject), f"is a {type(subject.published).__name__}, must be an object of languages")
        return
    for code, value in subject.published.items():
        if not _is_pair(value):
            yield Item(_cell(subject, code), "is not a list of two lists")


@check("E302", "published")
def unequal_lists(subject: Subject) -> Iterator[Item]:
    """A language has not as many labels as class indices."""
    for code, indices, labels in _languages(subject):
        if len(indices) != len(labels):
            yield Item(_cell(subject, code), f"{len(indices)} class indices, {len(labels)} labels")


@check("E303", "published")
def wrong_index(subject: Subject) -> Iterator[Item]:
    """A class index is no whole number, out of range, repeated or out of order.

    Indices count from 0 to the number of classes less one and ascend.
    """
    for code, indices, _ in _languages(subject):
        before = -1
        for index in indices:
            if type(index) is not int:
                yield Item(_cell(subject, code), f"{index!r:.80} is no whole number")
                continue
            if not 0 <= index < len(subject.wnids):
                yield Item(_cell(subject, code, index), f"is not in the range 0 to {len(subject.wnids) - 1}")
            elif index <= before:
                yield Item(
                    _cell(subject, code, index),
                    f"stands after {before}: " + ("twice" if index == before else "out of order"),
                )
            before = max(before, index)


@check("E304", "published")
def empty_label(subject: Subject) -> Iterator[Item]:
    """A label is no text, or empty."""
    for code, indices, labels in _languages(subject):
        for place, label in enumerate(labels):
            if not isinstance(label, str) or not label.strip():
                index = indices[place] if place < len(indices) else f"place {place}"
                yield Item(_cell(subject, code, index), f"the label is {label!r:.80}")


@check("E305", "published")
def wrong_code(subject: Subject) -> Iterator[Item]:
    """A key is no upper-case BabelNet language code that the languages table knows."""
    for code in subject.published if isinstance(subject.published, dict) else ():
        if not languages.known(code):
            upper = code.upper().replace("-", "_")
            near = [upper] if languages.known(upper) else get_close_matches(upper[:50], languages.languages(), 1)
            yield Item(_cell(subject, code), "is not known" + (f" (did you mean {near[0]}?)" if near else ""))


def _languages(subject: Subject) -> Iterator[tuple[str, list[Any], list[Any]]]:
    for code, value in subject.published.items() if isinstance(subject.published, dict) else ():
        if _is_pair(value):
            yield code, value[0], value[1]


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, list) for part in value)


def _file(subject: Subject) -> str:
    return "babel_imagenet.json" if subject.is_release else subject.path.name


def _cell(subject: Subject, code: str, index: object = "") -> str:
    return f"{_file(subject)} {code[:50]} {index}".strip()

"""E24: what is exported for other programs says the same as the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checking.catalogue import Item, check
from pipeline.checking.subject import MAPPING, PUBLISHED, Cells, Subject
from pipeline.release.opening import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = "labels.parquet"
_NONE: dict[int, str] = {}


@check("E241", LABELS, "published_cells")
def another_label(subject: Subject) -> Iterator[Item]:
    """babel_imagenet.json does not hold the labels of labels.parquet."""
    table = _cells(subject)
    assert subject.published_cells is not None
    for code in sorted({*table, *subject.published_cells}):
        ours, theirs = table.get(code, _NONE), subject.published_cells.get(code, _NONE)
        for index in sorted({*ours, *theirs}):
            if ours.get(index) != theirs.get(index):
                says = f"{theirs.get(index)!r} here, {ours.get(index)!r} in {LABELS}"
                yield Item(
                    f"{PUBLISHED} {code} {index}",
                    says.replace("None here", "no label here").replace("None in", "none in"),
                )


@check("E242", LABELS, "mapping")
def language_without_name(subject: Subject) -> Iterator[Item]:
    """language_mapping.json does not name a language of the labels, or names one without labels."""
    named = set(subject.mapping) if isinstance(subject.mapping, dict) else set()
    labelled = set(subject.tables[LABELS]["language"])
    for code in sorted(labelled - named):
        yield Item(f"{MAPPING} {code}", "has labels and no name here")
    for code in sorted(named - labelled):
        yield Item(f"{MAPPING} {code}", "is named here and has no labels")


@check("E243", LABELS)
def language_without_prompts(subject: Subject) -> Iterator[Item]:
    """prompts.json lacks a language of the labels, or holds a template without {}."""
    path = subject.path / "prompts.json"
    if not subject.is_release or not path.is_file():
        return
    try:
        prompts = read_json(path)
    except (ValueError, OSError) as error:
        yield Item("prompts.json", f"cannot be read: {error}")
        return
    prompts = prompts if isinstance(prompts, dict) else {}
    for code in subject.tables[LABELS]["language"].unique().sort():
        templates = prompts.get(code)
        if not isinstance(templates, list) or not templates:
            yield Item(f"prompts.json {code}", "has labels and no template")
        elif not all(isinstance(each, str) and "{}" in each for each in templates):
            yield Item(f"prompts.json {code}", "has a template without {} in it")


def _cells(subject: Subject) -> Cells:
    cells: Cells = {}
    for code, index, label in subject.tables[LABELS].select("language", "class_index", "label").iter_rows():
        cells.setdefault(code, {})[index] = label
    return cells

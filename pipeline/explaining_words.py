"""The story of a label in words, for a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.explaining import Story, Telling

_SIGNS = {"chosen": "✔", "alternative": "·", "rejected": "✘"}


def lines(story: Story) -> Iterator[str]:
    """The story, a line at a time."""
    image_class, language, release = story.image_class, story.language, story.release
    yield f"class {image_class['class_index']}  {image_class['wnid']}  {', '.join(image_class['lemmas'])}"
    if image_class["gloss"]:
        yield f"         {image_class['gloss']}"
    yield f"language {language['code']}  {language['name']} ({language['bcp47']})"
    lexicon = " ".join(part for part in (release["lexicon"], release["lexicon_version"]) if part)
    yield f"release  {release['version']}, profile {release['profile']}, lexicon {lexicon}"
    yield ""
    yield from _label(story)
    yield ""
    if story.senses:
        yield f"{len(story.senses)} senses, in the lexicon's order:"
    for sense in story.senses:
        yield from _sense(sense)
    if story.codes:
        yield ""
        yield "what the codes mean:"
        for code, message in story.codes.items():
            yield f"  {code}: {_first_sentence(message)}"


def _label(story: Story) -> Iterator[str]:
    if story.label is None:
        yield "no label: " + (
            "every sense was rejected" if story.senses else "the lexicon has no sense in this language"
        )
        return
    label = story.label
    yield f"label    {visible(label['label'])}   ({label['script']})"
    yield f"given by {', '.join(label['sources'])}"
    if label["alternatives"]:
        yield f"instead of {', '.join(visible(other) for other in label['alternatives'])}"
    if label["flags"]:
        yield f"flags    {', '.join(label['flags'])}"


def _sense(sense: Telling) -> Iterator[str]:
    identifier = f" {sense.sense_id}" if sense.sense_id else ""
    yield f"  {_SIGNS.get(sense.verdict, '?')} {visible(sense.label)}   {sense.source}{identifier}   {sense.verdict}"
    for step in sense.steps:
        yield f"      {step['code']}: {visible(step['before'])} → {visible(step['after'])}"
    if sense.rule:
        yield f"      {sense.rule}: {sense.reason}"
    elif sense.reason:
        yield f"      {sense.reason}"
    if sense.flags:
        yield f"      flags: {', '.join(sense.flags)}"


def visible(text: str) -> str:
    """A text with its invisible characters written out, and marks that stand alone held by a circle."""
    shown = "".join(_shown(character) for character in text)
    return "◌" + shown if shown and unicodedata.combining(shown[0]) else shown or "(empty)"


def _shown(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def _first_sentence(message: str) -> str:
    return " ".join(message.split("\n\n")[0].split())

"""Cleaned English names of classes: WordNet's first lemma, or a name given by hand with its reason."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resources.class_lists import ImageClass


class EnglishName(NamedTuple):
    """What a class is called in English, and why not by WordNet's first lemma where it is not."""

    class_index: int
    wnid: str
    wordnet: str  #: WordNet 3.0's first lemma
    name: str
    why: str  #: "" where the first lemma was taken without a look


def english_names(classes: Sequence[ImageClass]) -> Iterator[EnglishName]:
    """A name for each class of a list, in its order.

    Names by hand come first. Then, where classes share their first lemma, each takes its first lemma that no other
    class has; what has none keeps the shared one, and says so.
    """
    firsts = Counter(image.lemmas[0].casefold() for image in classes)
    every = Counter(lemma for image in classes for lemma in {lemma.casefold() for lemma in image.lemmas})
    for image in classes:
        yield EnglishName(image.index, image.wnid, image.lemmas[0], *_name(image, firsts, every))


def _name(image: ImageClass, firsts: Counter[str], every: Counter[str]) -> tuple[str, str]:
    if by_hand := _by_hand().get(image.wnid):
        return by_hand["name"], by_hand["why"]
    first = image.lemmas[0]
    if firsts[first.casefold()] == 1:
        return first, ""
    own = next((lemma for lemma in image.lemmas if every[lemma.casefold()] == 1), None)
    if own:
        return own, f"{first!r} is the first lemma of several classes; this one is of this class alone"
    return first, f"kept: {first!r} is the first lemma of several classes, and this one has no lemma of its own"


@cache
def _by_hand() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("resources") / "english_names.toml").read_text("utf-8"))

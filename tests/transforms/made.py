"""Candidates and classes for tests, as short as they can be written."""

from __future__ import annotations

from transforms.model import Candidate, ImageClass


def candidate(
    label: str, source: str = "WIKI", index: int = 0, machine: bool | None = None, sense_id: str = "1"
) -> Candidate:
    """A candidate whose lemma needed no repair."""
    return Candidate(index, f"s{index}", label, source, sense_id, machine, label)


def image_class(index: int, *lemmas: str, wnid: str | None = None) -> ImageClass:
    """A class; unless a wnid is given, one that is no organism (``n0300....``)."""
    return ImageClass(index, wnid or f"n{3000000 + index:08d}", lemmas or (f"thing {index}",), "")

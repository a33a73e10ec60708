"""Latin names of organisms and which synsets are organisms: WordNet 3.0 in ``taxa.tsv``, by tools/make_taxa.py."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Taxa:
    """What WordNet 3.0 knows of Latin names."""

    genera: frozenset[str]  #: capitalised: ``Tinca``
    higher: frozenset[str]  #: families, orders and so on: ``Cyprinidae``
    epithets: frozenset[str]  #: later words of binomials and trinomials: ``tinca``
    organisms: tuple[tuple[int, int], ...]  #: first and last offset of a run of synsets that are all organisms
    produce: frozenset[int]  #: offsets of fruit, vegetables and mushrooms as food


@cache
def taxa() -> Taxa:
    """The table, read once."""
    names: dict[str, list[str]] = {}
    organisms: list[tuple[int, int]] = []
    lines = (files("resources") / "taxa.tsv").read_text("utf-8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        kind, name, *of = line.split("\t")
        if kind == "organism":
            organisms.append((int(name), int(of[0])))
        else:
            names.setdefault(kind, []).append(name)
    return Taxa(
        frozenset(names["genus"]),
        frozenset(names["higher"]),
        frozenset(names["epithet"]),
        tuple(organisms),
        frozenset(map(int, names["produce"])),
    )


@cache
def is_organism(wnid: str) -> bool:
    """Whether the class is an animal, a plant or a fungus, or a part of one such as an acorn. Persons are none."""
    return any(first <= int(wnid[1:]) <= last for first, last in taxa().organisms)


@cache
def bears_latin_names(wnid: str) -> bool:
    """Whether the class is an organism, or the fruit or body of one as food: what Latin names are given to."""
    return int(wnid[1:]) in taxa().produce or is_organism(wnid)


@cache
def everyday() -> dict[str, frozenset[str]]:
    """Genera whose name is an everyday word too: folded name to the codes of the languages that use it so."""
    table = tomllib.loads((files("resources") / "everyday_genera.toml").read_text("utf-8"))
    return {name: frozenset(languages) for name, languages in table.items()}

"""Make resources/taxa.tsv from WordNet 3.0: the Latin names of organisms, and which synsets are organisms.

Run by hand, never by a build: ``NLTK_DATA=FOLDER python tools/make_taxa.py``, with WordNet 3.0 in the folder's corpora.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nltk.corpus import wordnet

HEAD = """\
# Latin names of organisms, and the synsets that are organisms, from WordNet 3.0. Made by tools/make_taxa.py.
# genus: names of genera. higher: names of families, orders and so on. epithet: later words of binomials and trinomials.
# organism: first and last offset of noun.animal and of noun.plant, which holds the fungi too. produce: fruit,
# vegetables and mushrooms as food, by offset. WordNet 3.0 Copyright 2006 by Princeton University. All rights
# reserved. Used by permission: the WordNet licence lets it be used, copied, modified and distributed for any purpose
# with this notice; it is provided "as is", without warranty.
kind\tname\tof
"""
ONE_WORD = re.compile(r"[A-Z][a-z]+")
BINOMIAL = re.compile(r"([A-Z][a-z]+)((?:_[a-z]+){1,2})")


def _below(name: str) -> set[Any]:
    return set(wordnet.synset(name).closure(lambda synset: synset.hyponyms() + synset.instance_hyponyms()))


def _taxa() -> tuple[set[str], set[str]]:
    genera, higher = set(), set()
    for synset in _below("taxonomic_group.n.01"):
        names = [name for name in synset.lemma_names() if ONE_WORD.fullmatch(name.removeprefix("genus_"))]
        of_genus = any(name.startswith("genus_") for name in names)
        (genera if of_genus else higher).update(name.removeprefix("genus_") for name in names)
    return genera, higher - genera


def _epithets(genera: set[str]) -> set[str]:
    found: set[str] = set()
    for synset in wordnet.all_synsets("n"):
        for name in synset.lemma_names() if synset.lexname() in ("noun.animal", "noun.plant", "noun.food") else ():
            match = BINOMIAL.fullmatch(name)
            if match and match[1] in genera:
                found.update(match[2].split("_")[1:])
    return found


def _ranges() -> list[tuple[str, str, str]]:
    rows = []
    for lexname in ("noun.animal", "noun.plant"):
        offsets = [synset.offset() for synset in wordnet.all_synsets("n") if synset.lexname() == lexname]
        rows.append(("organism", f"{min(offsets):08d}", f"{max(offsets):08d}"))
    return rows


def main() -> None:
    """Write the table, sorted, so that a new run changes only what WordNet changed."""
    genera, higher = _taxa()
    produce = {synset for name in ("edible_fruit.n.01", "vegetable.n.01", "mushroom.n.05") for synset in _below(name)}
    rows = _ranges()
    rows += [("produce", f"{synset.offset():08d}", "") for synset in produce if synset.lexname() == "noun.food"]
    rows += [(kind, name, "") for kind, names in (("genus", genera), ("higher", higher)) for name in names]
    rows += [("epithet", name, "") for name in _epithets(genera)]
    text = HEAD + "".join("\t".join(row).rstrip() + "\n" for row in sorted(set(rows)))
    Path(__file__).parents[1].joinpath("resources", "taxa.tsv").write_text(text, "utf-8")


if __name__ == "__main__":
    main()

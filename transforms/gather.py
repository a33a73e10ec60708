"""Gathers the senses of one language by class: what came in several pieces is merged, identical senses are kept once.

A piece is what one line of input gave. A synset asked for in several requests comes in several pieces, which may lie
in any shard; their order is made from what they hold, so that it does not depend on where they lay.
"""

from __future__ import annotations

from transforms.model import Candidate

#: One sense as the scan keeps it: class index, piece (unique to the line it stood on), synset id, lemma, source,
#: sense id, what the sense says of machines. A plain tuple: a build makes millions of them.
Row = tuple[int, int, str, str, str, str, bool | None]


def gather(rows: list[Row]) -> tuple[dict[int, list[Candidate]], int]:
    """Candidates by class, classes ascending, senses in wire order; and how many identical senses were merged away."""
    by_class: dict[int, list[Row]] = {}
    for row in rows:
        by_class.setdefault(row[0], []).append(row)
    merged = 0
    gathered: dict[int, list[Candidate]] = {}
    for index in sorted(by_class):
        group = by_class[index]
        if len(group) > 1:
            ordered = _one_order(group) if group[0][1] != group[-1][1] else group
            kept = _identical_once(ordered)
            merged += len(group) - len(kept)
            group = kept
        gathered[index] = [Candidate(row[0], row[2], row[3], row[4], row[5], row[6]) for row in group]
    return gathered, merged


def _one_order(rows: list[Row]) -> list[Row]:
    """Rows of several pieces in an order that only their content decides: by synset, then piece by piece."""
    pieces: dict[int, list[Row]] = {}
    for row in rows:
        pieces.setdefault(row[1], []).append(row)
    # machine may be None: str() makes it comparable
    by_content = sorted(pieces.values(), key=lambda piece: [(*row[2:6], str(row[6])) for row in piece])
    return [row for piece in by_content for row in piece]


def _identical_once(rows: list[Row]) -> list[Row]:
    """Every sense once. One without an id is the one with an id where all else is equal: a lexicon in two formats."""
    seen: dict[tuple[str, str, str, bool | None], dict[str, int]] = {}
    kept: list[Row] = []
    for row in rows:
        ids = seen.setdefault((row[2], row[3], row[4], row[6]), {})
        identifier = row[5]
        if identifier in ids or (ids and not identifier):
            continue
        if "" in ids:
            place = ids.pop("")
            kept[place] = row
            ids[identifier] = place
            continue
        ids[identifier] = len(kept)
        kept.append(row)
    return kept

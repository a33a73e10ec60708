"""The books of a build: what every worker counted, and whether it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.errors import UserError


@dataclass(frozen=True)
class Accounts:
    """What scanning and deciding came to, as the workers left it."""

    scanned: list[dict[str, Any]]  #: the index of every task
    decided: list[dict[str, Any]]  #: the counts of every language, by code
    wanted: frozenset[str] | None  #: languages asked for, None for every one that the lexicon has

    @cached_property
    def shards(self) -> list[dict[str, Any]]:
        """Every shard or range of one, by name and start."""
        every = [shard for index in self.scanned for shard in index["shards"]]
        return sorted(every, key=lambda shard: (shard["name"], shard["start"]))

    @cached_property
    def bad_lines(self) -> list[dict[str, Any]]:
        """Every line that could not be read, with its number in the whole file."""
        before: dict[tuple[str, int], int] = {}
        lines: dict[str, int] = {}
        for shard in self.shards:
            before[shard["name"], shard["start"]] = lines.get(shard["name"], 0)
            lines[shard["name"]] = lines.get(shard["name"], 0) + shard["lines"]
        rows = [
            {
                "shard": bad["shard"],
                "line": bad["line"] + before[bad["shard"], bad["start"]],
                "reason": bad["reason"],
                "excerpt": bad["excerpt"],
            }
            for index in self.scanned
            for bad in index["bad"]
        ]
        return sorted(rows, key=lambda row: (row["shard"], row["line"], row["reason"], row["excerpt"]))

    @cached_property
    def synset_ids(self) -> dict[int, set[str]]:
        """The lexicon's ids of the synsets of every class, by class index."""
        found: dict[int, set[str]] = {}
        for index in self.scanned:
            for class_index, synset in index["named"]:
                found.setdefault(class_index, set()).add(synset)
        return found

    @property
    def reused(self) -> int:
        """Tasks whose scan was found done."""
        return sum(index["reused"] for index in self.scanned)

    @property
    def senses(self) -> int:
        """Senses of wanted synsets, all languages."""
        return sum(index["senses"] for index in self.scanned)

    @property
    def passed_by(self) -> int:
        """Senses in languages that were not asked for."""
        if self.wanted is None:
            return 0
        return sum(batch[3] for index in self.scanned for batch in index["batches"] if batch[0] not in self.wanted)

    @property
    def candidates(self) -> int:
        """Senses that left with a verdict."""
        return sum(language["candidates"] for language in self.decided)

    @property
    def stale(self) -> list[str]:
        """Corrections by hand that found nothing to correct although the class and language were there."""
        return [words for language in self.decided for words in language["stale"]]

    @property
    def merged(self) -> int:
        """Senses that were identical to another."""
        return sum(language["merged"] for language in self.decided)


def balance(accounts: Accounts) -> None:
    """Check that every sense that entered left exactly once. Raises UserError with the sums where it did not."""
    left = accounts.candidates + accounts.merged + accounts.passed_by
    if accounts.senses == left:
        return
    raise UserError(
        f"the counts do not add up: {accounts.senses:,} senses were scanned, {left:,} left "
        f"({accounts.candidates:,} with a verdict, {accounts.merged:,} merged, {accounts.passed_by:,} "
        "of other languages)",
        "Something was lost or counted twice on the way, so no release is made.",
        "Run the build again; if a runner of your own was asked for, try the default one.",
    )

"""The scan: finds the wanted synsets in some shards and keeps every sense of them in the snapshot.

One task, a shard or several small ones, is one element of the graph. What a scan came to is an index beside its
files: by the checksums in it an unchanged task is known again, and its files are used as they are.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import places, snapshot
from pipeline.lexicons.lexicon import Lexicon, Shard, Tally, Wanted
from pipeline.lexicons.shard_lines import digest
from transforms.model import BadLine, Synset

if TYPE_CHECKING:
    from collections.abc import Iterator

TASK_BYTES = 8 << 20  #: small shards are read together up to this size


class Task(NamedTuple):
    """Shards that one worker reads in one go."""

    number: int
    shards: tuple[Shard, ...]


def tasks(shards: list[Shard]) -> list[Task]:
    """Shards packed by name into tasks of TASK_BYTES at least; the same shards always make the same tasks."""
    packed: list[list[Shard]] = []
    filled = TASK_BYTES
    for shard in sorted(shards, key=lambda shard: (shard.name, shard.start)):
        if filled + shard.size > TASK_BYTES:
            packed.append([])
            filled = 0
        packed[-1].append(shard)
        filled += shard.size
    return [Task(number, tuple(group)) for number, group in enumerate(packed)]


def spread(found: list[Task], workers: int) -> list[Task]:
    """Tasks in an order that shares their bytes evenly where they are dealt out in turn: 1, 2, 2, 1, 1, 2 ..."""
    by_size = sorted(found, key=lambda task: -sum(shard.size for shard in task.shards))
    rounds = [by_size[start : start + workers] for start in range(0, len(by_size), workers)]
    return [task for number, dealt in enumerate(rounds) for task in (dealt if number % 2 == 0 else dealt[::-1])]


def reader_key(lexicon: Lexicon, wanted: Wanted) -> str:
    """What a snapshot depends on besides the shards' bytes: the classes, the kind of lexicon, its reader's code."""
    classes = [(offset, each.index, each.lemmas) for offset, each in sorted(wanted.classes.items())]
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.joinpath("lexicons").rglob("*.py"))]
    checksum = hashlib.sha256(json.dumps([snapshot.FORMAT, lexicon.describe().kind, classes]).encode())
    for source in code:
        checksum.update(source)
    return checksum.hexdigest()[:16]


def index_path(folder: str, task: Task) -> str:
    """Where the index of a task lies, by the names and sizes of its shards; what they hold is compared after."""
    name = json.dumps([(shard.name, shard.size, shard.start, shard.end) for shard in task.shards])
    return places.join(folder, hashlib.sha256(name.encode()).hexdigest()[:16] + ".json")


def kept_index(folder: str, task: Task) -> dict[str, Any] | None:
    """The index of an earlier scan of the very same bytes, None where there is none."""
    path = index_path(folder, task)
    if not places.exists(path):
        return None
    index: dict[str, Any] = json.loads(places.read_bytes(path))
    for shard, kept in zip(task.shards, index["shards"], strict=True):
        if shard.path and kept["sha256"] != digest(
            shard
        ):  # one without a file holds the class list, which the key covers
            return None
    return index if all(places.exists(places.join(folder, name)) for name in index["files"]) else None


def scan(task: Task, lexicon: Lexicon, wanted: Wanted, folder: str) -> dict[str, Any]:
    """Read the shards of a task, or find them read already. Gives the task's index as plain values.

    Raises UserError where a shard is cut short.
    """
    kept = kept_index(folder, task)
    if kept is not None:
        return {**kept, "reused": True}
    stem = index_path(folder, task).removesuffix(".json")
    writer = _Writer(stem)
    shards, bad = [], []
    for shard in task.shards:
        tally = Tally()
        for found in lexicon.read(shard, wanted, tally):
            if isinstance(found, BadLine):
                bad.append({**found._asdict(), "start": shard.start})
            else:
                writer.add(found, wanted)
        shards.append({"name": shard.name, "size": shard.size, "start": shard.start, "end": shard.end, **asdict(tally)})
    writer.flush()
    index = {
        "shards": shards,
        "bad": bad,
        "synsets": writer.synsets,
        "named": sorted(writer.named),
        "senses": writer.senses,
        "files": writer.files,
        "batches": [(language, *address) for language, address in writer.addresses],
    }
    places.write_whole(stem + ".json", json.dumps(index).encode())
    return {**index, "reused": False}


def addresses(index: dict[str, Any], folder: str) -> Iterator[tuple[str, snapshot.Address]]:
    """Language and address of every batch of a task."""
    for language, name, batch, rows in index["batches"]:
        yield language, snapshot.Address(places.join(folder, name), batch, rows)


class _Writer:
    """Collects rows by language and writes a file whenever there are enough."""

    def __init__(self, stem: str) -> None:
        self._stem = stem
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self._waiting = 0
        self.synsets = self.senses = 0
        self.named: set[tuple[int, str]] = set()  # class index and id of every synset
        self.files: list[str] = []
        self.addresses: list[tuple[str, snapshot.Address]] = []

    def add(self, synset: Synset, wanted: Wanted) -> None:
        """Keep every sense of a synset, once for each class that it answers for."""
        rows, name = self._rows, synset.id
        piece = self.synsets
        self.synsets += 1
        for offset in synset.offsets:
            index = wanted.classes[offset].index
            self.named.add((index, name))
            for lemma, language, source, sense_id, machine in synset.senses:
                row = (index, piece, name, lemma, source, sense_id, machine)
                try:
                    rows[language].append(row)
                except KeyError:
                    rows[language] = [row]
            self._waiting += len(synset.senses)
        self.senses += len(synset.senses) * len(synset.offsets)
        if self._waiting >= snapshot.FILE_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._rows:
            return
        path = f"{self._stem}-{len(self.files)}.arrow"
        name = path.replace("\\", "/").rsplit("/", 1)[-1]
        self.files.append(name)
        for language, address in snapshot.write(path, self._rows):
            self.addresses.append((language, snapshot.Address(name, address.batch, address.rows)))
        self._rows, self._waiting = {}, 0

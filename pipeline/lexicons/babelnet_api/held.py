"""What a store holds, read without a lock and without writing: classes resolved, languages answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api.journal import damaged, records, whole_lines

if TYPE_CHECKING:
    from pathlib import Path

ABOUT, RESOLVED, FAILED = "dump.json", "resolved.log", "failed.log"
SHARDS = "synsets-*.jsonl"  #: what the dump reader takes for its own; the other files have other endings

_HEAD = re.compile(rb'\{"id":"([^"]+)","request":\{"languages":\[([^]]*)\]\},')


@dataclass(slots=True)
class Held:
    """The knowledge of a store."""

    version: str = ""  #: of BabelNet's data, ``V5_3``; "" in a store that never had an answer
    ids: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  #: offset to its synsets; none: BabelNet has no synset
    languages: dict[str, set[str]] = field(default_factory=dict)  #: synset to the languages answered
    failed: dict[str, str] = field(default_factory=dict)  #: offset to the reason it failed last; it may have come since

    def answered(self, synset_id: str) -> set[str]:
        """The languages that a synset was answered in."""
        return self.languages.setdefault(synset_id, set())


def look(place: Path) -> Held:
    """What the store at a place holds; nothing where there is none. Reads its shards through, of each line the head."""
    if place.exists() and not place.is_dir():
        raise UserError(f"{place} is not a folder.", "A store is a folder.", "Name another with --store.")
    held = Held(_version(place / ABOUT))
    for record in records(place / RESOLVED):
        held.ids[str(record.get("offset"))] = tuple(map(str, record.get("ids") or ()))
    for record in records(place / FAILED):
        held.failed[str(record.get("offset"))] = str(record.get("reason"))
    for shard in sorted(place.glob(SHARDS)):
        _read_heads(shard, held)
    return held


def _read_heads(shard: Path, held: Held) -> None:
    for number, line in enumerate(whole_lines(shard), 1):
        head = _HEAD.match(line, 0, 1024)
        if head is None:
            raise damaged(shard, number)
        held.answered(head[1].decode()).update(filter(None, head[2].decode().replace('"', "").split(",")))


def _version(path: Path) -> str:
    try:
        about = json.loads(path.read_bytes())
    except FileNotFoundError:
        return ""
    except ValueError:
        about = None
    version = about.get("version") if isinstance(about, dict) else None
    if not isinstance(version, str):
        raise UserError(
            f"{path}: it does not say the version of BabelNet.",
            "A store holds the answers of one version; without it nothing can be added.",
            'Write it back, e.g. {"version": "V5_3"}, or begin a new store.',
        )
    return version

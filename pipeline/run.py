"""Runs the graph, tells how far it is, and reads what the workers have left."""

from __future__ import annotations

import errno
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import places, runners
from pipeline.accounts import Accounts
from pipeline.errors import UserError
from pipeline.fetching import must_be_fetched
from pipeline.progress import Watch
from pipeline.scan import reader_key, spread, tasks

if TYPE_CHECKING:
    from pipeline.config import Job
    from pipeline.progress import Progress
    from pipeline.scan import Task

SNAPSHOTS = ".snapshots"  #: folder of the scans in an output folder; safe to remove, made again when missing

_NO_SPACE = os.strerror(errno.ENOSPC)
_SHOWN = 10  # failures
_LOOK, _LOOK_FAR = 0.25, 5.0  # seconds between two looks at a folder; those at a far one are requests


def run_graph(job: Job, staging: str | Path, progress: Progress) -> Accounts:
    """Scan, gather, judge and choose. Gives the books; the parts lie in the staging folder."""
    _quiet_beam()
    from pipeline.graph import Folders, wire

    folders = Folders(places.absolute(staging), _snapshot_folder(job))
    folders.make()
    todo = None if must_be_fetched(job.lexicon) else tasks(job.lexicon.shards())
    progress.say(f"{len(job.class_list.classes):,} classes, {len(job.languages)} languages; lexicon {_what(job, todo)}")
    looks = [
        ("shards scanned", lambda: _scanned(folders.scanned, todo)),
        ("languages judged", lambda: (len(_names(folders.decided)), None)),
    ]
    dealt = None if todo is None else spread(todo, job.config.workers)
    with Watch(progress, looks, every=_LOOK_FAR if places.is_remote(folders.scanned) else _LOOK):
        try:
            runners.run(job.config, lambda pipeline: wire(pipeline, dealt, job, folders))
        except Exception as error:
            if _NO_SPACE in str(error):
                raise OSError(errno.ENOSPC, _NO_SPACE) from error
            raise
    _say_failures(_records(folders.failed))
    wanted = None if job.every_language else frozenset(job.languages)
    decided = sorted(_records(folders.decided), key=lambda record: str(record["language"]))
    return Accounts(_records(folders.scanned), decided, wanted)


def _scanned(folder: str, todo: list[Task] | None) -> tuple[int, int | None]:
    """How many shards are done, of how many. A task leaves a file under its number when all of its shards are done."""
    done = _names(folder)
    if todo is None:
        return len(done), None
    shards = {str(task.number): len(task.shards) for task in todo}
    return sum(shards[name] for name in done), sum(shards.values())


def _what(job: Job, todo: list[Task] | None) -> str:
    if todo is None:
        return f"{job.config.lexicon}: fetched first"
    shards = [shard for task in todo for shard in task.shards]
    return f"{job.config.lexicon}: {len(shards)} shards, {_human(sum(shard.size for shard in shards))}"


def _snapshot_folder(job: Job) -> str:
    return places.join(places.absolute(job.config.output), SNAPSHOTS, reader_key(job.lexicon, job.wanted))


def _say_failures(failures: list[dict[str, Any]]) -> None:
    """Every shard that could not be read, not only the first."""
    if not failures:
        return
    _, means, do = failures[0]["words"]
    shown = [failure["words"][0] for failure in failures[:_SHOWN]]
    if len(failures) > _SHOWN:
        shown.append(f"... and {len(failures) - _SHOWN} more")
    error = UserError("\n".join(shown), means, do)
    error.exit_code = failures[0]["exit_code"]
    raise error


def _quiet_beam() -> None:
    """Beam's import logs a warning about Google's libraries, and with it takes over the root logger."""
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setLevel(logging.CRITICAL)  # what fails is said once, by us
        root.addHandler(handler)


def _names(folder: str) -> list[str]:
    return [Path(path).stem for path in places.finished(folder)]


def _records(folder: str) -> list[Any]:
    return [json.loads(places.read_bytes(path)) for path in places.finished(folder)]


def _human(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"

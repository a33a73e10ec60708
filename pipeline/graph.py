"""The Beam graph, read top to bottom: one labelled line per step. All it does is wire.

Elements are big: a task of shards on the way in, the address of an Arrow batch in the middle, a language at the end.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import apache_beam as beam

from pipeline import places
from pipeline.decide import Background, decide, file_name
from pipeline.fetching import fetch
from pipeline.scan import Task, addresses, scan, tasks
from resources.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.config import Job

ENGLISH = "EN"


def wire(pipeline: beam.Pipeline, tasks: list[Task] | None, job: Job, folders: Folders) -> None:
    """Add every step of a build to a pipeline. Results are files in the staging folder.

    ``tasks`` is None where the lexicon must be fetched before its shards are known.
    """
    shards = _fetched(pipeline, job, folders) if tasks is None else pipeline | "Shards" >> beam.Create(tasks)
    batches = shards | "Find wanted synsets" >> beam.ParDo(Scan(job, folders))
    english = batches | "English of every class" >> beam.Filter(lambda batch: batch[0] == ENGLISH) | beam.Values()
    (
        batches
        | "Wanted languages" >> beam.Filter(_Wanted(job))
        | "Gather by language" >> beam.GroupByKey()
        | "Judge and choose" >> beam.ParDo(Decide(job, folders), beam.pvalue.AsList(english))
    )


def _fetched(pipeline: beam.Pipeline, job: Job, folders: Folders) -> Any:
    """A key is one resource: whatever the number of workers, grouping by it makes its requests one after another."""
    return (
        pipeline
        | "Lexicon to fetch" >> beam.Create([("the key", job.config.lexicon)])
        | "One key, one worker" >> beam.GroupByKey()
        | "Fetch what is missing" >> beam.ParDo(Fetch(job, folders))
        | "Spread the shards" >> beam.Reshuffle()
    )


class Folders:
    """Where the workers of one build put what they make."""

    def __init__(self, staging: str, snapshot: str) -> None:
        self.snapshot = snapshot
        self.scanned = places.join(staging, "scanned")
        self.parts = places.join(staging, "parts")
        self.decided = places.join(staging, "decided")
        self.failed = places.join(staging, "failed")

    def make(self) -> None:
        """Make them all."""
        for folder in (self.snapshot, self.scanned, self.parts, self.decided, self.failed):
            places.make_folder(folder)


class _Wanted:
    """Whether a batch is of a language that the build is asked for."""

    def __init__(self, job: Job) -> None:
        self._languages = None if job.every_language else frozenset(job.languages)

    def __call__(self, batch: tuple[str, Any]) -> bool:
        return self._languages is None or batch[0] in self._languages


class _Step(beam.DoFn):
    """A step that keeps what the user can mend for the main process to say, so that the rest is still finished."""

    def __init__(self, job: Job, folders: Folders) -> None:
        self._job, self._folders = job, folders

    def _keep(self, name: str, error: ResourceError) -> None:
        record = {"words": [error.wrong, error.means, error.do], "exit_code": error.exit_code}
        places.write_whole(places.join(self._folders.failed, f"{name}.json"), json.dumps(record).encode())


class Fetch(_Step):
    """A lexicon behind an API to the tasks of what it has fetched."""

    def process(self, _: tuple[str, Iterable[str]]) -> Iterator[Task]:
        """Ask for what is missing, then hand on all that is there."""
        try:
            fetch(self._job)
        except ResourceError as error:
            self._keep("fetch", error)
            return
        yield from tasks(self._job.lexicon.shards())


class Scan(_Step):
    """A task of shards to (language, address of a batch of its senses)."""

    def process(self, task: Task) -> Iterator[tuple[str, tuple[str, int, int]]]:
        """Scan, leave the index, hand on the addresses."""
        try:
            index = scan(task, self._job.lexicon, self._job.wanted, self._folders.snapshot)
        except ResourceError as error:
            self._keep(f"scan-{task.number}", error)
            return
        places.write_whole(places.join(self._folders.scanned, f"{task.number}.json"), json.dumps(index).encode())
        for language, address in addresses(index, self._folders.snapshot):
            yield language, (address.path, address.batch, address.rows)


class Decide(_Step):
    """A language with the addresses of its senses to its part of the release."""

    def __init__(self, job: Job, folders: Folders) -> None:
        super().__init__(job, folders)
        self._background: Background | None = None

    def process(
        self, batch: tuple[str, Iterable[tuple[str, int, int]]], english: list[tuple[str, int, int]]
    ) -> Iterator[str]:
        """Judge and choose, leave the part, name the language."""
        if places.finished(self._folders.failed):
            return  # there will be no release: a shard could not be read
        language, found = batch
        if self._background is None:
            self._background = Background(self._job, english)
        counts = decide(language, found, self._background, self._folders.parts)
        places.write_whole(
            places.join(self._folders.decided, f"{file_name(language)}.json"), json.dumps(counts).encode()
        )
        yield language

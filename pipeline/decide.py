"""One language from its senses to its part of the release: gathered, judged, chosen, written."""

from __future__ import annotations

import contextlib
import gc
import hashlib
from typing import TYPE_CHECKING, Any

from pipeline import places, snapshot
from pipeline.release.parts import ClassKeys, part
from pipeline.release.tables import write_part
from pipeline.snapshot import Address
from resources import languages
from transforms.choose import choose
from transforms.corrections import stale
from transforms.english import english
from transforms.gather import gather
from transforms.judge import Concerns, Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.config import Job
    from resources.languages import Language
    from transforms.model import Candidate


class Background:
    """What is the same for every language of a build: the classes, English, the profile."""

    def __init__(self, job: Job, english_batches: Iterable[tuple[str, int, int]]) -> None:
        self.profile = job.profile
        self.version = job.lexicon.describe().version
        self.classes = {each.index: each for each in job.class_list.classes}
        self.keys = ClassKeys(job.class_list.classes)
        rows = snapshot.read(Address(*each) for each in english_batches)
        self.concerns = Concerns(job.profile, job.class_list.classes)
        self.english = english(((row[0], row[3]) for row in rows), self.classes)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cycles: there are none here, and looking for them takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _stale(language: Language, by_class: dict[int, list[Candidate]], background: Background) -> list[str]:
    """Corrections by hand that are about a word which this lexicon does not have for the class, in words."""
    found = stale(language.code, by_class, background.classes) if background.profile.corrections else ()
    return [f"{each.wnid} {each.language}: {each.action} {each.lemma!r}" for each in found]


def file_name(code: str) -> str:
    """A name for the files of a language: its code where the table knows it, since any other may hold anything."""
    return (
        code if languages.known(code) else "unknown-" + hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()[:16]
    )


def decide(code: str, batches: Iterable[tuple[str, int, int]], background: Background, folder: str) -> dict[str, Any]:
    """Write the part of one language. Gives its counts: rows read, senses merged, candidates by rejecting rule."""
    with _no_collection():
        return _decide(languages.language(code), batches, background, folder)


def _decide(
    language: Language, batches: Iterable[tuple[str, int, int]], background: Background, folder: str
) -> dict[str, Any]:
    rows = snapshot.read(Address(*each) for each in batches)
    by_class, merged = gather(rows)
    judge = Judge(language, background.profile, background.version, background.concerns, background.english)
    for index, group in by_class.items():
        judge.judge(group, background.classes[index])
    accepted = choose(language, by_class, background.profile, background.classes)
    labels, candidates, rejected, counts = part(language, by_class, accepted, background.keys)
    name = file_name(language.code)
    paths = {kind: places.join(folder, f"{name}.{kind}.arrow") for kind in ("labels", "candidates")}
    write_part(paths["labels"], labels)
    write_part(paths["candidates"], candidates)
    return {
        "language": language.code,
        "rows": len(rows),
        "merged": merged,
        "candidates": candidates.num_rows,
        "counts": counts,
        "rejected": dict(rejected),
        "stale": _stale(language, by_class, background),
        "files": paths,
    }

"""A build from end to end: checked, run, counted, written aside, renamed into place."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.accounts import Accounts, balance
from pipeline.config import BuildConfig, Job, checked
from pipeline.errors import UserError
from pipeline.progress import Progress, silent
from pipeline.release.assemble import assemble
from pipeline.release.landing import output_at
from pipeline.release.versions import Change, check_version, next_version
from pipeline.run import run_graph
from pipeline.stopping import StoppedError, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.release.landing import Output


@dataclass(frozen=True, slots=True)
class Built:
    """A finished release."""

    place: str  #: where it lies, as the output was named
    path: Path  #: its folder on this machine; of a remote one a copy, which goes when Python does
    version: str
    before: Path | None  #: the release before it in the same folder
    change: Change | None  #: what changed since
    accounts: Accounts


def build(config: BuildConfig, progress: Progress = silent, verify: Callable[[Job], None] | None = None) -> Built:
    """Build one release. ``verify`` may look at the checked job and refuse it before anything is read.

    Raises ResourceError or UserError where something asked for cannot be used, a shard is cut short, or the counts do
    not add up. Whatever ends it early, no half release is left, and what was scanned is found again by the next build.
    """
    started = datetime.now(UTC)
    job = checked(config)
    if verify is not None:
        verify(job)
    output = output_at(config.output)
    if config.version is not None:
        check_version(config.version, output)
    with stoppable() as stopped, _room_on_disk(), output.staging() as staging:
        try:
            accounts = run_graph(job, staging, progress)
            balance(accounts)
            progress.say(
                f"writing the release: {accounts.candidates:,} candidates in {len(accounts.decided)} languages"
            )
            return _release(job, output, output.aside(staging), accounts, started)
        except BaseException as error:
            if not stopped():
                raise
            raise StoppedError from error  # runners hand on what interrupted them as an error of a step


def _release(job: Job, output: Output, made: Path, accounts: Accounts, started: datetime) -> Built:
    tables = assemble(made, job, accounts)
    before = output.newest()
    version, change = next_version(before, made, output.taken)
    version = job.config.version or version
    tables.finish(version, started, before, change)
    return Built(output.place(version), output.land(made, version), version, before, change, accounts)


@contextlib.contextmanager
def _room_on_disk() -> Iterator[None]:
    """A full disk, wherever it shows, in words."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise UserError(
            "the disk is full",
            "No release was made; what had been scanned is kept where there was room.",
            "Make room in the output folder and build again: finished scans are not repeated.",
        ) from error

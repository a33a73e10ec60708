"""A build from end to end: checked, run, counted, written aside, renamed into place."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.accounts import Accounts, balance
from pipeline.config import BuildConfig, Job, checked
from pipeline.errors import UserError
from pipeline.progress import Progress, silent
from pipeline.release.assemble import assemble
from pipeline.release.versions import Change, check_version, next_version, point_latest
from pipeline.run import run_graph
from pipeline.stopping import stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Built:
    """A finished release."""

    path: Path
    version: str
    before: Path | None  #: the release before it in the same folder
    change: Change | None  #: what changed since
    accounts: Accounts


def build(
    config: BuildConfig, progress: Progress = silent, verify: Callable[[Job], None] | None = None
) -> Built:
    """Build one release. ``verify`` may look at the checked job and refuse it before anything is read.

    Raises ResourceError or UserError where something asked for cannot be used, a shard is cut short, or the counts do not add
    up. Whatever ends it early, no half release is left, and what was scanned is found again by the next build.
    """
    started = datetime.now(UTC)
    job = checked(config)
    if verify is not None:
        verify(job)
    output = Path(config.output)
    if config.version is not None:
        check_version(output, config.version)
    with stoppable() as stopped, _room_on_disk(), _staging(output) as staging:
        try:
            accounts = run_graph(job, staging, progress)
            balance(accounts)
            progress.say(
                f"writing the release: {accounts.candidates:,} candidates in {len(accounts.decided)} languages"
            )
            return _release(job, staging, accounts, started)
        except BaseException as error:
            if not stopped():
                raise
            progress.say("stopped: no release was made, and nothing half-made is left; finished scans are kept")
            raise KeyboardInterrupt from error  # runners hand on what interrupted them as an error of a step


def _release(job: Job, staging: Path, accounts: Accounts, started: datetime) -> Built:
    output = Path(job.config.output)
    made = staging / "release"
    made.mkdir()
    tables = assemble(made, job, accounts)
    version, before, change = next_version(output, made)
    version = job.config.version or version
    tables.finish(version, started, before, change)
    target = output / version
    made.rename(target)
    point_latest(output, version)
    return Built(target, version, before, change, accounts)


@contextlib.contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder beside the releases, gone whatever happens; those of builds that were killed go too."""
    for stale in output.glob(".building-*-*"):
        if not _runs(stale.name.split("-")[1]):
            shutil.rmtree(stale, ignore_errors=True)
    folder = output / f".building-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _runs(process: str) -> bool:
    """Whether a process of this machine still runs. What is not sure counts as running."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return True

"""What a build is asked to do, checked as a whole before anything starts."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import places
from pipeline.errors import UserError
from pipeline.lexicons import open_lexicon
from pipeline.lexicons.lexicon import Wanted
from resources import languages as language_table
from resources.class_lists import ClassList, load
from resources.profiles import Profile, load_profile, with_script, without
from transforms.repair import REPAIRS
from transforms.rules.catalogue import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.lexicons.lexicon import Lexicon


REPORTS = ("auto", "full", "light", "none")  #: what report.html tells; auto is full where classes are not too many


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """A build as it is asked for: plain values, written to the manifest as they stand."""

    lexicon: str = "sample"
    classes: str = "imagenet-1k"
    languages: str = "all"
    profile: str = "curated"
    output: str = "output"
    version: str | None = None
    prefer_script: str | None = None
    without: tuple[str, ...] = ()
    report: str = "auto"
    workers: int = 1
    api_url: str = "https://babelnet.io/v9"
    daily_requests: int = 1000
    key_file: str | None = None
    wait: bool = False
    beam_options: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Job:
    """A checked build: everything named in the configuration found, opened and valid."""

    config: BuildConfig
    lexicon: Lexicon
    class_list: ClassList
    languages: tuple[str, ...]
    every_language: bool  #: whether languages that the table does not know are wanted too: kept, and reported
    profile: Profile
    wanted: Wanted  #: what the scan looks for, made once: every shard is read with it

    def __reduce__(self) -> tuple[Callable[[BuildConfig], Job], tuple[BuildConfig]]:
        """Sent to a worker as what was asked for, and opened there once: a large class list is slow to send."""
        return opened, (self.config,)


def checked(config: BuildConfig) -> Job:
    """Find and open all that the configuration names. Raises ResourceError naming what cannot be used."""
    if config.report not in REPORTS:
        raise UserError(f"--report {config.report}: not known", "", f"Say one of {', '.join(REPORTS)}.")
    if config.workers < 1:
        raise UserError(f"--workers {config.workers}: at least one is needed", "", "Leave it out for one.")
    job = _OPENED[config] = _open(config)  # what lies in the files now, whatever was opened before
    _writable(config.output)
    return job


def opened(config: BuildConfig) -> Job:
    """The job of this configuration, opened once in every process."""
    if config not in _OPENED:
        _OPENED[config] = _open(config)
    return _OPENED[config]


_OPENED: dict[BuildConfig, Job] = {}


def _open(config: BuildConfig) -> Job:
    profile = load_profile(config.profile, [each.code for each in REPAIRS], list(rules()))
    if config.without:
        profile = without(profile, *config.without)
    if config.prefer_script:
        profile = with_script(profile, config.prefer_script)
    languages = language_table.choose(config.languages)
    class_list = load(config.classes)
    lexicon = open_lexicon(
        config.lexicon,
        api_url=config.api_url,
        daily_requests=config.daily_requests,
        key_file=config.key_file,
        wait=config.wait,
    )
    every = "all" in [part.strip().lower() for part in config.languages.split(",")]
    wanted = Wanted({each.wn_offset: each for each in class_list.classes})
    return Job(config, lexicon, class_list, languages, every, profile, wanted)


def _writable(output: str) -> None:
    """Say now, not after an hour, that the output cannot be written."""
    if places.is_remote(output):
        _writable_far(output)
        return
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UserError(
            f"--output {output}: cannot be written ({error.strerror})",
            "A release is built aside in this folder and renamed into place.",
            "Name a folder that you may write to.",
        ) from error


def _writable_far(output: str) -> None:
    probe = places.join(output, f".writable-{secrets.token_hex(8)}")
    try:
        places.write_whole(probe, b"")
        places.remove(probe)
    except UserError:
        raise
    except Exception as error:  # every store has errors of its own for keys and networks
        raise UserError(
            f"--output {output}: cannot be written ({error})",
            "The workers leave their parts there, and the release is uploaded there.",
            "Check the name, the key that this store asks for, and the network.",
        ) from error

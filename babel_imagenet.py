"""Babel-ImageNet in Python: every command of the command line as a function with the same arguments.

    >>> from babel_imagenet import load_labels
    >>> labels = load_labels(language="de")  # doctest: +SKIP

Importing this module is quick: what a function needs is imported when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import polars as pl

    from pipeline.build import Built
    from pipeline.checking.run import Report
    from pipeline.diffing.structure import Diff

__all__ = ["build", "check", "diff", "load_labels", "rebuild"]


def build(
    lexicon: str = "sample",
    classes: str = "imagenet-1k",
    languages: str = "all",
    profile: str = "curated",
    output: str = "output",
    version: str | None = None,
    prefer_script: str | None = None,
    without: Sequence[str] = (),
    workers: int = 1,
    beam_options: Sequence[str] = (),
) -> Built:
    """Build a release; ``.path`` of what comes back is its folder. Arguments are those of ``babel-imagenet build``."""
    from pipeline.build import build as run
    from pipeline.config import BuildConfig

    config = BuildConfig(
        lexicon,
        classes,
        languages,
        profile,
        output,
        version,
        prefer_script,
        tuple(without),
        workers,
        tuple(beam_options),
    )
    return run(config)


def rebuild(manifest: str | Path, **asked: Any) -> Built:
    """Build a release again from its manifest, as ``babel-imagenet build --from-manifest`` does.

    ``asked`` goes before what is recorded: ``lexicon`` where it lies elsewhere now, ``output``, ``version``.
    """
    from pipeline.rebuild import rebuild as run

    return run(manifest, **asked)


def check(release: str | Path, select: str | None = None, classes: str = "imagenet-1k") -> Report:
    """Check a release or a published JSON; ``.findings`` holds what was found, ``.exit_code`` what it comes to."""
    from pipeline.checking.run import check as run

    return run(release, select, classes)


def diff(before: str | Path, after: str | Path) -> Diff:
    """Compare two releases or published JSON files; ``.cells`` holds every label that differs, with its cause."""
    from pipeline.diffing.compare import diff as run

    return run(before, after)


def load_labels(
    version: str | Path = "latest",
    language: str | Iterable[str] | None = None,
    classes: str | Iterable[str] | None = None,
    output: str | Path = "output",
) -> pl.DataFrame:
    """The labels of a release as a polars frame, by version, language and class list.

    Args:
        version: ``latest``, a version such as ``1.2.0``, or the path of a release's folder.
        language: a BabelNet code, BCP-47 tag or English name, or several of them; all languages if None.
        classes: a bundled class list, a file of wnids, or wnids themselves; all classes if None. A further column
            ``list_index`` then has the class's place in that list.
        output: the folder that holds the releases, for a version.
    """
    from pipeline.loading import load_labels as run

    return run(version, language, classes, output)

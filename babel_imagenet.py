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
    from pipeline.explaining import Story
    from pipeline.lexicons.babelnet_api.crawl import CrawlReport
    from pipeline.lexicons.babelnet_api.schedule import ApiPlan
    from pipeline.lexicons.fetch import Fetched
    from pipeline.plan import ShardPlan

__all__ = [
    "build",
    "check",
    "crawl",
    "diff",
    "explain",
    "fetch",
    "languages",
    "lexicons",
    "load_labels",
    "plan",
    "rebuild",
    "rules",
]


def build(
    lexicon: str = "sample",
    classes: str = "imagenet-1k",
    languages: str = "all",
    profile: str = "curated",
    output: str = "output",
    version: str | None = None,
    prefer_script: str | None = None,
    without: Sequence[str] = (),
    report: str = "auto",
    workers: int = 1,
    beam_options: Sequence[str] = (),
    **api: Any,
) -> Built:
    """Build a release; ``.path`` of what comes back is its folder. Arguments are those of ``babel-imagenet build``.

    ``api`` are the options for ``babelnet-api``: ``api_url``, ``daily_requests``, ``key_file``, ``wait``.
    """
    from pipeline.build import build as run
    from pipeline.config import BuildConfig

    config = BuildConfig(
        lexicon=lexicon,
        classes=classes,
        languages=languages,
        profile=profile,
        output=output,
        version=version,
        prefer_script=prefer_script,
        without=tuple(without),
        report=report,
        workers=workers,
        beam_options=tuple(beam_options),
        **api,
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


def explain(image_class: str, language: str, release: str | Path = "output/latest") -> Story:
    """The whole story of one label: every sense, every repair, each verdict, the choice."""
    from pipeline.explaining import explain as run

    return run(image_class, language, release)


def plan(
    lexicon: str = "babelnet-api",
    classes: str = "imagenet-1k",
    languages: str = "all",
    *,
    store: str | None = None,
    daily_requests: int = 1000,
) -> ApiPlan | ShardPlan:
    """What a build or crawl will ask for; nothing is written."""
    from pipeline.plan import plan as run

    return run(lexicon, classes, languages, store=store, daily_requests=daily_requests)


def crawl(
    classes: str = "imagenet-1k",
    languages: str = "all",
    store: str = "babelnet-store",
    **api: Any,
) -> CrawlReport:
    """Fetch from BabelNet what the store lacks; ``.exit_code`` says whether all is there.

    ``api`` are ``api_url``, ``daily_requests``, ``key``, ``key_file`` and ``wait``.
    """
    from pipeline.lexicons.babelnet_api.crawl import crawl as run
    from resources import class_lists
    from resources import languages as table

    return run(class_lists.load(classes).classes, table.choose(languages), store, **api)


def fetch(names: Sequence[str] = (), into: str = "lexicons", archives: str | None = None) -> list[Fetched]:
    """Fetch published archives of open lexicons and unpack them, ready for ``open-wordnet``."""
    from pipeline.lexicons.fetch import fetch as run

    return run(names, into, archives)


def languages(spec: str = "all") -> list[dict[str, Any]]:
    """The languages that are known, a row each."""
    from pipeline.language_table import language_table

    return [dict(row) for row in language_table(spec)]


def rules(profile: str = "curated") -> list[dict[str, Any]]:
    """The repairs and rules that there are, a row each."""
    from pipeline.rule_table import rule_table

    return rule_table(profile)


def lexicons() -> list[dict[str, str]]:
    """The kinds of lexicon, a row each."""
    from pipeline.lexicons import lexicon_table

    return lexicon_table()

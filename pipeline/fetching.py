"""Fetching as a step of a build: what a lexicon behind an API lacks for the classes and languages that are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.progress import for_this_terminal

if TYPE_CHECKING:
    from pipeline.config import Job
    from pipeline.lexicons.babelnet_api.crawl import Progress
    from pipeline.lexicons.babelnet_api.lexicon import BabelNetApi
    from pipeline.lexicons.lexicon import Lexicon

ENGLISH = "EN"  # asked for beside any other language at no cost, and the rules about English need it


def must_be_fetched(lexicon: Lexicon) -> bool:
    """Whether its shards are known only after fetching."""
    return hasattr(lexicon, "prepare")


def fetch(job: Job) -> None:
    """Fetch what the store lacks. Raises ResourceError where the day's requests are spent or classes failed."""
    teller = for_this_terminal()

    def tell(progress: Progress) -> None:
        words = f"classes fetched ({progress.left_today} requests left today, {progress.failed} failed)"
        teller.count(words, progress.complete, progress.classes)

    lexicon: BabelNetApi = job.lexicon  # type: ignore[assignment]
    lexicon.prepare(job.wanted, sorted({ENGLISH, *job.languages}), progress=tell, say=teller.say)

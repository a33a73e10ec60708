"""BabelNet's API as a lexicon: fetch what the store lacks, then read the store as the dump that it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import address
from pipeline.lexicons.babelnet_api.crawl import DAILY_REQUESTS, CrawlReport, Progress, crawl
from pipeline.lexicons.babelnet_api.held import ABOUT
from pipeline.lexicons.babelnet_api.ledger import PostponedError
from pipeline.lexicons.babelnet_dump import LICENCE, BabelnetDump
from pipeline.lexicons.lexicon import Description

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.lexicons.lexicon import Shard, Tally, Wanted
    from transforms.model import BadLine, Synset

STORE = "babelnet-store"  #: where answers are kept if no place is named


class UnfinishedError(UserError):
    """Some classes could not be fetched. Exit code 3."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class BabelNetApi:
    """The API through its store. Holds no key: the worker that fetches reads it from the environment or the file."""

    place: str = ""  #: the store's folder
    api_url: str = address.DEFAULT
    daily_requests: int = DAILY_REQUESTS
    key_file: str | None = None
    wait: bool = False
    kind: str = "babelnet-api"

    @property
    def store(self) -> str:
        """The folder that keeps the answers."""
        return self.place or STORE

    def prepare(
        self,
        wanted: Wanted,
        languages: Iterable[str],
        *,
        progress: Callable[[Progress], None] = lambda progress: None,
        say: Callable[[str], None] = lambda words: None,
    ) -> CrawlReport:
        """Fetch what the store lacks: one call for one key, never two at once.

        Raises PostponedError (exit code 75) where the day's requests are spent first, UnfinishedError (3) where classes
        failed: a build from half a store would be missing labels without a word.
        """
        report = crawl(
            wanted.classes.values(),
            languages,
            self.store,
            api_url=self.api_url,
            daily_requests=self.daily_requests,
            key_file=self.key_file,
            wait=self.wait,
            progress=progress,
            say=say,
        )
        _raise_if_unfinished(report)
        return report

    def describe(self) -> Description:
        """As the dump that the store is; a store that is still to be made has no version yet."""
        if not (Path(self.store) / ABOUT).exists():
            return Description(self.kind, self.store, licence=LICENCE)
        return replace(self._dump().describe(), kind=self.kind, place=self.store)

    def shards(self) -> list[Shard]:
        """The shards of the store, once ``prepare`` is through."""
        return self._dump().shards()

    def read(self, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
        """The wanted synsets of a shard."""
        return self._dump().read(shard, wanted, tally)

    def _dump(self) -> BabelnetDump:
        return BabelnetDump(self.store)


def _raise_if_unfinished(report: CrawlReport) -> None:
    if report.go_on_at:
        raise PostponedError(
            report.postponed,
            f"{report.complete} of {report.classes} classes are complete, {report.missing_requests} requests missing.",
            f"The same command goes on; the store is {report.store}.",
            report.go_on_at,
        )
    if report.missing_requests:
        reasons = "\n".join(f"  {offset}: {reason}" for offset, reason in list(report.failed.items())[:10])
        raise UnfinishedError(
            f"{report.classes - report.complete} of {report.classes} classes could not be fetched:\n{reasons}",
            "A build without them would be missing labels.",
            "Start it again: only they are asked for. To build without them, name the store as babelnet-dump.",
        )

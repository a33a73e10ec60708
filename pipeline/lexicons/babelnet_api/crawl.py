"""The crawl: fetch what the store lacks, class by class, and stop calmly when the day's requests are spent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import address
from pipeline.lexicons.babelnet_api.asks import asked_languages, requests_for
from pipeline.lexicons.babelnet_api.client import BabelNet
from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.fetch import Fetch
from pipeline.lexicons.babelnet_api.key import Key, load_key
from pipeline.lexicons.babelnet_api.ledger import GO_ON_TOMORROW, Ledger, PostponedError
from pipeline.lexicons.babelnet_api.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from pipeline.lexicons.babelnet_api.store import Store
    from resources.class_lists import ImageClass

DAILY_REQUESTS = 1000  #: what BabelNet gives to everyone; research institutions may have up to 50,000
LEAST_A_DAY = 2  #: the first of each day is a look at BabelNet's version
SOME_FAILED = 3  #: exit code


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a crawl is, after each class."""

    complete: int  #: classes with all that was wanted of them, or without a synset
    classes: int
    failed: int
    left_today: int  #: requests


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl came to. ``exit_code``: 0 all is there, 3 some classes failed, 75 it has to go on later."""

    store: str
    version: str  #: of BabelNet's data, ``V5_3``
    classes: int
    complete: int  #: classes with all that was wanted of them, or without a synset
    without_synset: tuple[str, ...]  #: offsets of classes that BabelNet has no synset for; never asked again
    failed: dict[str, str]  #: offset to reason; asked again by the next crawl
    requests: int  #: made by this crawl, repeated ones and looks at the version included
    left_today: int
    missing_requests: int  #: that are still to be made for the classes, if all goes well
    go_on_at: datetime | None = None  #: UTC; None where there is no need to wait
    postponed: str = ""  #: why it has to go on later, in words

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        if self.go_on_at:
            return GO_ON_TOMORROW
        return SOME_FAILED if self.missing_requests else 0


def crawl(
    classes: Iterable[ImageClass],
    languages: Iterable[str],
    store: str | Path,
    *,
    api_url: str = address.DEFAULT,
    daily_requests: int = DAILY_REQUESTS,
    key: Key | None = None,
    key_file: str | Path | None = None,
    wait: bool = False,
    progress: Callable[[Progress], None] = lambda progress: None,
    say: Callable[[str], None] = lambda words: None,
    clock: Clock | None = None,
) -> CrawlReport:
    """Fetch what the store lacks of some classes in some BabelNet languages, and say what came of it.

    Nothing that is stored is asked again. Ends, with a report, when all is there or the day's requests are spent; with
    ``wait`` it sleeps through the rest of the day and goes on. Raises UserError for a key that BabelNet does not take,
    a server that cannot be reached, a version that is not the store's, a store that is in use, a disk that is full.
    """
    offsets, clock = [image.wn_offset for image in classes], clock or Clock()
    codes = check_request(languages, daily_requests)
    api_url, key = address.check_address(api_url), key or load_key(key_file)
    with open_store(Path(store), clock, wait, say) as opened:
        for words in opened.mended:
            say(words)
        ledger = Ledger(opened.requests, daily_requests, clock)
        with BabelNet(api_url, key, spend=ledger.spend, clock=clock) as api:
            fetch = Fetch(api, opened, ledger, clock, codes)
            while True:
                postponed = _run_for_a_day(fetch, opened, ledger, offsets, codes, progress)
                if not (wait and postponed):
                    return _report(opened, ledger, offsets, codes, postponed)
                say(f"{postponed.wrong}\nSleeping until {postponed.until:%Y-%m-%d %H:%M} UTC.")
                clock.sleep_until(postponed.until)


def check_request(languages: Iterable[str], daily_requests: int) -> tuple[str, ...]:
    """The languages that will be asked for. Raises UserError where nothing can come of a crawl."""
    if daily_requests < LEAST_A_DAY:
        raise UserError(
            f"--daily-requests {daily_requests}: too few.",
            "The first request of each day asks for BabelNet's version.",
            f"Give at least {LEAST_A_DAY}.",
        )
    codes = asked_languages(languages)
    if not codes:
        raise UserError(
            "No language to crawl.",
            "MUL is none: BabelNet spreads it over the others. It does not have those that were added to the table.",
            "Name some: DE,FR.",
        )
    return codes


def _run_for_a_day(
    fetch: Fetch,
    store: Store,
    ledger: Ledger,
    offsets: list[str],
    codes: tuple[str, ...],
    progress: Callable[[Progress], None],
) -> PostponedError | None:
    """Fetch until all is there (None) or the day is over (why)."""
    asks = requests_for(offsets, codes, store.held)
    classes, failed = len(set(offsets)), 0
    complete = classes - len(asks)
    try:
        for _, reason in fetch.run(asks):
            failed, complete = failed + bool(reason), complete + (not reason)
            progress(Progress(complete, classes, failed, ledger.left()))
    except PostponedError as error:
        return error
    return None


def _report(
    store: Store, ledger: Ledger, offsets: list[str], codes: tuple[str, ...], postponed: PostponedError | None
) -> CrawlReport:
    asks, held, classes = requests_for(offsets, codes, store.held), store.held, dict.fromkeys(offsets)
    return CrawlReport(
        store=str(store.place),
        version=held.version,
        classes=len(classes),
        complete=len(classes) - len(asks),
        without_synset=tuple(offset for offset in classes if held.ids.get(offset) == ()),
        failed={ask.offset: held.failed[ask.offset] for ask in asks if ask.offset in held.failed},
        requests=ledger.sent,
        left_today=ledger.left(),
        missing_requests=sum(ask.requests for ask in asks),
        go_on_at=postponed.until if postponed else None,
        postponed=str(postponed or ""),
    )

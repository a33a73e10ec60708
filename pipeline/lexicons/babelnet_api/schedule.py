"""What a crawl will cost: requests, days, and what one more language would add. Reads, and writes nothing at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.lexicons.babelnet_api import ledger
from pipeline.lexicons.babelnet_api.asks import AT_ONCE, missing, requests_for
from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.crawl import DAILY_REQUESTS, check_request
from pipeline.lexicons.babelnet_api.fetch import CHECK_EVERY
from pipeline.lexicons.babelnet_api.held import Held, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resources.class_lists import ImageClass


@dataclass(frozen=True, slots=True)
class ApiPlan:
    """What a crawl will ask for if every request is answered and every class has a synset: the most it can be."""

    store: str
    version: str  #: of BabelNet's data in the store, "" where there is none yet
    classes: int
    complete: int  #: classes with all that is wanted of them, or without a synset
    without_synset: int
    failed: int  #: classes that failed before and are asked again
    resolve: int  #: requests for synset ids
    get_synset: int  #: requests for synsets
    get_version: int  #: looks at the version: each day's first request, after every 200 answers, and at the end
    requests: int  #: all of them
    daily_requests: int
    left_today: int  #: requests that the store's ledger leaves for today
    days: int  #: days on which requests are made, today included where it has any left
    further_languages: tuple[int, ...]  #: requests that one, two, three languages more would add
    languages: dict[str, int]  #: language to the classes it is still to be asked for; 0: stored already


def plan_crawl(
    classes: Iterable[ImageClass],
    languages: Iterable[str],
    store: str | Path,
    *,
    daily_requests: int = DAILY_REQUESTS,
    clock: Clock | None = None,
) -> ApiPlan:
    """The plan of the crawl that would be made with the same arguments."""
    clock, place = clock or Clock(), Path(store)
    offsets = list(dict.fromkeys(image.wn_offset for image in classes))
    codes, held = check_request(languages, daily_requests), look(place)
    asks = requests_for(offsets, codes, held)
    resolve, work = sum(ask.resolve for ask in asks), sum(ask.requests for ask in asks)
    left = ledger.read_day(place / ledger.NAME, clock.day()).left(daily_requests)
    looks, days = looks_and_days(work, daily_requests, left)
    return ApiPlan(
        store=str(place),
        version=held.version,
        classes=len(offsets),
        complete=len(offsets) - len(asks),
        without_synset=sum(held.ids.get(offset) == () for offset in offsets),
        failed=sum(ask.offset in held.failed for ask in asks),
        resolve=resolve,
        get_synset=work - resolve,
        get_version=looks,
        requests=work + looks,
        daily_requests=daily_requests,
        left_today=left,
        days=days,
        further_languages=tuple(further(offsets, codes, held, more) - work for more in range(1, AT_ONCE + 1)),
        languages=_lacking(offsets, codes, held),
    )


def looks_and_days(work: int, daily_requests: int, left_today: int) -> tuple[int, int]:
    """How often a crawl of so many requests looks at the version, and on how many days it makes requests."""
    looks = days = 0
    left = left_today or daily_requests
    while work:
        days += 1
        unchecked = CHECK_EVERY  # a day begins with a look
        while left and (work or unchecked):
            if unchecked >= CHECK_EVERY or not work:
                looks, unchecked = looks + 1, 0
            else:
                work, unchecked = work - 1, unchecked + 1
            left -= 1
        left = daily_requests
    return looks, days


def further(offsets: Sequence[str], codes: Sequence[str], held: Held, more: int) -> int:
    """Requests for the classes if some languages that the store has nothing of were wanted as well."""
    unknown = [f"?{number}" for number in range(more)]
    return sum(ask.requests for ask in requests_for(offsets, [*codes, *unknown], held))


def _lacking(offsets: Sequence[str], codes: Sequence[str], held: Held) -> dict[str, int]:
    lacking = Counter[str](dict.fromkeys(codes, 0))
    for offset in offsets:
        ids = held.ids.get(offset, ("",))  # not resolved yet: taken to have a synset
        lacking.update(missing(held, ids[0], codes) if ids else ())
    return dict(lacking)

"""Each day's requests, written down before they leave: a quota that restarts and kills cannot cheat.

``requests.log`` in the store is JSON Lines, ``{"at": "2026-11-21T09:30:00Z", "event": "sent", "what": "getVersion"}``.
``sent`` is one request; ``accepted`` stands once a day, at the first answer that shows that BabelNet takes the key;
``refused`` is a refusal, and ``what`` how it was read, ``key`` or ``quota``. A line counts for the UTC day in ``at``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api.journal import Journal, records

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.lexicons.babelnet_api.clock import Clock

NAME = "requests.log"
GO_ON_TOMORROW = 75  #: exit code; EX_TEMPFAIL of sysexits.h: try again later


class PostponedError(UserError):
    """Nothing is wrong, but it has to go on later: ``until``. Exit code 75."""

    exit_code = GO_ON_TOMORROW

    def __init__(self, wrong: str, means: str, do: str, until: datetime) -> None:
        super().__init__(wrong, means, do)
        self.until = until

    def __reduce__(self) -> tuple[type[PostponedError], tuple[str, str, str, datetime]]:  # type: ignore[override]
        return type(self), (self.wrong, self.means, self.do, self.until)


@dataclass(slots=True)
class Today:
    """What a day's lines come to."""

    day: str
    sent: int = 0
    accepted: bool = False
    spent: bool = False

    def left(self, daily_requests: int) -> int:
        """Requests that may still be made on this day."""
        return 0 if self.spent else max(0, daily_requests - self.sent)


def read_day(path: Path, day: str) -> Today:
    """A day's count, from a ledger that need not exist."""
    today = Today(day)
    for event in records(path):
        if str(event.get("at", "")).startswith(day):
            today.sent += event.get("event") == "sent"
            today.accepted |= event.get("event") == "accepted"
            today.spent |= event.get("event") == "refused" and event.get("what") == "quota"
    return today


class Ledger:
    """The ledger of a store, open for a crawl."""

    def __init__(self, journal: Journal, daily_requests: int, clock: Clock) -> None:
        self._journal, self._daily, self._clock = journal, daily_requests, clock
        self._today = read_day(journal.path, clock.day())
        self.sent = 0  #: requests of this run

    def left(self) -> int:
        """Requests that may still be made today."""
        return self._day().left(self._daily)

    def spend(self, what: str) -> None:
        """Write down one request that is about to leave. Raises PostponedError where the day has none left."""
        if not self.left():
            raise self.postponed()
        self._write("sent", what)
        self._day().sent += 1
        self.sent += 1

    def accepted(self) -> None:
        """Write down, once a day, that BabelNet takes the key."""
        if not self._day().accepted:
            self._write("accepted", "")
            self._day().accepted = True

    def refused(self) -> bool:
        """Write down a refusal. True where the quota is spent, False where the key was never taken today."""
        today = self._day()
        today.spent = today.accepted
        self._write("refused", "quota" if today.spent else "key")
        return today.spent

    def postponed(self) -> PostponedError:
        """The error that ends a crawl for today."""
        today, until = self._day(), self._clock.next_day()
        who = "BabelNet refuses more" if today.spent else f"{self._daily} a day is the limit that was set"
        return PostponedError(
            f"The requests of {today.day} are spent: {today.sent} were made, and {who}.",
            "All that was answered is stored and will not be asked again.",
            f"Go on after {until:%Y-%m-%d %H:%M} UTC with the same command, or let --wait do that.",
            until,
        )

    def _day(self) -> Today:
        day = self._clock.day()
        if day != self._today.day:
            self._today = read_day(self._journal.path, day)
        return self._today

    def _write(self, event: str, what: str) -> None:
        self._journal.append({"at": f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}", "event": event, "what": what})

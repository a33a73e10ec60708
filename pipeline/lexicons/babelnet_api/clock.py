"""The time of day, as something that can be handed in: the quota is counted by the day, and days are UTC here."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MARGIN = timedelta(minutes=1)  #: after midnight, so that two clocks need not agree to the second
NAP = 60.0  #: seconds; a long sleep is cut up, so that a machine that was suspended wakes in time


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since the epoch, and a way to let them pass."""

    time: Callable[[], float] = lambda: time.time()
    sleep: Callable[[float], None] = lambda seconds: time.sleep(seconds)

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    def day(self) -> str:
        """The day in UTC, ``2026-11-21``."""
        return self.now().date().isoformat()

    def next_day(self) -> datetime:
        """A minute past the coming midnight, UTC."""
        midnight = self.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return midnight + MARGIN

    def sleep_until(self, moment: datetime) -> None:
        """Return at that moment or a little later."""
        while (seconds := (moment - self.now()).total_seconds()) > 0:
            self.sleep(min(seconds, NAP))

"""What time it is: the one place where the service asks, so that a rehearsal can move it.

`offset` is nought in production; `settings check` refuses another. Dates of the law are days where the
consumer lives; the service counts them in UTC and errs on the later day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """Real time, moved by `offset`."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def today(self) -> date:
        return self.now().date()

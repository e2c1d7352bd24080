"""Printed text -> values: "$1,234" -> Decimal, "03/15" -> a month, or why not.

Every parser here is total: it returns the value, or a `Why` that names the reason in the words of
`coverage.missing`. None of them guesses: what could be two values is `ambiguous`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering


@dataclass(frozen=True, slots=True)
class Why:
    """Why printed text is no value: `blank`, `dash`, `unreadable`, `ambiguous`, `no_contract_value`."""

    reason: str


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it was printed: a day, a month or a year; so an interval of days.

    Ordering is by first day, for sorting only. Rules compare `earliest` and `latest`, so that a
    month-only date decides nothing that its days would decide differently.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)  # raises ValueError when there is no such day

    @classmethod
    def parse(cls, iso: str) -> PartialDate:
        """`2024`, `2024-03` or `2024-03-15`; anything else raises ValueError."""
        parts = iso.split("-")
        if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError(f"not an ISO date, month or year: {iso!r}")
        return cls(*(int(p) for p in parts))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> bool:
        return self.day is not None

    def to_month(self) -> PartialDate | None:
        """The month this date lies in, None when only the year is known."""
        return None if self.month is None else PartialDate(self.year, self.month)

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02d}"
        return f"{self.year:04d}{month}" + ("" if self.day is None else f"-{self.day:02d}")

    def __lt__(self, other: PartialDate) -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)


def add_years(day: date, years: int) -> date:
    """Same month and day; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def months_between(first: PartialDate, second: PartialDate) -> int:
    """Whole calendar months from `first` to `second`; both need a month (ValueError)."""
    if first.month is None or second.month is None:
        raise ValueError("a year alone has no month")
    return (second.year - first.year) * 12 + second.month - first.month

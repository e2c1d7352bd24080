"""The days of the Credit Repair Organizations Act, counted so that the consumer never has less time than it gives.

A contract can be cancelled "before midnight of the 3rd business day which begins after the date" of signing
(15 USC 1679e(a)), and no service may be performed before the third business day is over (1679d(a)(2), which begins a
day earlier: we take the later). The Act does not say what a business day is: Saturday is none here, nor is a
holiday of 5 USC 6103(a), for that gives more time. Where a state has several time zones, the signing falls on
the latest day that it may be there, and midnight is the latest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from creditai.disputes.clocks import add_business_days

CANCEL_BUSINESS_DAYS = 3
"""15 USC 1679e(a)."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """`signed_on` and `last_day` are days where the consumer lives; `letters_from` is the moment from which
    cancelling is no longer free and letters may be written."""

    signed_on: date
    last_day: date
    letters_from: datetime


def timetable(signed_at: datetime, zones: Sequence[str]) -> Timetable:
    """The days that follow from a signature at this moment by somebody in one of these time zones."""
    if signed_at.tzinfo is None or not zones:
        raise ValueError("a signature needs a moment with its zone, and a consumer a place")
    places = [ZoneInfo(name) for name in zones]
    signed_on = max(signed_at.astimezone(place).date() for place in places)
    last_day = add_business_days(signed_on, CANCEL_BUSINESS_DAYS)
    after = datetime.combine(last_day + timedelta(days=1), clock_time())
    return Timetable(
        signed_on, last_day, max(after.replace(tzinfo=place).astimezone(UTC) for place in places)
    )

"""Moments at which tests begin, so that no test rests on the day or the hour of its run."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from creditai.clock import Clock


def until_march(now: datetime) -> timedelta:
    """Until the next first Tuesday of March, at three in the afternoon: from there three business days are three days, over
    no holiday, and in Oregon it is the same date."""
    march = now.replace(month=3, day=1, hour=15, minute=0)
    days = [march.replace(year=now.year + more, day=day) for more in (0, 1) for day in range(1, 8)]
    return next(day for day in days if day > now and day.weekday() == 1) - now


def noon(day: date) -> Clock:
    """A clock that shows noon of that day: no midnight comes while a test runs."""
    return Clock(datetime.combine(day, time(12), UTC) - datetime.now(UTC))

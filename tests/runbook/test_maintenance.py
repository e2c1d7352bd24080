"""Minutes of a maintenance around the nights in which clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from runbook.maintenance import left, minutes

PACIFIC = ZoneInfo("America/Los_Angeles")
FORWARD = datetime(2026, 3, 8, 10, tzinfo=UTC)
BACK = datetime(2026, 11, 1, 9, tzinfo=UTC)


def stamps(begin: datetime, count: int) -> list[str]:
    """What nginx reads off such a machine's clock, minute by minute."""
    told = ((begin + timedelta(minutes=n)).astimezone(PACIFIC) for n in range(count))
    return [f"{at:%Y-%m-%dT%H:%M}{at:%z}"[:-2] + ":00" for at in told]


@pytest.mark.parametrize("change", [FORWARD, BACK])
def test_every_minute_is_named_as_the_clock_shows_it_and_none_twice(change: datetime) -> None:
    begin = change - timedelta(minutes=70)
    named = minutes(begin + timedelta(seconds=40), begin + timedelta(minutes=140), PACIFIC)
    assert list(named) == stamps(begin, 140)
    assert len(set(named)) == 140
    assert not set(named) & set(stamps(begin + timedelta(minutes=140), 120)), "it ends with its last minute"


def test_a_minute_that_has_begun_is_among_them() -> None:
    begin = datetime(2026, 3, 3, 12, 0, 59, tzinfo=UTC)
    assert minutes(begin, begin + timedelta(seconds=2), UTC) == (
        "2026-03-03T12:00+00:00",
        "2026-03-03T12:01+00:00",
    )


def test_what_is_left_follows_in_time_not_in_letters() -> None:
    named = minutes(BACK - timedelta(minutes=2), BACK + timedelta(minutes=2), PACIFIC)
    assert left(sorted(named), BACK - timedelta(seconds=90)) == named
    assert left(sorted(named), BACK + timedelta(seconds=30)) == named[2:]


def test_minutes_of_an_earlier_release_are_of_this_machines_clock() -> None:
    now = datetime(2026, 3, 3, 12, 0, 30, tzinfo=UTC)
    here = [f"{now.astimezone() + timedelta(minutes=n):%Y-%m-%dT%H:%M}" for n in (-1, 0, 1)]
    assert left(here, now) == tuple(here[1:])

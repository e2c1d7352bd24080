"""The days of the statute, holidays and time zones included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.billing.states import sold_in, states
from creditai.billing.timetable import timetable
from creditai.disputes.clocks import is_business_day

EAST = ("America/New_York",)
codes = st.sampled_from(sorted(states()))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=ZoneInfo(EAST[0]))


@pytest.mark.parametrize(
    ("signed", "last"),
    [
        ((2026, 11, 16), (2026, 11, 19)),  # Monday to Thursday
        ((2026, 11, 18), (2026, 11, 23)),  # Wednesday: Saturday and Sunday do not count
        ((2026, 11, 20), (2026, 11, 25)),  # Friday
        ((2026, 11, 21), (2026, 11, 25)),  # a Saturday
        ((2026, 11, 25), (2026, 12, 1)),  # the day before Thanksgiving
        ((2026, 12, 23), (2026, 12, 29)),  # Christmas on a Friday
        ((2027, 7, 1), (2027, 7, 7)),  # Independence Day on a Sunday: Monday goes too
        ((2026, 7, 1), (2026, 7, 7)),  # and on a Saturday: Friday goes too
        ((2027, 12, 29), (2028, 1, 4)),  # 31 December goes with New Year's Day on a Saturday
        ((2027, 1, 14), (2027, 1, 20)),  # Martin Luther King, Jr.
    ],
)
def test_the_third_business_day(signed: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    found = timetable(noon(*signed), EAST)
    assert found.signed_on == date(*signed)
    assert found.last_day == date(*last)
    midnight = datetime(*last, tzinfo=ZoneInfo(EAST[0])) + timedelta(days=1)
    assert found.letters_from == midnight.astimezone(UTC)


def test_in_a_state_of_two_zones_the_later_day_and_the_later_midnight() -> None:
    night = datetime(2026, 11, 16, 21, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    pacific, both = timetable(night, ("America/Los_Angeles",)), timetable(night, states()["ID"].zones)
    assert pacific.signed_on == date(2026, 11, 16)
    assert both.signed_on == date(2026, 11, 16)
    later = timetable(night + timedelta(hours=2), states()["ID"].zones)
    assert later.signed_on == date(2026, 11, 17)
    assert both.letters_from == datetime(2026, 11, 20, 8, tzinfo=UTC)


@given(moments, codes)
def test_the_consumer_has_at_least_three_whole_business_days(moment: datetime, code: str) -> None:
    zones = states()[code].zones
    found = timetable(moment, zones)
    for zone in zones:
        local = moment.astimezone(ZoneInfo(zone)).date()
        until = found.letters_from.astimezone(ZoneInfo(zone))
        days = [local + timedelta(days=i) for i in range(1, (until.date() - local).days)]
        assert sum(is_business_day(day) for day in days) >= 3
    assert found.letters_from - moment < timedelta(days=9)


@given(moments, codes)
def test_a_later_signature_never_ends_earlier(moment: datetime, code: str) -> None:
    zones = states()[code].zones
    assert timetable(moment, zones).letters_from <= timetable(moment + timedelta(hours=5), zones).letters_from


def test_every_state_has_zones_that_exist_and_none_is_sold_in_unlooked_at() -> None:
    assert len(states()) == 51
    for state in states().values():
        for zone in state.zones:
            ZoneInfo(zone)
        assert (state.looked_at is None) or state.source
    assert sold_in(list(states()), real=True) == tuple(c for c, s in states().items() if s.looked_at)
    assert sold_in(["OR"], real=False) == ("OR",)
    assert sold_in([], real=False) == ()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="place"):
        timetable(datetime(2026, 11, 16), EAST)
    with pytest.raises(ValueError, match="place"):
        timetable(datetime(2026, 11, 16, tzinfo=UTC), ())

"""A month-only date decides nothing that its days would decide differently."""

from __future__ import annotations

import calendar
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from creditai import obsolescence
from creditai.values import PartialDate, certainly_after, certainly_apart, certainly_before

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
PRECISION = st.sampled_from(("day", "month", "year"))


def printed(day: date, precision: str) -> PartialDate:
    month = day.month if precision != "year" else None
    return PartialDate(day.year, month, day.day if precision == "day" else None)


def days_of(when: PartialDate) -> tuple[date, date, date]:
    return when.earliest, when.earliest + (when.latest - when.earliest) / 2, when.latest


@given(DAYS, DAYS, PRECISION, PRECISION)
def test_certain_means_true_for_every_day(a: date, b: date, of_a: str, of_b: str) -> None:
    first, second = printed(a, of_a), printed(b, of_b)
    after = certainly_after(first, second)
    assert after == all(x > y for x in days_of(first) for y in days_of(second))
    assert after == certainly_before(second, first)
    assert not (after and certainly_before(first, second))


@given(DAYS, DAYS, PRECISION, PRECISION, st.integers(0, 400))
def test_apart_means_apart_for_every_day(a: date, b: date, of_a: str, of_b: str, days: int) -> None:
    first, second = printed(a, of_a), printed(b, of_b)
    if certainly_apart(first, second, days):
        assert all(abs((x - y).days) > days for x in days_of(first) for y in days_of(second))
    elif of_a == of_b == "day":
        assert abs((a - b).days) <= days


def test_null_is_never_certain() -> None:
    when = PartialDate(2020, 1)
    assert not certainly_after(None, when)
    assert not certainly_after(when, None)
    assert not certainly_apart(None, when, 0)


@given(DAYS)
def test_the_last_day_of_a_month_only_delinquency_is_the_latest_of_its_days(day: date) -> None:
    month = PartialDate(day.year, day.month)
    length = calendar.monthrange(day.year, day.month)[1]
    each = [obsolescence.adverse_until(PartialDate(day.year, day.month, d)) for d in range(1, length + 1)]
    assert obsolescence.adverse_until(month) == max(each)

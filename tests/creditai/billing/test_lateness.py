"""Which invoice can still hold a letter that the meter hears of late, to the moment at which that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from creditai.billing.lateness import can_be_billed, closed, in_free_days, told_as
from creditai.billing.mirror import Invoice, Subscription, Told

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
RUNS = Subscription("sub_1", "active", "basic", "month", APRIL, MAY, False, None, None, MARCH)
BILL = Invoice("in_1", "sub_1", "draft", 500, 0, 0, None, MARCH, APRIL, APRIL)


@pytest.mark.parametrize(
    ("at", "billed"),
    [(APRIL, True), (APRIL - MOMENT, False), (MAY, True)],
    ids=["its first moment", "the moment before", "later"],
)
def test_the_period_that_runs_holds_what_comes_in_it(at: datetime, billed: bool) -> None:
    assert can_be_billed(Told((RUNS,)), at) is billed


@pytest.mark.parametrize("status", ["canceled", "unpaid"])
def test_one_that_is_over_holds_nothing(status: str) -> None:
    assert not can_be_billed(Told((replace(RUNS, status=status),)), APRIL)


@pytest.mark.parametrize(
    ("at", "held"), [(MARCH, True), (MARCH - MOMENT, False), (APRIL - MOMENT, True), (APRIL, False)]
)
def test_a_draft_holds_its_own_period_from_its_first_moment_to_before_the_next(
    at: datetime, held: bool
) -> None:
    assert can_be_billed(Told((), (BILL,)), at) is held
    assert not can_be_billed(Told((), (replace(BILL, status="open"),)), at)


@pytest.mark.parametrize(
    ("at", "free"), [(MARCH, True), (MARCH - MOMENT, False), (APRIL - MOMENT, True), (APRIL, False)]
)
def test_free_days_run_from_the_subscription_to_the_end_of_the_trial(at: datetime, free: bool) -> None:
    tried = replace(RUNS, trial_end=APRIL)
    assert in_free_days(Told((tried,)), at) is free
    assert not in_free_days(Told((RUNS,)), at)


@pytest.mark.parametrize("status", ["open", "paid", "uncollectible"])
def test_invoices_that_were_made_are_looked_at(status: str) -> None:
    made = replace(BILL, status=status)
    assert closed(Told((), (made,)), APRIL) == (made,)
    assert closed(Told((), (made,)), APRIL + MOMENT) == ()


def test_what_bills_no_time_or_free_time_is_not_looked_at() -> None:
    made = replace(BILL, status="paid")
    assert closed(Told((), (replace(made, period_start=APRIL),)), APRIL) == ()
    assert closed(Told((replace(RUNS, trial_end=APRIL),), (made,)), APRIL) == ()
    assert closed(Told((), (BILL,)), APRIL) == (), "a draft is none yet"


def test_the_moment_that_is_told_is_one_that_the_meter_takes() -> None:
    assert told_as(MARCH, MARCH + timedelta(days=34)) == MARCH
    assert told_as(MARCH, MARCH + timedelta(days=36)) == MARCH + timedelta(days=2)

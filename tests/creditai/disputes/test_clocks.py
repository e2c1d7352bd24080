"""Business days, holidays and what is due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.disputes import clocks
from creditai.disputes.ahead import ahead
from creditai.disputes.clocks import Posting, add_business_days, holidays, is_business_day
from creditai.disputes.register import Dispute, Event, Register
from creditai.values import PartialDate

DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))


def test_holidays_of_2026() -> None:
    """As the Office of Personnel Management lists them; Independence Day is a Saturday."""
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 5, 25), date(2026, 6, 19),
        date(2026, 7, 3), date(2026, 7, 4), date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11),
        date(2026, 11, 26), date(2026, 12, 25),
    ]  # fmt: skip


def test_holidays_of_2024_whose_january_begins_on_a_monday() -> None:
    assert sorted(holidays(2024)) == [
        date(2024, 1, 1), date(2024, 1, 15), date(2024, 2, 19), date(2024, 5, 27), date(2024, 6, 19), date(2024, 7, 4),
        date(2024, 9, 2), date(2024, 10, 14), date(2024, 11, 11), date(2024, 11, 28), date(2024, 12, 25),
    ]  # fmt: skip
    assert date(2025, 9, 1) in holidays(2025)  # and September 2025, so that Labor Day is the first


def test_observed_on_the_friday_or_the_monday() -> None:
    assert not is_business_day(date(2021, 12, 31))  # New Year's Day 2022 is a Saturday
    assert not is_business_day(date(2022, 12, 26))  # Christmas 2022 is a Sunday
    assert not is_business_day(date(2027, 7, 5))
    assert is_business_day(date(2026, 12, 31))


def test_juneteenth_is_none_before_its_law() -> None:
    assert is_business_day(date(2020, 6, 19))
    assert not is_business_day(date(2023, 6, 19))


@given(DAYS)
def test_no_more_than_four_days_without_business(day: date) -> None:
    assert any(is_business_day(day + timedelta(days=n)) for n in range(5))


@given(st.integers(2021, 2060))
def test_eleven_holidays_a_year_and_their_observance(year: int) -> None:
    own = [name for name in holidays(year).values() if "observed" not in name]
    assert len(own) == 11
    assert all(not is_business_day(day) for day in holidays(year))


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_business_days_add_up(day: date, one: int, two: int) -> None:
    assert add_business_days(add_business_days(day, one), two) == add_business_days(day, one + two)


@given(DAYS, st.integers(1, 30))
def test_counted_days_are_business_days(day: date, count: int) -> None:
    end = add_business_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert is_business_day(end)
    assert sum(map(is_business_day, between)) == count


def test_thirty_days_from_the_day_of_receipt_as_day_zero() -> None:
    assert clocks.answer_due(Posting(sent=date(2026, 2, 2), received=date(2026, 2, 5))) == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("annual", "more", "days"),
    [
        (None, None, 30),
        (False, None, 30),
        (True, None, 45),
        (False, date(2026, 2, 20), 45),
        (True, date(2026, 2, 20), 45),  # in place of every period, so never 60
        (False, date(2026, 2, 4), 30),  # before it arrived
        (False, date(2026, 2, 5), 45),
        (False, date(2026, 3, 7), 45),  # on the last of the thirty days
        (False, date(2026, 3, 8), 30),  # after them
    ],
)
def test_forty_five_days_and_when(annual: bool | None, more: date | None, days: int) -> None:
    received = date(2026, 2, 5)
    posting = Posting(sent=date(2026, 2, 2), received=received, annual=annual, more_sent=more)
    assert clocks.answer_due(posting) == received + timedelta(days=days)


def test_a_receipt_without_proof_is_an_estimate() -> None:
    posting = Posting(sent=date(2026, 2, 2), mail_days=5)
    assert clocks.answer_due(posting) == date(2026, 2, 7) + timedelta(days=30)
    assert [deadline.estimated for deadline in clocks.deadlines("reinvestigation", posting)] == [True] * 3
    proven = Posting(sent=date(2026, 2, 2), received=date(2026, 2, 5))
    assert [deadline.estimated for deadline in clocks.deadlines("reinvestigation", proven)] == [False] * 3


def test_what_is_ahead_of_a_letter_and_by_which_law() -> None:
    """Received 5 February, a Thursday: 7 March; five business days; five days of mail, and the day after."""
    posting = Posting(sent=date(2026, 2, 2), received=date(2026, 2, 5), annual=False)
    assert [(each.what, each.day, each.cite) for each in clocks.deadlines("reinvestigation", posting)] == [
        ("answer_due", date(2026, 3, 7), "15 USC 1681i(a)(1)"),
        ("results_due", date(2026, 3, 13), "15 USC 1681i(a)(6)(A)"),
        ("silence", date(2026, 3, 19), None),
    ]
    yearly = clocks.deadlines("reinvestigation", replace(posting, annual=True))
    assert (yearly[0].day, yearly[0].cite) == (date(2026, 3, 22), "15 USC 1681j(a)(3)")


def test_nothing_is_due_of_what_was_not_sent_or_is_answered() -> None:
    assert clocks.deadlines("reinvestigation", Posting()) == ()
    assert (
        clocks.deadlines("reinvestigation", Posting(sent=date(2026, 2, 2), answered=date(2026, 3, 1))) == ()
    )


@given(DAYS, st.integers(0, 10), st.sampled_from([None, True, False]), st.integers(0, 12))
def test_silence_comes_after_every_period_it_may_have(
    day: date, mail: int, annual: bool | None, travel: int
) -> None:
    received = day + timedelta(days=travel)
    posting = Posting(sent=day, received=received, annual=annual, mail_days=mail)
    due, silent = clocks.answer_due(posting), clocks.silence_from(posting)
    assert due is not None
    assert silent is not None
    longest = received + timedelta(days=30 if annual is False else 45)
    assert silent > add_business_days(longest, 5) + timedelta(days=mail)
    assert silent > due


def test_silence_of_a_known_case() -> None:
    """Received 6 November 2025; 45 days: 21 December; five business days, Christmas not counted: 29 December;
    five days of mail: 3 January; so from 4 January on."""
    posting = Posting(sent=date(2025, 11, 3), received=date(2025, 11, 6))
    assert clocks.silence_from(posting) == date(2026, 1, 4)


def sent_and_received(kind: str) -> tuple[Dispute, Dispute]:
    """Posted on February 2, with five days of mail allowed; and the same, proven to have arrived on the 12th."""
    sent = Event("sent", PartialDate(2026, 2, 2), "2026-02-02T10:00:00")
    posted = Dispute("experian-1", kind, "experian", events=(sent,))
    proof = Event("received", PartialDate(2026, 2, 12), "", proof="receipt 9")
    return posted, replace(posted, events=(sent, proof))


@pytest.mark.parametrize(
    ("kind", "estimate", "proven", "law"),
    [
        ("procedure-description", date(2026, 2, 22), date(2026, 2, 27), "15 USC 1681i(a)(7)"),
        ("identity-theft-block", date(2026, 2, 12), date(2026, 2, 19), "15 USC 1681c-2(a)"),
        ("direct-dispute", date(2026, 3, 9), date(2026, 3, 14), "12 CFR 1022.43(e)"),
    ],
)
def test_the_other_clocks_run_from_the_proven_arrival_too(
    kind: str, estimate: date, proven: date, law: str
) -> None:
    guessed, shown = ([*ahead(Register("w", mail_days=5), d)] for d in sent_and_received(kind))
    assert [(d.day, d.estimated, d.cite) for d in guessed] == [(estimate, True, law)]
    assert [(d.day, d.estimated, d.cite) for d in shown] == [(proven, False, law)]


@pytest.mark.parametrize(
    "kind", ["no-answer-yet", "consumer-statement", "notify-recipients", "complaint-draft", "inquiry-company"]
)
def test_a_letter_that_disputes_nothing_anew_starts_no_clock(kind: str) -> None:
    assert [ahead(Register("w"), dispute) for dispute in sent_and_received(kind)] == [(), ()]


def test_a_block_is_due_four_business_days_after_the_papers_arrived() -> None:
    sent = Event("sent", PartialDate(2026, 2, 2), "2026-02-02T10:00:00")
    asked = Dispute("experian-1", "identity-theft-block", "experian", events=(sent,))
    register = Register("w", disputes=(asked,), mail_days=5)
    (due,) = ahead(register, asked)
    assert (due.what, due.day, due.estimated) == ("block_due", date(2026, 2, 12), True)
    got = replace(asked, events=(sent, Event("received", PartialDate(2026, 2, 4), "", proof="receipt 9")))
    (due,) = ahead(register, got)
    assert (due.day, due.estimated) == (date(2026, 2, 10), False)
    assert ahead(register, replace(asked, events=())) == ()

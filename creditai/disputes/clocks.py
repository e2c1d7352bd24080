"""Days of the law: business days, federal holidays, and what is due when.

No section defines a business day; ours is Monday to Friday except the holidays of 5 USC 6103(a). A
holiday on a Saturday takes the Friday before with it, one on a Sunday the Monday after. Calendar
periods count every day. The law's thirty days "begin on the date" of receipt; ours take receipt as
day 0, one day slower on purpose, so that nobody complains a day early.

A receipt is proven (a carrier's record, a return receipt, a portal's confirmation) or it is an
estimate: posting plus the mail allowance. An estimate is shown as one and never asserted in a letter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from creditai.law import numbers

_MON, _THU = 0, 3


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (Monday 0) of a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _named(year: int) -> tuple[tuple[date, str], ...]:
    """The holidays of 5 USC 6103(a) on their own days. Each since its own year; Juneteenth is the youngest."""
    days = (
        (date(year, 1, 1), "New Year's Day"),
        (_nth(year, 1, _MON, 3), "Birthday of Martin Luther King, Jr."),
        (_nth(year, 2, _MON, 3), "Washington's Birthday"),
        (_nth(year, 5, _MON, -1), "Memorial Day"),
        (date(year, 6, 19), "Juneteenth National Independence Day"),
        (date(year, 7, 4), "Independence Day"),
        (_nth(year, 9, _MON, 1), "Labor Day"),
        (_nth(year, 10, _MON, 2), "Columbus Day"),
        (date(year, 11, 11), "Veterans Day"),
        (_nth(year, 11, _THU, 4), "Thanksgiving Day"),
        (date(year, 12, 25), "Christmas Day"),
    )
    return tuple(d for d in days if year >= 2021 or not d[1].startswith("Juneteenth"))


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, str]:
    """Every day of `year` that is no business day because of a holiday, observance included; so
    31 December is one when the next New Year's Day falls on a Saturday."""
    found: dict[date, str] = {}
    for y in (year, year + 1):
        for day, name in _named(y):
            found[day] = name
            if day.weekday() == 5:
                found[day - timedelta(days=1)] = f"{name} (observed)"
            elif day.weekday() == 6:
                found[day + timedelta(days=1)] = f"{name} (observed)"
    return MappingProxyType({day: name for day, name in sorted(found.items()) if day.year == year})


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def add_business_days(day: date, count: int) -> date:
    """The `count`-th business day after `day`; `day` itself is never counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day


@dataclass(frozen=True, slots=True)
class Receipt:
    day: date
    proven: bool


def receipt(sent: date | None, received: date | None, mail_days: int) -> Receipt | None:
    """When the letter arrived: as proven, else estimated from its posting; None when it was not sent."""
    if received is not None:
        return Receipt(received, proven=True)
    return None if sent is None else Receipt(sent + timedelta(days=mail_days), proven=False)


Clock = Literal["reinvestigation", "direct", "procedure", "block"]
"""The periods that a letter starts by arriving: a bureau's reinvestigation, a furnisher's of a direct dispute, a
description of the procedure, a block of what an identity theft report names."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """`what` is a word for programs (answer_due, results_due, ...); `cite` a key of the law's sections."""

    what: str
    day: date
    title: str
    cite: str | None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """What is recorded of one letter. `annual`: the dispute follows the yearly free report (None: not said).
    `more_sent`: when further papers were posted inside the thirty days. `completed`: what the answer says."""

    sent: date | None = None
    received: date | None = None
    annual: bool | None = None
    more_sent: date | None = None
    answered: date | None = None
    mail_days: int = numbers.MAIL_DAYS.value


def answer_due(posting: Posting) -> date | None:
    """The bureau's last day by our count: 30 days, 45 after the yearly report or when the consumer sent
    more inside the 30; never 60."""
    arrived = receipt(posting.sent, posting.received, posting.mail_days)
    if arrived is None:
        return None
    thirty = numbers.REINVESTIGATION_DAYS.value
    if posting.annual:
        return arrived.day + timedelta(days=numbers.ANNUAL_REPORT_DAYS.value)
    more = posting.more_sent
    extended = more is not None and arrived.day <= more <= arrived.day + timedelta(days=thirty)
    return arrived.day + timedelta(days=thirty + (numbers.EXTENSION_DAYS.value if extended else 0))


def silence_from(posting: Posting) -> date | None:
    """The first day on which "no answer yet" may be said: after the later of the possible due days, five
    business days for the results, and the mail back."""
    arrived = receipt(posting.sent, posting.received, posting.mail_days)
    due = answer_due(posting)
    if arrived is None or due is None:
        return None
    if posting.annual is None:
        # by its text the 45 days follow only the yearly report; unsure takes the later
        due = max(due, arrived.day + timedelta(days=numbers.ANNUAL_REPORT_DAYS.value))
    results = add_business_days(due, numbers.RESULTS_BUSINESS_DAYS.value)
    return results + timedelta(days=posting.mail_days + 1)


def deadlines(clock: Clock, posting: Posting) -> tuple[Deadline, ...]:
    """What is ahead of a letter that starts this clock, in order; nothing is when it was answered or never sent."""
    arrived = receipt(posting.sent, posting.received, posting.mail_days)
    if posting.answered is not None or arrived is None:
        return ()
    if clock == "reinvestigation":
        return _reinvestigation(posting, estimated=not arrived.proven)
    return (_OTHERS[clock](posting, arrived),)


def _reinvestigation(posting: Posting, *, estimated: bool) -> tuple[Deadline, ...]:
    due, silent = answer_due(posting), silence_from(posting)
    assert due is not None
    assert silent is not None
    results = add_business_days(due, numbers.RESULTS_BUSINESS_DAYS.value)
    by = "15 USC 1681j(a)(3)" if posting.annual else "15 USC 1681i(a)(1)"
    cite = "15 USC 1681i(a)(6)(A)"
    return (
        Deadline("answer_due", due, "last day to look into the dispute", by, estimated),
        Deadline("results_due", results, "last day to send written results", cite, estimated),
        Deadline("silence", silent, "no answer yet: time to ask", None, estimated),
    )


def _direct(posting: Posting, arrived: Receipt) -> Deadline:
    """A furnisher investigates and reports the results inside the bureau's period: no five business days more."""
    due = answer_due(posting)
    assert due is not None
    title = "last day to look into the dispute and to tell you the results"
    return Deadline("answer_due", due, title, "12 CFR 1022.43(e)", not arrived.proven)


def _procedure(posting: Posting, arrived: Receipt) -> Deadline:
    """A description of the procedure: 15 days after the request arrived."""
    due = arrived.day + timedelta(days=numbers.PROCEDURE_DAYS.value)
    return Deadline(
        "procedure_due", due, "last day for the description", "15 USC 1681i(a)(7)", not arrived.proven
    )


def _block(posting: Posting, arrived: Receipt) -> Deadline:
    """An identity-theft block: 4 business days after the papers arrived."""
    due = add_business_days(arrived.day, numbers.BLOCK_BUSINESS_DAYS.value)
    return Deadline("block_due", due, "last day to block", "15 USC 1681c-2(a)", not arrived.proven)


_OTHERS: Mapping[Clock, Callable[[Posting, Receipt], Deadline]] = {
    "direct": _direct,
    "procedure": _procedure,
    "block": _block,
}

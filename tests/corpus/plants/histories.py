"""Dates and payment histories that contradict themselves (one report)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from creditai.report import Account, HistoryMonth
from creditai.values import PartialDate
from tests.corpus.files import Known
from tests.corpus.lives import after
from tests.corpus.plants import Plant, change, edit_known, month_before, usd, with_month

X, E, TU = ("experian_acr",), ("equifax_acr",), ("transunion_acr",)
Made = Callable[[Account, date], Account]


def marks(*at: tuple[int, str]) -> Made:
    """Months before the month of `reported`, and what they say."""

    def made(a: Account, day: date) -> Account:
        assert a.reported
        assert a.reported.month
        for months, status in at:
            month = PartialDate(*after((a.reported.year, a.reported.month), -months))
            a = with_month(a, month, status)  # type: ignore[arg-type]
        return a

    return made


def before_opened(months: int, status: str) -> Made:
    def made(a: Account, day: date) -> Account:
        moved = month_before(day, 20)
        opened = PartialDate(moved.year, moved.month, 10)
        kept = tuple(h for h in a.payment_history if h.month >= PartialDate(opened.year, opened.month))
        late = PartialDate(*after((opened.year, opened.month or 1), -months))
        gap = [
            HistoryMonth(PartialDate(*after((opened.year, opened.month or 1), -n)), "ND")
            for n in range(1, months)
        ]
        return replace(a, opened=opened, payment_history=(*kept, *gap, HistoryMonth(late, status)))  # type: ignore[arg-type]

    return made


def without(months: int) -> Made:
    return lambda a, day: replace(
        a, payment_history=(*a.payment_history[:months], *a.payment_history[months + 1 :])
    )


def late_after_closed(months: int) -> Made:
    def made(a: Account, day: date) -> Account:
        assert a.closed
        start = (a.closed.year, a.closed.month or 1)
        for n in range(1, months + 1):
            a = with_month(a, PartialDate(*after(start, n)), "30" if n == months else "ND")
        return replace(a, reported=PartialDate(*after(start, months + 1), 12))

    return made


def both(*made: Made) -> Made:
    def all_of(a: Account, day: date) -> Account:
        for one in made:
            a = one(a, day)
        return a

    return all_of


def closed_before_opened(a: Account, day: date) -> Account:
    assert a.opened
    return replace(
        a,
        closed=PartialDate.of(a.opened.earliest - timedelta(days=150)),
        condition="closed",
        payment_history=(),
    )


def never_late(k: Known) -> Known:
    return replace(k, was=None)


PLANTS = (
    Plant("dates-out-of-order", "paid_auto", E, change(closed_before_opened)),
    Plant("dates-out-of-order", "paid_auto", E, change(lambda a, d: a), expected=False, name="in order"),
    Plant("future-date", "card", E, change(lambda a, d: replace(a, last_payment=PartialDate.of(d + timedelta(days=60))))),
    Plant("future-date", "charge_off", X, change(lambda a, d: a), expected=False, name="removal ahead"),
    Plant("history-contradicts-status", "card", E, change(both(lambda a, d: replace(a, status="past_due_90", past_due=usd(80)), marks((0, "OK"))))),
    Plant("history-contradicts-status", "card", E, change(lambda a, d: replace(a, status="past_due_30", past_due=usd(80))), expected=False),
    Plant("history-jump", "card", X, change(marks((8, "30"), (7, "90")))),
    Plant("history-jump", "card", TU, change(marks((12, "30"), (11, "90")))),
    Plant("history-jump", "card", E, change(marks((8, "30"), (7, "60"))), expected=False),
    Plant("history-before-opened", "card", E, change(before_opened(3, "60"))),
    Plant("history-before-opened", "card", X, change(before_opened(3, "60"))),
    Plant("derogatory-then-ok", "charge_off", E, change(marks((2, "OK"), (1, "OK")))),
    Plant("derogatory-then-ok", "charge_off", E, change(marks((1, "ND"))), expected=False),
    Plant("history-gap", "card", E, change(without(6))),
    Plant("history-gap", "card", E, change(marks((6, "ND"))), expected=False),
    Plant("late-after-payoff", "paid_auto", E, change(late_after_closed(4))),
    Plant("late-after-payoff", "late", E, change(lambda a, d: a), expected=False, name="revolving"),
    Plant("status-late-history-empty", "card", E, change(lambda a, d: replace(
        a, status="past_due_60", past_due=usd(70), payment_history=tuple(replace(h, status="ND") for h in a.payment_history[:18])))),
    Plant("type-contradicts-portfolio", "card", TU, change(lambda a, d: replace(a, portfolio="installment"))),
    Plant("type-contradicts-portfolio", "store", TU, change(lambda a, d: replace(a, portfolio="open", account_type="CHARGE CARD", credit_limit=None)), expected=False),
    Plant("forbearance-with-late", "auto", E, change(both(lambda a, d: replace(
        a, status="past_due_30", past_due=usd(120), remarks=("Account in forbearance",)), marks((0, "30"))))),
    Plant("forbearance-with-late", "auto", E, change(both(lambda a, d: replace(a, remarks=("Account in forbearance",)), marks((7, "30")))), expected=False),
    Plant("never-late-but-late", "card", X, lambda files, rng: edit_known(never_late)(change(marks((20, "30")))(files, rng), rng)),
)  # fmt: skip

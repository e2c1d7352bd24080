"""Contradictions for which one print must say both halves: open and closed, late and nothing owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from creditai.report import Account, Condition, MonthStatus
from creditai.values import PartialDate
from tests.corpus.plants import Change, Plant, change, days_before, month_before, usd, with_month

MEMBER, ONE, TU, E = (
    ("experian_member",),
    ("consumerdirect_single",),
    ("transunion_acr",),
    ("equifax_acr",),
)
DEPARTMENT = "Dept of Ed/Sample Servicing"


def late_with(balance: int, condition: Condition = "open") -> Change:
    def made(a: Account, day: date) -> Account:
        late = with_month(a, month_before(day, 2), "60")
        return replace(late, status="past_due_60", past_due=usd(0), balance=usd(balance), condition=condition)

    return made


def said_closed(condition: Condition) -> Change:
    return lambda a, d: replace(a, condition=condition, closed=days_before(d, 200))


def late_in(year: int, status: MonthStatus, furnisher: str) -> Change:
    """A loan of 2019, with one late month."""

    def made(a: Account, day: date) -> Account:
        old = replace(a, opened=PartialDate(2019, 2, 4), furnisher=furnisher, original_creditor=None)
        return with_month(old, PartialDate(year, 6), status)

    return made


PLANTS = (
    Plant("limit-missing-revolving", "card", MEMBER, change(lambda a, d: replace(a, credit_limit=None))),
    Plant("limit-missing-revolving", "card", ONE, change(lambda a, d: replace(a, credit_limit=None))),
    Plant(
        "limit-missing-revolving",
        "card",
        MEMBER,
        change(lambda a, d: replace(a, credit_limit=None, remarks=("No preset spending limit",))),
        expected=False,
    ),
    Plant("past-due-status-zero-balance", "card", MEMBER, change(late_with(0))),
    Plant("past-due-status-zero-balance", "card", MEMBER, change(late_with(40)), expected=False),
    Plant("open-and-closed", "card", ONE, change(said_closed("open"))),
    Plant("open-and-closed", "card", ONE, change(said_closed("closed")), expected=False),
    Plant("student-loan-late-in-pause", "student", E, change(late_in(2021, "30", DEPARTMENT))),
    Plant("student-loan-late-in-pause", "student", TU, change(late_in(2022, "30", DEPARTMENT))),
    Plant(
        "student-loan-late-in-pause",
        "student",
        E,
        change(late_in(2021, "30", "Mock Campus Bank")),
        expected=False,
    ),
)

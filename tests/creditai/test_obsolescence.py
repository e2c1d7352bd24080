"""Which accounts the age limits are about, and from what they are counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from creditai import obsolescence
from creditai.examples import Example, case_of, months
from creditai.report import Account
from creditai.values import PartialDate


def account(**fields: Any) -> Account:
    return case_of(Example.account("miss", **fields).case).reports[0].accounts[0]


@pytest.mark.parametrize(
    ("fields", "adverse"),
    [
        ({"status": "current"}, False),
        (
            {"status": "paid", "condition": "closed", "payment_history": months("2024-01", "PAID", "OK")},
            False,
        ),
        ({}, False),
        ({"status": "past_due_60"}, True),
        ({"status": "current", "payment_history": months("2024-02", "OK", "30", "OK")}, True),
        ({"status": "paid", "portfolio": "collection"}, True),
        ({"status": "settled"}, True),
        ({"status": "bankruptcy"}, True),
        ({"status": "closed", "payment_history": months("2024-02", "BK", "OK")}, True),
    ],
)
def test_the_age_limits_are_about_what_is_adverse(fields: dict[str, Any], adverse: bool) -> None:
    assert obsolescence.adverse(account(**fields)) is adverse


def test_paid_accounts_show_their_loss_in_amount_or_history() -> None:
    assert obsolescence.charged_off_or_collected(account(status="paid", charge_off_amount="10.00"))
    assert obsolescence.charged_off_or_collected(
        account(status="paid", payment_history=months("2024-01", "PAID", "CL"))
    )
    assert not obsolescence.charged_off_or_collected(account(status="paid", charge_off_amount="0.00"))
    assert not obsolescence.charged_off_or_collected(account(status="past_due_90"))


def test_the_last_day_of_a_loss_is_180_days_and_seven_years() -> None:
    assert obsolescence.adverse_until(PartialDate(2017, 10, 5)) == date(2025, 4, 3)
    assert obsolescence.adverse_until(PartialDate(2017, 10)) == date(2025, 4, 29)


LOST = {"status": "charge_off", "first_delinquency": "2017-10"}


@pytest.mark.parametrize(
    ("fields", "since"),
    [
        ({}, PartialDate(2017, 10)),
        ({"high_credit": "149999.99"}, PartialDate(2017, 10)),
        ({"high_credit": "150000.00"}, None),
        ({"credit_limit": "150000.00"}, None),
        ({"balance": "150000.00"}, None),
        ({"charge_off_amount": "150000.00"}, None),
        ({"account_type": "Student loan"}, None),
        ({"status": "past_due_180"}, None),
        ({"first_delinquency": None}, None),
    ],
)
def test_a_loss_is_counted_from_its_first_delinquency_unless_the_limits_may_not_bind(
    fields: dict[str, Any], since: PartialDate | None
) -> None:
    assert obsolescence.loss_since(account(**{**LOST, **fields})) == since


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"status": "charge_off"}, ("status",)),
        ({"status": "collection", "portfolio": "collection"}, ("status",)),
        ({"status": "paid", "charge_off_amount": "10.00"}, ("status", "charge_off_amount")),
        (
            {"status": "settled", "payment_history": months("2024-02", "PAID", "CO")},
            ("status", "payment_history/1"),
        ),
        ({"status": "paid", "portfolio": "collection"}, ("status", "portfolio")),
        ({"status": "current", "portfolio": "collection"}, ("portfolio", "status")),
    ],
)
def test_a_statement_quotes_what_shows_the_loss(fields: dict[str, Any], shown: tuple[str, ...]) -> None:
    assert obsolescence.shows_loss(account(**fields)) == shown

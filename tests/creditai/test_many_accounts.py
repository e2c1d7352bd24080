"""What an analysis costs as a report grows: no minutes for any report that is let in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from creditai.analysis import analyse
from creditai.examples import case_of, months
from creditai.forms.evidence_of_report import MOST_ENTRIES
from creditai.report import Report

CARD = {
    "furnisher": "First Sample Bank",
    "account_number": "*4417",
    "opened": "2019-03-02",
    "high_credit": "3100.00",
    "credit_limit": "5000.00",
    "balance": "900.00",
    "payment_history": months("2026-01", *["OK"] * 24),
}
COLLECTION = {
    "furnisher": "Example Collections LLC",
    "account_number": "77XXXX",
    "portfolio": "collection",
    "original_creditor": "First Sample Bank",
    "high_credit": "512.00",
    "balance": "512.00",
    "first_delinquency": "2023-02",
    "opened": "2023-09-01",
}
WRITTEN_OFF = {**CARD, "status": "charge_off", "charge_off_amount": "512.00", "first_delinquency": "2023-02"}


def one_print_again(i: int) -> dict[str, Any]:
    return CARD


def different_numbers(i: int) -> dict[str, Any]:
    return {**CARD, "account_number": f"*{i:06}"}


def different_lines(i: int) -> dict[str, Any]:
    return {
        **CARD,
        "account_number": f"*{i:06}",
        "high_credit": f"{i + 100}.00",
        "credit_limit": f"{i + 900}.00",
    }


def debts_and_collectors(i: int) -> dict[str, Any]:
    mine = (
        {**WRITTEN_OFF, "account_number": f"*{i:06}"},
        COLLECTION,
        {**COLLECTION, "furnisher": "Invented Recovery Inc"},
    )
    return mine[i % 3]


def report_of(account: Callable[[int], dict[str, Any]], count: int) -> Report:
    return case_of({"reports": [{"accounts": [account(i) for i in range(count)]}]}).reports[0]


def seconds(reports: list[Report]) -> float:
    began = time.process_time()
    analyse(reports)
    return time.process_time() - began


@pytest.mark.parametrize(
    "account", [one_print_again, different_numbers, different_lines, debts_and_collectors]
)
def test_no_report_that_is_let_in_takes_minutes(account: Callable[[int], dict[str, Any]]) -> None:
    """Measured at a quarter of what is let in, of which a quadratic analysis takes sixteen times as long."""
    report = report_of(account, MOST_ENTRIES // 4)
    assert min(seconds([report]) for _ in range(2)) < 60 / 16


def test_a_cost_that_grows_with_the_length() -> None:
    """Accounts of different lines are not compared two by two: four times as many, four times as long."""
    few, many = (report_of(different_lines, count) for count in (250, 1000))
    seconds([few])
    assert min(seconds([many]) for _ in range(3)) < 8 * min(seconds([few]) for _ in range(3))


def test_an_account_printed_many_times_is_one_finding() -> None:
    findings = [
        f for f in analyse([report_of(one_print_again, 40)]).findings if f.rule == "duplicate-account"
    ]
    assert [len(finding.subject) for finding in findings] == [40]
    assert "Each of these 40 entries agrees with another of them" in findings[0].statement

"""What an analysis costs as a report grows: no minutes for any report that is let in."""

from __future__ import annotations

import sys
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


def calls(report: Report) -> int:
    """Calls of functions that the analysis makes: a cost that is the same on every machine."""
    made = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        analyse([report])
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("account", [one_print_again, different_lines, different_numbers])
def test_the_cost_grows_with_the_length(account: Callable[[int], dict[str, Any]]) -> None:
    """Four times as many, four times as much: two by two it would be sixteen times."""
    few, many = (report_of(account, count) for count in (60, 240))
    analyse([few])
    assert calls(many) < 8 * calls(few)


def test_debts_of_one_creditor_are_asked_of_each_collector_and_no_more() -> None:
    """Two by two cannot be helped here, so a question must be cheap: at the most that is let in, some ten seconds."""
    count = MOST_ENTRIES // 8
    assert calls(report_of(debts_and_collectors, count)) < 40 * count**2


def test_an_account_printed_many_times_is_one_finding() -> None:
    findings = [
        f for f in analyse([report_of(one_print_again, 40)]).findings if f.rule == "duplicate-account"
    ]
    assert [len(finding.subject) for finding in findings] == [40]
    assert "Each of these 40 entries agrees with another of them" in findings[0].statement

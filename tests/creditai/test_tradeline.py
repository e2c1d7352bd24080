"""Facts about one account: what counts, and what doubt makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from creditai import tradeline
from creditai.examples import Example, case_of, months
from creditai.report import Account


def account(**fields: Any) -> Account:
    return case_of(Example.account("miss", **fields).case).reports[0].accounts[0]


@pytest.mark.parametrize(
    ("furnisher", "kind", "federal"),
    [
        ("DEPT OF ED/SAMPLE SERVICER", None, True),
        ("US DEPARTMENT OF EDUCATION", "Education loan", True),
        ("First Sample Bank", "Student loan", True),
        ("First Sample Bank", "Federal Perkins loan", True),
        ("First Sample Bank", "Private student loan", False),
        ("First Sample Bank", "Auto loan", False),
        ("Dept of Edibles Store", "Charge account", False),
        ("First Sample Bank", None, False),
    ],
)
def test_what_may_be_a_federal_student_loan(furnisher: str, kind: str | None, federal: bool) -> None:
    assert tradeline.may_be_federal_student_loan(account(furnisher=furnisher, account_type=kind)) is federal


@pytest.mark.parametrize(
    ("portfolio", "words", "kind"),
    [
        ("revolving", "Credit card", "revolving"),
        (None, "CREDIT CARD", "revolving"),
        (None, "Auto Loan", "installment"),
        (None, "Conventional real estate mortgage", "mortgage"),
        (None, "Home equity line of credit", "line_of_credit"),
        (None, "Flexible spending credit card", "open"),
        (None, "Auto lease", None),
        (None, "Unsecured", None),
        ("open", "COLLECTION AGENCY/ATTORNEY", "collection"),
        ("open", "Factoring company account (debt buyer)", "collection"),
        (None, "Collection/Charge-off", None),
        (None, None, None),
    ],
)
def test_the_kind_of_credit_as_printed_or_by_its_type(
    portfolio: str | None, words: str | None, kind: str | None
) -> None:
    assert tradeline.kind_of(account(portfolio=portfolio, account_type=words)) == kind


def test_the_department_must_be_named() -> None:
    assert tradeline.is_department_student_loan(account(furnisher="DEPT OF EDUCATION/SAMPLE"))
    assert not tradeline.is_department_student_loan(account(account_type="Student loan"))


def test_a_creditor_that_collects_itself_is_no_collector() -> None:
    assert not tradeline.is_collection(account(status="collection"))
    assert tradeline.is_collection(account(status="collection", original_creditor="First Sample Bank"))
    assert tradeline.is_collection(account(portfolio="collection", status="paid"))


def test_neighbours_are_adjacent_months_that_are_printed() -> None:
    held = account(payment_history=[*months("2024-05", "30", "OK"), *months("2024-02", "OK")])
    assert [(str(a.month), str(b.month)) for a, b in tradeline.neighbours(held)] == [("2024-04", "2024-05")]
    assert tradeline.cells(held, tradeline.history(held)) == (
        "payment_history/2", "payment_history/1", "payment_history/0",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "reported", "own"),
    [
        ("Current as of Nov 2025", "2026-01-03", True),
        ("Current as of January 2026", "2026-01-03", False),
        ("Current as of Nov 2025", None, True),
        ("Pays as agreed", "2026-01-03", False),
    ],
)
def test_a_status_may_have_a_month_of_its_own(words: str, reported: str | None, own: bool) -> None:
    assert tradeline.status_has_its_own_month(account(status_text=words, reported=reported)) is own


def test_how_many_agree_is_said() -> None:
    assert tradeline.agreeing(2) == "These two entries agree"
    assert tradeline.agreeing(3) == "Each of these 3 entries agrees with another of them"

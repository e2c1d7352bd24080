"""What a case answers: persons, prints, whose account an answer was about, what was disowned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from creditai import tradeline
from creditai.case import Confirmed, Outcome, read_whole
from creditai.examples import case_of
from creditai.report import Account, Coverage, Labelled, Place

CARD = {"furnisher": "First Sample Bank", "account_number": "441712XXXX", "opened": "2019-03-02"}
CASE = case_of({"reports": [{"bureau": "experian", "accounts": [CARD, {**CARD, "bureau": "equifax"}]}]})


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ({"furnisher": "FIRST SAMPLE BK NA"}, True),
        (
            {"furnisher": "First Sample Bank", "account_number": "441712345678****", "bureau": "experian"},
            True,
        ),
        ({"furnisher": "First Sample Bank", "bureau": "equifax"}, False),
        ({"furnisher": "First Sample Bank", "account_number": "441799XXXX"}, False),
        ({"furnisher": "First Sample Bank", "opened": "2019-03"}, True),
        ({"furnisher": "First Sample Bank", "opened": "2019"}, True),
        ({"furnisher": "First Sample Bank", "opened": "2020"}, False),
        ({"furnisher": "First Sample Bank", "opened": "2020-03-02"}, False),
        ({"furnisher": "Second Sample Bank"}, False),
        ({"account_number": "441712XXXX"}, False),
    ],
)
def test_whose_account_an_answer_was_about(subject: dict[str, Any], about: bool) -> None:
    outcome = Outcome("paid-with-balance", subject, "deleted", date(2026, 3, 5))
    assert outcome.is_about(CASE.account("/reports/0/accounts/0")) is about


@pytest.mark.parametrize(
    ("line", "disowned"),
    [
        ("/reports/0/accounts/0", True),
        ("first sample bank", True),
        ("First Sample Bank 441712xxxx", True),
        ("441712XXXX", True),
        ("Second Sample Bank", False),
        ("", False),
    ],
)
def test_what_was_disowned(line: str, disowned: bool) -> None:
    entry = CASE.account("/reports/0/accounts/0")
    assert Confirmed(accounts_disowned=(line,)).disowns(entry) is disowned


def test_a_print_is_one_bureau_of_one_report() -> None:
    assert [[e.pointer for e in entries] for entries in CASE.prints()] == [
        ["/reports/0/accounts/0"],
        ["/reports/0/accounts/1"],
    ]


def test_persons_are_told_by_bureau_or_by_the_report_as_a_whole() -> None:
    told = case_of(
        {
            "reports": [
                {"bureau": "experian", "consumer": {"names": ["Dana Sample"]}},
                {"consumer": {"as_reported": [{"bureau": "equifax", "names": ["DANA SAMPLE"]}]}},
                {"consumer": {"names": ["Robin Example"]}},
            ]
        }
    )
    persons = [[(e.pointer, e.item.bureau) for e in person] for person in told.persons()]
    assert persons == [
        [("/reports/0/consumer", "experian"), ("/reports/1/consumer/as_reported/0", "equifax")],
        [("/reports/2/consumer", "experian")],
    ]


def test_a_print_with_much_unread_was_not_read_whole() -> None:
    report = CASE.reports[0]
    unread = (Place(1, None, "one two three"),)
    assert read_whole(replace(report, coverage=Coverage(words=100, unread=unread)))
    assert not read_whole(replace(report, coverage=Coverage(words=20, unread=unread)))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"account_type": "Medical Debt"}, "account_type"),
        ({"original_creditor": "Exampleton Radiology"}, "original_creditor"),
        ({"other": (Labelled("Creditor Classification", "Medical/Health Care"),)}, "other/0/value"),
        ({"original_creditor": "Sample Veterinary Clinic"}, None),
        ({"original_creditor": "First Sample Bank"}, None),
        ({"original_creditor": "Sample Hospital", "portfolio": "revolving"}, None),
    ],
)
def test_what_makes_a_collection_medical_is_named(fields: dict[str, Any], where: str | None) -> None:
    account = Account("experian", **{"portfolio": "collection", **fields})
    assert tradeline.is_medical(account) == where

"""How statements quote: the paper's words, the page once, no number shown whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from creditai import quoting
from creditai.case import AccountEntry
from creditai.examples import Example, case_of, months
from creditai.values import PartialDate


def entry(**fields: Any) -> AccountEntry:
    return next(case_of(Example.account("miss", **fields).case).accounts())


def test_one_page_is_said_once() -> None:
    said = quoting.prints(
        entry(status="paid", balance="412.00", printed={"balance": "$412"}), "status", "balance"
    )
    assert said == (
        "Experian's report of January 15, 2026, page 1, prints for First Sample Bank, account 441712XXXX: "
        "status “paid”; balance “$412”."
    )


def test_two_pages_are_said_with_their_values() -> None:
    first = entry(status="paid", balance="412.00")
    moved = dict(first.report.evidence)
    moved["/accounts/0/balance"] = replace(moved["/accounts/0/balance"], page=2)
    second = replace(first, report=replace(first.report, evidence=moved))
    assert "status “paid” (page 1); balance “$412.00” (page 2)." in quoting.prints(
        second, "status", "balance"
    )


def test_a_merged_report_names_the_column() -> None:
    first = entry(status="paid")
    report = replace(
        first.report, source=replace(first.report.source, bureaus=("transunion", "experian", "equifax"))
    )
    said = quoting.prints(replace(first, report=report), "status")
    assert said.startswith(
        "The merged report of January 15, 2026, page 1, prints under Experian for First Sample Bank"
    )


def test_a_history_month_is_named() -> None:
    said = quoting.prints(entry(payment_history=months("2024-05", "30", "OK")), "payment_history/0")
    assert "“30” for May 2024" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [("CO", "“CO” (charge-off) for May 2024"), ("\uf00c", "the mark for charge-off for May 2024")],
)
def test_a_mark_is_explained_and_a_drawn_one_is_named(words: str, said: str) -> None:
    first = entry(payment_history=months("2024-05", "CO"))
    drawn = replace(first.report.evidence["/accounts/0/payment_history/0"], text=words)
    evidence = {**first.report.evidence, "/accounts/0/payment_history/0": drawn}
    assert said in quoting.prints(
        replace(first, report=replace(first.report, evidence=evidence)), "payment_history/0"
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("441712XXXX", "441712XXXX"),
        ("*4417", "*4417"),
        ("4417120000001234", "ending 1234"),
        ("4417", "4417"),
        (None, None),
    ],
)
def test_a_number_without_a_mask_is_shown_by_its_end(printed: str | None, shown: str | None) -> None:
    assert quoting.number(printed) == shown


@pytest.mark.parametrize(
    ("field", "name"),
    [("past_due", "amount past due"), ("remarks", "remark"), ("high_credit", "high credit")],
)
def test_a_field_has_a_plain_name(field: str, name: str) -> None:
    assert quoting.called(field) == name


def test_a_value_cannot_end_its_own_quotation() -> None:
    assert quoting.quote("Paid” and “so\n on") == "“Paid' and 'so on”"


def test_dates_are_said_as_exactly_as_they_are_known() -> None:
    assert [quoting.day(PartialDate(2026, *rest)) for rest in ((), (1,), (1, 5))] == [
        "2026",
        "January 2026",
        "January 5, 2026",
    ]


def test_nothing_is_quoted_without_its_words() -> None:
    bare = entry(status="paid")
    assert quoting.page(bare, "balance") is None
    assert bare.printed("balance") is None


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (">$64<", "$64"),
        ("$1,852 past due as of Sep 2026.", "$1,852"),
        ("$412.50", "$412.50"),
        ("-$50", "-$50"),
        ("$-50", "$-50"),
        ("($50)", "($50)"),
        ("N/A", "N/A"),
        ("–", "–"),
    ],
)
def test_a_column_shows_the_amount_alone_and_keeps_its_sign(printed: str, shown: str) -> None:
    assert quoting.amount(printed) == shown

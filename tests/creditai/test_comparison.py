"""Comparison: two pulls of one bureau say gone, new, back, changed, unchanged, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.case import Case, Comparison
from creditai.comparison import compare
from creditai.examples import case_of
from creditai.linking import link
from creditai.report import Coverage, Missing, Place, Report

CARD: dict[str, Any] = {
    "furnisher": "FIRST SAMPLE BANK", "account_number": "412345XXXX", "opened": "2019-03-15",
    "credit_limit": "5000.00", "balance": "120.00", "portfolio": "revolving",
}  # fmt: skip
LOAN: dict[str, Any] = {
    "furnisher": "EXAMPLE AUTO FINANCE",
    "account_number": "77001XXXX",
    "opened": "2021-08-01",
    "high_credit": "18000.00",
    "portfolio": "installment",
}
JAN, APR, JUL = "2026-01-15", "2026-04-15", "2026-07-15"


def pull(date: str | None, *accounts: dict[str, Any], bureau: str = "experian") -> dict[str, Any]:
    return {"bureau": bureau, "report_date": date, "accounts": list(accounts)}


def compared(*pulls: dict[str, Any], **changes: Any) -> tuple[Comparison, ...]:
    reports = case_of({"reports": list(pulls)}).reports
    if changes:
        reports = (*reports[:-1], replace(reports[-1], **changes))
    return compare(reports, link(reports))


def said(found: tuple[Comparison, ...]) -> list[tuple[str | None, str | None, str]]:
    return [(one.before, one.after, one.change) for one in found]


def at(report: int, account: int = 0) -> str:
    return f"/reports/{report}/accounts/{account}"


def test_unchanged() -> None:
    assert said(compared(pull(JAN, CARD), pull(APR, CARD))) == [(at(0), at(1), "unchanged")]


def test_changed_names_the_fields_with_both_values() -> None:
    (one,) = compared(pull(JAN, CARD), pull(APR, {**CARD, "balance": "80.00"}))
    assert one.change == "changed"
    assert [(f.name, str(f.before), str(f.after)) for f in one.fields] == [("balance", "120.00", "80.00")]


def test_gone_and_new() -> None:
    found = compared(pull(JAN, CARD), pull(APR, LOAN))
    assert said(found) == [(at(0), None, "gone"), (None, at(1), "new")]


def test_back_after_an_absence() -> None:
    found = compared(pull(JAN, CARD, LOAN), pull(APR, LOAN), pull(JUL, CARD, LOAN))
    assert (None, at(2), "back") in said(found)
    assert "new" not in [one.change for one in found]


def test_the_order_of_the_files_is_not_the_order_of_the_pulls() -> None:
    found = compared(pull(APR, {**CARD, "balance": "80.00"}), pull(JAN, CARD))
    assert said(found) == [(at(1), at(0), "changed")]


@pytest.mark.parametrize(("first", "second"), [(None, APR), ("2026-01", "2026-01-15"), (JAN, JAN)])
def test_pulls_that_paper_does_not_order_are_not_compared(first: str | None, second: str) -> None:
    assert compared(pull(first, CARD), pull(second, LOAN)) == ()


def test_absence_from_a_pull_with_unread_words_proves_nothing() -> None:
    unread = Coverage(
        words=100, read=90, unread=(Place(1, None, "FIRST SAMPLE BANK 412345XXXX 120 open 2019 x x x x"),)
    )
    assert said(compared(pull(JAN, CARD, LOAN), pull(APR, LOAN), coverage=unread)) == [
        (at(0, 1), at(1), "unchanged")
    ]


@pytest.mark.parametrize("words", ["First Sample Bank", "No. 412345XXXX"])
def test_absence_is_not_said_where_the_account_may_stand_unread(words: str) -> None:
    few = Coverage(words=5000, read=4997, unread=(Place(7, None, words),))
    assert said(compared(pull(JAN, CARD, LOAN), pull(APR, LOAN), coverage=few)) == [
        (at(0, 1), at(1), "unchanged")
    ]
    other = Coverage(words=5000, read=4998, unread=(Place(7, None, "Page rubbish"),))
    assert (at(0), None, "gone") in said(compared(pull(JAN, CARD, LOAN), pull(APR, LOAN), coverage=other))


def test_bureaus_are_not_pulls_of_each_other() -> None:
    assert compared(pull(JAN, CARD), pull(APR, CARD, bureau="equifax")) == ()


def test_people_are_not_pulls_of_each_other() -> None:
    dana = {**pull(JAN, CARD), "consumer": {"names": ["DANA SAMPLE"], "birth_date": "1981-04-02"}}
    robin = {**pull(APR, LOAN), "consumer": {"names": ["ROBIN EXAMPLE"], "birth_date": "1970-01-01"}}
    assert compared(dana, robin) == ()


def without_limit(report: Report, reason: str | None, layout: str) -> Report:
    lines = (Missing("/accounts/0/credit_limit", reason, 1, None, None),) if reason else ()  # type: ignore[arg-type]
    account = replace(report.accounts[0], credit_limit=None)
    return replace(
        report,
        accounts=(account,),
        coverage=Coverage(missing=lines),
        source=replace(report.source, layout=layout),
    )


@pytest.mark.parametrize(
    ("reason", "layout", "change"),
    [
        ("blank", "another", "changed"),
        ("dash", "another", "changed"),
        (None, "example", "changed"),
        (None, "another", "unchanged"),
        ("not_printed", "another", "unchanged"),
        ("unreadable", "example", "unchanged"),
        ("ambiguous", "example", "unchanged"),
    ],
)
def test_what_is_not_printed_has_not_changed(reason: str | None, layout: str, change: str) -> None:
    case: Case = case_of({"reports": [pull(JAN, CARD), pull(APR, CARD)]})
    reports = (case.reports[0], without_limit(case.reports[1], reason, layout))
    (one,) = compare(reports, link(reports))
    assert one.change == change
    assert [f.name for f in one.fields] == (["credit_limit"] if change == "changed" else [])


@given(
    st.lists(st.sampled_from(["CARD", "LOAN"]), unique=True),
    st.lists(st.sampled_from(["CARD", "LOAN"]), unique=True),
)
def test_every_line_of_two_pulls_is_said_once(before: list[str], after: list[str]) -> None:
    lines = {"CARD": CARD, "LOAN": LOAN}
    found = compared(pull(JAN, *(lines[n] for n in before)), pull(APR, *(lines[n] for n in after)))
    told = [p for one in found for p in (one.before, one.after) if p]
    assert sorted(told) == sorted(
        [at(0, i) for i in range(len(before))] + [at(1, i) for i in range(len(after))]
    )
    assert sum(one.change == "unchanged" for one in found) == len(set(before) & set(after))


def test_what_stood_on_a_page_that_is_not_there_is_not_gone() -> None:
    gone = compared(pull(JAN, CARD, LOAN), pull(APR, CARD))
    assert [each.change for each in gone if each.after is None] == ["gone"]
    last = case_of({"reports": [pull(APR, CARD)]}).reports[0]
    partly = compared(pull(JAN, CARD, LOAN), pull(APR, CARD), source=replace(last.source, absent=(2,)))
    assert [each for each in partly if each.after is None] == []

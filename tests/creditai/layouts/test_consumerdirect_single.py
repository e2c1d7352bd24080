"""ConsumerDirect's one-bureau print: a furnisher's name stands after its account."""

from __future__ import annotations

import pytest

from creditai.layouts import consumerdirect_single
from creditai.report import Report
from tests.creditai.forms.paper import Paper, finished

ACCOUNTS = [
    ("FIRST SAMPLE BANK", "412345****", "$1,200", "Individual account, Revolving account, Credit Card"),
    ("SAMPLE AUTO FINANCE", "A77****", "$0", "Joint account, Installment account, Automobile"),
]


def sheet(*, names_first: bool = False) -> Paper:
    paper = Paper()
    paper.text(30, 30, "CREDIT REPORT OVERVIEW AS OF 03/15/2026")
    paper.text(30, 60, "TransUnion")
    paper.text(30, 80, "Account History")
    y = 110.0
    for name, number, balance, description in ACCOUNTS:
        rows = [
            ("Account #:", number),
            ("Balance Owed:", balance),
            ("Date Opened:", "03/15/2019"),
            ("Account Verified:", "01/02/2026"),
            ("Account Description:", description),
            ("Payment Status:", "Current"),
        ]
        if names_first:
            paper.text(30, y - 6, name)
            y += 12
        for label, value in rows:
            paper.text(30, y, label)
            paper.text(200, y, value)
            y += 12
        if not names_first:
            paper.text(30, y + 6, name)
        y += 40
    paper.text(30, 700, "Powered By ConsumerDirect")
    paper.text(300, 700, "4 of 6")
    return paper


def read(paper: Paper) -> Report:
    assert consumerdirect_single.recognises(paper.document())
    return finished(consumerdirect_single.read(paper.document()))


@pytest.mark.parametrize("names_first", [False, True])
def test_each_name_goes_to_its_own_account(names_first: bool) -> None:
    report = read(sheet(names_first=names_first))
    told = [(a.bureau, a.furnisher, a.account_number, str(a.balance)) for a in report.accounts]
    assert told == [
        ("transunion", "FIRST SAMPLE BANK", "412345****", "1200.00"),
        ("transunion", "SAMPLE AUTO FINANCE", "A77****", "0.00"),
    ]
    first, second = report.accounts
    assert (first.responsibility, first.portfolio) == ("individual", "revolving")
    assert (second.responsibility, second.portfolio) == ("joint", "installment")


def test_no_heading_no_bureau() -> None:
    paper = sheet()
    paper.words = [w for w in paper.words if w.text != "TransUnion"]
    assert {a.bureau for a in read(paper).accounts} == {None}


def test_section_marks_beside_their_headings_and_a_labelled_bureau() -> None:
    """`3 of 6 CREDIT ACCOUNTS` is the heading, `Bureau: TransUnion` the bureau, the overview has the date."""
    paper = sheet()
    for n, word in enumerate(paper.words):
        if word.text == "TransUnion":
            del paper.words[n]
            break
    paper.text(30, 60, "Bureau: TransUnion")
    history = [w for w in paper.words if w.y0 == 80]
    paper.words = [w for w in paper.words if w not in history]
    paper.text(30, 80, "3 of 6 CREDIT ACCOUNTS")
    report = read(paper)
    assert str(report.report_date) == "2026-03-15"
    assert [(a.bureau, a.furnisher, a.account_type) for a in report.accounts] == [
        ("transunion", "FIRST SAMPLE BANK", "Credit Card"),
        ("transunion", "SAMPLE AUTO FINANCE", "Automobile"),
    ]
    assert report.source.bureaus == ("transunion",)

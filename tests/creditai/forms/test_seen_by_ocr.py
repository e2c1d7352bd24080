"""What OCR measures and misses, where type and rules are what tell lines apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.documents import Document
from creditai.forms.reading import read_print
from creditai.layouts import experian_old, transunion_mail
from creditai.layouts.unseen import PRINT
from creditai.report import Report
from tests.creditai.forms.paper import Paper, finished
from tests.creditai.forms.test_other_prints import set_in

LABELS = (
    (("Date opened", 40), ("Type", 150), ("Recent balance", 262), ("Responsibility", 374)),
    (("First reported", 40), ("Terms", 150), ("High balance", 262), ("Monthly payment", 374)),
)
VALUES = (
    ("Feb 2018", "Credit Card", "$631", "Individual"),
    ("Feb 2018", "36 Months", "$1,933", "$35"),
)


def block(paper: Paper, y: float, name: str, number: str, *, size: float = 9, bold: bool = True) -> None:
    set_in(paper, size, 40, y, name, bold=bold)
    set_in(paper, 8, 262, y + 14, "Partial account number", bold=True)
    set_in(paper, 8, 400, y + 14, number)
    for n, (labels, values) in enumerate(zip(LABELS, VALUES, strict=True)):
        for (label, x), value in zip(labels, values, strict=True):
            set_in(paper, 8, x, y + 30 + 26 * n, label, bold=True)
            set_in(paper, 8, x, y + 40 + 26 * n, value)


def scanned(paper: Paper) -> Document:
    document = paper.document()
    pages = (
        replace(page, words=tuple(word._replace(confidence=0.98) for word in page.words), kind="picture")
        for page in document.pages
    )
    return replace(document, pages=tuple(pages))


def read(paper: Paper) -> Report:
    return finished(read_print(scanned(paper), experian_old.PRINT))


def headed() -> Paper:
    paper = Paper()
    set_in(paper, 12, 40, 20, "Your accounts in good standing", bold=True)
    return paper


def test_headings_that_are_measured_unlike_each_other_head_all_the_same() -> None:
    """The first name was taken for larger and not bold; the others are no part of its account."""
    paper = headed()
    block(paper, 50, "MOCK BANK", "4147115244....", size=10.5, bold=False)
    block(paper, 170, "SPECIMEN STORES", "6045668587....")
    block(paper, 290, "SAMPLE MORTGAGE", "0410595....")
    report = read(paper)
    assert [(a.furnisher, a.account_number) for a in report.accounts] == [
        ("MOCK BANK", "4147115244...."),
        ("SPECIMEN STORES", "6045668587...."),
        ("SAMPLE MORTGAGE", "0410595...."),
    ]


def test_a_month_under_first_reported_begins_no_list_of_months() -> None:
    paper = headed()
    block(paper, 50, "MOCK BANK", "4147115244....")
    for n, word in enumerate(paper.words):
        if word.text == "payment":  # one label measured as another type, so that the row is no row of cards
            paper.words[n] = word._replace(size=9.5, bold=False)
    (one,) = read(paper).accounts
    assert (str(one.high_credit), str(one.monthly_payment)) == ("1933.00", "35.00")


@pytest.mark.parametrize("rule", ["-", "—"])
def test_a_rule_under_a_heading_is_no_row_of_it(rule: str) -> None:
    paper = headed()
    paper.text(560, 26, rule)
    block(paper, 50, "MOCK BANK", "4147115244....")
    assert [a.furnisher for a in read(paper).accounts] == ["MOCK BANK"]


def test_a_label_that_wraps_may_be_measured_smaller_where_it_ends() -> None:
    """`amount` has no tall letters."""
    paper = headed()
    set_in(paper, 9, 40, 50, "MOCK BANK", bold=True)
    for x, label in (
        (40, "Date opened"),
        (150, "Type"),
        (262, "Credit limit or original"),
        (420, "Responsibility"),
    ):
        set_in(paper, 8, x, 64, label, bold=True)
    set_in(paper, 7, 262, 73, "amount", bold=True)
    for x, value in ((40, "Feb 2018"), (150, "Credit Card"), (262, "$9,000"), (420, "Individual")):
        set_in(paper, 8, x, 83, value)
    (one,) = read(paper).accounts
    assert (str(one.opened), str(one.credit_limit), one.responsibility) == (
        "2018-02",
        "9000.00",
        "individual",
    )


def test_months_whose_spaces_are_lost_go_on_from_no_remark() -> None:
    paper = Paper()
    set_in(paper, 12, 40, 20, "Satisfactory Accounts", bold=True)
    set_in(paper, 9, 40, 50, "MOCK BANK #4147****", bold=True)
    paper.text(40, 64, "Date Opened:")
    paper.text(120, 64, "02/26/2018")
    paper.text(40, 76, "Remarks:")
    paper.text(90, 76, "Purchased by another lender")
    paper.text(90, 88, "10/2023 09/2023 08/202307/2023 06/2023")
    (one,) = finished(read_print(scanned(paper), transunion_mail.PRINT)).accounts
    assert one.remarks == ("Purchased by another lender",)


@pytest.mark.parametrize("sizes", [(7, 9), (8, 8), (9, 8)])
def test_labels_over_values_whatever_their_type_was_measured_at(sizes: tuple[float, float]) -> None:
    """`Current` over `Balance` is no label that wraps: the one is a value, the other the label of the next."""
    paper = Paper()
    set_in(paper, 14, 40, 40, "Accounts", bold=True)
    set_in(paper, 11, 40, 70, "SAMPLE BANK", bold=True)
    rows = (
        (
            ("Account number", "4266XXXXXXXX"),
            ("Account type", "Credit Card"),
            ("Responsibility", "Individual"),
        ),
        (("Status", "Current"), ("Date opened", "Jul 9, 2015"), ("Balance updated", "Nov 8, 2026")),
        (("Balance", "$2,695"), ("Credit limit", "$8,400"), ("Highest balance", "$3,672")),
        (("Monthly payment", "$38"), ("Past due amount", "$0")),
    )
    for n, row in enumerate(rows):
        for (label, value), x in zip(row, (40, 210, 380), strict=False):
            set_in(paper, sizes[0] if n else 7, x, 84 + 21 * n, label)
            set_in(paper, sizes[1] if n else 9, x, 93 + 21 * n, value)
    (account,) = finished(read_print(scanned(paper), PRINT)).accounts
    assert (account.furnisher, account.account_number) == ("SAMPLE BANK", "4266XXXXXXXX")
    assert (account.status_text, str(account.opened), str(account.reported)) == (
        "Current",
        "2015-07-09",
        "2026-11-08",
    )
    assert [str(v) for v in (account.balance, account.credit_limit, account.high_credit)] == [
        "2695.00",
        "8400.00",
        "3672.00",
    ]
    assert [str(v) for v in (account.monthly_payment, account.past_due)] == ["38.00", "0.00"]

"""Prints that say the value before its label."""

from __future__ import annotations

from creditai.report import Report
from tests.creditai.forms.paper import Paper
from tests.creditai.forms.test_web_prints import headed, only, read, smaller

_OVER = (
    (("$1,501", "Balance"), ("$9,000", "Credit limit"), ("Current", "Payment status")),
    (("****7938", "Account number"), ("Credit Card", "Type"), ("Individual", "Responsibility")),
    (("02/26/18", "Date opened"), ("-", "Date closed"), ("11/04/26", "Last updated")),
    (("10/19/26", "Last payment"), ("$2,803", "High balance"), ("$35", "Monthly payment")),
)
"""Three to a row, each value over its label."""


def told(report: Report) -> tuple[str | None, ...]:
    account = only(report)
    return (
        account.furnisher,
        account.account_number,
        account.status,
        *(None if value is None else str(value) for value in (account.balance, account.credit_limit)),
        *(None if day is None else str(day) for day in (account.opened, account.closed, account.reported)),
        *(None if value is None else str(value) for value in (account.last_payment, account.high_credit)),
    )


EXPECTED = (
    "MOCK BANK",
    "****7938",
    "current",
    "1501.00",
    "9000.00",
    "2018-02-26",
    None,
    "2026-11-04",
    "2026-10-19",
    "2803.00",
)


def rows(value: int, label: int) -> Paper:
    """Three pairs a row, each part so far below the row's beginning."""
    paper = headed()
    smaller(paper, 13, 40, 50, "MOCK BANK")
    for n, row in enumerate(_OVER):
        for x, (said, asked) in zip((40, 220, 400), row, strict=True):
            smaller(paper, 12, x, 70 + value + 34 * n, said)
            smaller(paper, 8, x, 70 + label + 34 * n, asked)
    return paper


def over() -> Paper:
    return rows(value=0, label=16)


def test_large_values_over_their_small_labels() -> None:
    report = read(over())
    assert told(report) == EXPECTED
    assert not report.coverage.unread


def test_values_left_of_labels_at_the_right_edge() -> None:
    paper = headed()
    smaller(paper, 11, 40, 50, "MOCK BANK")
    for n, (value, label) in enumerate(pair for row in _OVER for pair in row):
        paper.text(40, 70 + 14 * n, value)
        paper.text(380 - 5 * len(label), 70 + 14 * n, label)
    report = read(paper)
    assert told(report) == EXPECTED
    assert not report.coverage.unread


def test_labels_over_their_values_stay_where_they_are() -> None:
    """The same rows the other way round: a day under `Last payment` stands over `Date opened`, too."""
    assert told(read(rows(value=10, label=0))) == EXPECTED


def test_remarks_at_the_top_of_the_next_page_go_on_from_no_value() -> None:
    paper = over()
    one = Paper(8)
    one.text(40, 30, "Remarks: Account closed at consumer's request", page=2)
    paper.words += one.words
    account = only(read(paper))
    assert account.remarks == ("Account closed at consumer's request",)
    assert str(account.last_payment) == "2026-10-19"

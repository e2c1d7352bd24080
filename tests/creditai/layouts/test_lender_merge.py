"""A lender's merged file: two lines a trade, one entry for each bureau that its source names."""

from __future__ import annotations

import pytest

from creditai.layouts import lender_merge
from creditai.report import Report
from tests.creditai.forms.paper import Paper, finished

HEADS = [
    (20, "ECOA"),
    (50, "WHOSE"),
    (85, "CREDITOR"),
    (200, "REPORTED"),
    (250, "OPENED"),
    (295, "HIGH"),
    (340, "BALANCE"),
    (390, "PAST-DUE"),
    (440, "MO"),
    (460, "30"),
    (480, "60"),
    (500, "90+"),
    (525, "STATUS"),
]


def sheet(size: float = 8.0) -> Paper:
    paper = Paper(size)
    paper.text(20, 30, "MERGED INFILE CREDIT REPORT")
    paper.text(20, 50, "FILE # 12345 DATE COMPLETED 03/15/2026")
    paper.text(20, 80, "TRADELINES")
    for x, head in HEADS:
        paper.text(x, 100, head)
    trades = [
        (
            "I",
            "B",
            "FIRST SAMPLE BANK",
            "02/26",
            "03/19",
            "$5,100*",
            "$1,234",
            "$0",
            "48",
            "0",
            "1",
            "0",
            "AS AGREED",
        ),
        (
            "J",
            "B",
            "SAMPLE AUTO FINANCE",
            "01/26",
            "--/--",
            "$18,000",
            "$0",
            "--",
            "60",
            "0",
            "0",
            "0",
            "CLOSED",
        ),
    ]
    for n, trade in enumerate(trades):
        y = 115 + 60 * n
        for (x, _), text in zip(HEADS, trade, strict=True):
            paper.text(x, y, text)
        second = [
            ("412345****", "12/25", "REV", "MIN25", "XP/TU"),
            ("A77****", "--/--", "INST", "60M", "EF"),
        ][n]
        for x, text in zip((85, 200, 250, 295, 460), second, strict=True):
            paper.text(x, y + 1.3 * size, text)
        paper.text(85, y + 2.6 * size, "ORIGINAL CREDITOR: SAMPLE CLINIC" if n else "Late Dates: 60: 04/24")
    paper.text(
        20,
        300,
        "SOURCE OF INFORMATION",
    )
    paper.text(20, 330, "ECOA KEY: I=INDIVIDUAL J=JOINT")
    return paper


def read(paper: Paper) -> Report:
    return finished(lender_merge.read(paper.document()))


@pytest.mark.parametrize("size", [6.0, 8.0])
def test_one_entry_for_each_bureau_of_the_source(size: float) -> None:
    report = read(sheet(size))
    told = [
        (
            a.bureau,
            a.furnisher,
            a.account_number,
            str(a.reported),
            a.opened and str(a.opened),
            str(a.high_credit),
        )
        for a in report.accounts
    ]
    assert told == [
        ("experian", "FIRST SAMPLE BANK", "412345****", "2026-02", "2019-03", "5100.00"),
        ("transunion", "FIRST SAMPLE BANK", "412345****", "2026-02", "2019-03", "5100.00"),
        ("equifax", "SAMPLE AUTO FINANCE", "A77****", "2026-01", None, "18000.00"),
    ]
    first, _, third = report.accounts
    assert (first.portfolio, str(first.last_activity), first.terms) == ("revolving", "2025-12", "MIN25")
    assert (first.status_text, first.status, first.responsibility) == ("AS AGREED", "current", "individual")
    assert (str(first.balance), str(first.past_due)) == ("1234.00", "0.00")
    assert (third.past_due, third.original_creditor, third.condition) == (None, "SAMPLE CLINIC", "closed")
    assert report.evidence["/accounts/0/bureau"].text == "XP/TU"


def test_it_knows_itself_and_nothing_else() -> None:
    assert lender_merge.recognises(sheet().document())
    paper = Paper()
    paper.text(20, 40, "TRADELINES")
    paper.text(20, 60, "ECOA KEY")
    assert not lender_merge.recognises(paper.document())


def test_scores_and_inquiries_without_heads() -> None:
    """Each is told by its shape: a bureau and a score, a date and a source; the lender is no consumer."""
    paper = sheet()
    paper.text(20, 340, "SCORE MODELS")
    paper.row([20, 220, 300, 340], 355, ["EXPERIAN / FICO SCORE 2", "DANA Q SAMPLE", "628", "RANGE 320-844"])
    paper.row([20, 220, 300], 370, ["EQUIFAX / FICO SCORE 5", "DANA Q SAMPLE", "none"])
    paper.text(20, 400, "INQUIRIES (LAST 120 DAYS)")
    paper.row([20, 90, 250], 415, ["02/14/26", "SAMPLE MOTORS", "XP/TU"])
    paper.row([20, 90], 430, ["02/15/26", "NOBODY'S SOURCE"])
    paper.row([300, 380], 50, ["PREPARED FOR", "EXAMPLE MORTGAGE CO"])
    report = read(paper)
    assert [(s.bureau, s.value, s.model, s.range) for s in report.scores] == [
        ("experian", 628, "FICO SCORE 2", (320, 844))
    ]
    assert [(i.bureau, i.company, str(i.date)) for i in report.inquiries[:2]] == [
        ("experian", "SAMPLE MOTORS", "2026-02-14"),
        ("transunion", "SAMPLE MOTORS", "2026-02-14"),
    ]
    assert report.consumer.names == ()
    assert set(report.source.bureaus) == {"experian", "transunion", "equifax"}


def test_days_late_are_no_count() -> None:
    """`LATE 60` under STATUS: the 60 stands in no column of counts."""
    paper = sheet()
    found = [w for w in paper.words if w.text == "AGREED"]
    paper.words = [w for w in paper.words if w not in found]
    said = next(w for w in paper.words if w.text == "AS")
    paper.words.remove(said)
    paper.text(said.x0, said.y0, "LATE 60")
    account = read(paper).accounts[0]
    assert (account.status_text, account.status) == ("LATE 60", "past_due_60")

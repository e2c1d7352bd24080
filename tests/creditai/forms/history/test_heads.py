"""Heads of months that wrap, rows whose label wraps, badges one under the other, grids with nothing in them."""

from __future__ import annotations

import pytest

from creditai.documents import Mark
from creditai.forms.draft import Draft
from creditai.forms.history import marks_of, read_history
from creditai.report import Report
from tests.creditai.forms.paper import Paper, by_month, finished

NEWEST = [
    ("October", 2026),
    ("September", 2026),
    ("August", 2026),
    ("July", 2026),
    ("June", 2026),
    ("May", 2026),
]


def read(paper: Paper, codes: dict[str, str | None] | None = None) -> Report:
    document = paper.document()
    draft = Draft(document)
    read_history(paper.lines(), marks_of(document), draft.account("transunion"), codes or {})  # type: ignore[arg-type]
    return finished(draft)


def band(paper: Paper, y: float, *, middle: bool) -> None:
    """Long names wrap over their year; short ones stand at their side, on the first line or between both."""
    for n, (name, year) in enumerate(NEWEST):
        x = 130.0 + 60 * n
        if len(name) > 4:
            paper.text(x, y, name, at="center")
            paper.text(x, y + paper.size, str(year), at="center")
        else:
            paper.text(x, y + (paper.size / 2 if middle else 0), f"{name} {year}", at="center")


@pytest.mark.parametrize("middle", [True, False])
@pytest.mark.parametrize("size", [6.0, 8.0])
def test_heads_that_wrap(middle: bool, size: float) -> None:
    paper = Paper(size=size)
    band(paper, 50, middle=middle)
    for n, code in enumerate(["C/O", "120", "90", "60", "30", "OK"]):
        paper.text(130 + 60 * n, 52 + 2 * size, code, at="center")
    paper.text(30, 52 + 2 * size, "Rating")
    report = read(paper)
    history = by_month(report.accounts[0].payment_history)
    assert history == dict(
        zip([f"2026-{m:02}" for m in range(10, 4, -1)], ["CO", "120", "90", "60", "30", "OK"], strict=True)
    )
    heads = [place.text for place in report.evidence["/accounts/0/payment_history/0"].also]
    assert heads[:2] == ["October", "2026"]
    assert not report.coverage.unread


def test_a_year_that_contradicts_dates_nothing() -> None:
    paper = Paper()
    for n, (name, year) in enumerate([("October", 2026), ("September", 2029), ("July", 2026)]):
        paper.text(130 + 80 * n, 50, name)
        paper.text(130 + 80 * n, 59, str(year))
    paper.text(400, 54, "June 2026")
    paper.row([130, 210, 290, 400], 72, ["OK", "30", "60", "90"])
    assert by_month(read(paper).accounts[0].payment_history).keys() <= {"2026-06"}


def test_rows_whose_label_wraps_around_their_cells() -> None:
    paper = Paper(size=8)
    xs = [130.0, 190.0, 250.0]
    paper.row(xs, 50, ["10/26", "09/26", "08/26"])
    y = 64.0
    for first, second, amounts in (
        ("Scheduled", "Payment", ["$45", "$46", "$47"]),
        ("Amount", "Paid", ["$1", "$2", "$3"]),
    ):
        paper.text(30, y, first)
        paper.row(xs, y + 4, amounts)
        paper.text(30, y + 8, second)
        y += 18
    paper.text(30, y, "Past Due")
    paper.row(xs, y, ["$0", "$0", "$9"])
    monthly = read(paper).accounts[0].monthly
    told = [(str(m.month), str(m.scheduled), str(m.paid), str(m.past_due)) for m in monthly]
    assert told == [
        ("2026-10", "45.00", "1.00", "0.00"),
        ("2026-09", "46.00", "2.00", "0.00"),
        ("2026-08", "47.00", "3.00", "9.00"),
    ]


@pytest.mark.parametrize("badge", [False, True])
def test_badges_one_under_the_other(badge: bool) -> None:
    """A saved page without its style: every month on a line, its code on the next or only in its class."""
    paper = Paper()
    months = ["Nov", "Dec", "'25", "Feb", "Mar", "Apr", "May", "Jun"]
    codes = ["OK", "OK", "30", "60", "OK", "", "OK", "CO"]
    for n, (month, code) in enumerate(zip(months, codes, strict=True)):
        paper.text(40, 50 + 26 * n, month)
        if badge and code:
            name = {"OK": "st status-C", "30": "st status-1", "60": "st status-2", "CO": "st status-9"}[code]
            paper.mark(Mark("fill", (40, 63 + 26 * n, 50, 72 + 26 * n), None, name))
        elif code:
            paper.text(40, 63 + 26 * n, code)
    meanings = {"status-C": "OK", "status-1": "30", "status-2": "60", "status-9": None, "CO": None}
    report = read(paper, meanings)
    history = by_month(report.accounts[0].payment_history)
    assert history == {
        "2024-11": "OK",
        "2024-12": "OK",
        "2025-01": "30",
        "2025-02": "60",
        "2025-03": "OK",
        "2025-05": "OK",
        "2025-06": None,
    }


def test_a_grid_with_nothing_in_it_is_understood_and_empty() -> None:
    paper = Paper()
    paper.row(
        [100.0 + 30 * i for i in range(8)], 50, ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    )
    paper.row([100.0 + 30 * i for i in range(8)], 60, ["24", "24", "25", "25", "25", "25", "25", "25"])
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    assert not report.coverage.unread


def test_months_of_a_sentence_point_at_their_own_words() -> None:
    paper = Paper()
    paper.text(40, 50, "30 days past due as of Sep 2026, Oct 2025")
    report = read(paper)
    places = report.evidence["/accounts/0/payment_history/1"]
    assert by_month(report.accounts[0].payment_history) == {"2026-09": "30", "2025-10": "30"}
    assert (places.text, places.also[0].text) == ("Oct 2025", "30 days past due as of")


NAMES = ["Mar", "Feb", "Jan", "Dec", "Nov", "Oct", "Sep"]
XS = [40.0 + 60 * n for n in range(7)]


def test_a_month_counted_from_its_neighbour_shows_the_year_that_it_counts_from() -> None:
    paper = Paper()
    paper.text(XS[0], 88, "2026")
    paper.row(XS, 100, NAMES)
    paper.row(XS, 112, ["OK"] * 7)
    report = read(paper)
    months = report.accounts[0].payment_history
    assert [str(m.month) for m in months] == [
        "2026-03", "2026-02", "2026-01", "2025-12", "2025-11", "2025-10", "2025-09",
    ]  # fmt: skip
    for n in range(len(months)):
        assert "2026" in [place.text for place in report.evidence[f"/accounts/0/payment_history/{n}"].also]


def test_a_run_with_a_gap_takes_no_year_from_its_neighbour() -> None:
    paper = Paper()
    paper.text(XS[0], 88, "2026")
    paper.row(XS, 100, ["Mar", "Feb", "Jan", "Nov", "Oct", "Sep", "Aug"])
    paper.row(XS, 112, ["OK"] * 7)
    assert read(paper).accounts[0].payment_history == ()


def test_months_without_any_year_are_missing_and_say_why() -> None:
    paper = Paper()
    paper.row(XS, 100, NAMES)
    paper.row(XS, 112, ["OK"] * 7)
    report = read(paper)
    assert report.accounts[0].payment_history == ()
    (missing,) = [m for m in report.coverage.missing if m.pointer == "/accounts/0/payment_history"]
    assert (missing.reason, missing.text) == ("ambiguous", " ".join(NAMES))

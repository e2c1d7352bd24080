"""How vendors set their tables: whichever way labels, heads and values are aligned, each value is its bureau's."""

from __future__ import annotations

import itertools

import pytest

from creditai.forms.bureaus import read_columns
from creditai.forms.layout_print import Print
from creditai.report import Bureau, Report
from tests.creditai.forms.paper import WIDE, Paper, by_month, finished

NAMES: dict[Bureau, str] = {"transunion": "TransUnion", "experian": "Experian", "equifax": "Equifax"}
PITCH = 140.0
ROWS = [
    ("Account #:", ["412345678901****", "412345XXXXXXXXXX", "4123456789XX"]),
    ("Account Type:", ["Revolving", "Revolving", "Revolving"]),
    ("Date Opened:", ["01/02/2013", "02/02/2013", "03/02/2013"]),
    ("Balance:", ["$1,111.00", "$2.00", "$33,333.00"]),
    ("Payment Status:", ["Current", "Late 60 Days", "Collection/Chargeoff"]),
    ("Last Reported:", ["10/21/2026", "10/22/2026", "10/23/2026"]),
    ("Past Due:", ["$0.00", "$55.00", "-"]),
    ("High Credit:", ["$5,000.00", "$60.00", "$44,444.00"]),
]


def put(paper: Paper, left: float, width: float, y: float, text: str, at: str) -> None:
    x = {"left": left, "center": left + width / 2, "right": left + width}[at]
    paper.text(x, y, text, at=at)


def heading(paper: Paper, y: float, text: str) -> None:
    size, paper.size = paper.size, 14
    paper.text(40, y, text)
    paper.size = size


def drawn(
    order: tuple[Bureau, ...],
    label: str,
    value: str,
    head: str,
    size: float,
    rows: list[tuple[str, list[str]]],
) -> Paper:
    """Columns of one width from x = 145; the label's cell ends `4` points before the first."""
    paper = Paper(size=size)
    paper.text(40, 40, "ACME BANK, N.A.")
    for n, bureau in enumerate(order):
        put(paper, 145 + PITCH * n, PITCH - 12, 60, NAMES[bureau], head)
    for r, (name, values) in enumerate(rows):
        y = 60 + (r + 1) * 1.6 * size
        put(paper, 40, 101, y, name, label)
        for n, bureau in enumerate(order):
            put(paper, 145 + PITCH * n, PITCH - 12, y, values[list(NAMES).index(bureau)], value)
    return paper


def read(paper: Paper) -> Report:
    return finished(read_columns(paper.document(), Print(portfolio=True)))


def told(report: Report) -> dict[Bureau | None, tuple[str | None, ...]]:
    return {
        a.bureau: (
            a.account_number,
            None if a.opened is None else str(a.opened),
            None if a.balance is None else str(a.balance),
            a.status_text,
            None if a.reported is None else str(a.reported),
        )
        for a in report.accounts
    }


TRUE: dict[Bureau | None, tuple[str | None, ...]] = {
    "transunion": ("412345678901****", "2013-01-02", "1111.00", "Current", "2026-10-21"),
    "experian": ("412345XXXXXXXXXX", "2013-02-02", "2.00", "Late 60 Days", "2026-10-22"),
    "equifax": ("4123456789XX", "2013-03-02", "33333.00", "Collection/Chargeoff", "2026-10-23"),
}
SIDES = ("left", "center", "right")


@pytest.mark.parametrize(("label", "value", "head"), list(itertools.product(SIDES, SIDES, SIDES)))
@pytest.mark.parametrize("size", [7.0, 9.0])
def test_however_it_is_aligned(label: str, value: str, head: str, size: float) -> None:
    report = read(drawn(("transunion", "experian", "equifax"), label, value, head, size, ROWS))
    assert told(report) == TRUE
    assert report.accounts[1].status == "past_due_60"
    assert {a.furnisher for a in report.accounts} == {"ACME BANK, N.A."}


@pytest.mark.parametrize("count", [2, 3])
def test_whatever_the_order(count: int) -> None:
    for order in itertools.permutations(NAMES, count):
        for label, value, head in (("right", "left", "left"), ("right", "center", "center"), ("left",) * 3):
            report = read(drawn(order, label, value, head, 9, ROWS))
            assert told(report) == {b: TRUE[b] for b in order}, (order, label, value, head)


def test_nobody_slips_where_cells_are_empty() -> None:
    """Dashes and nothing at all: a silent bureau has no account, and nobody gets the neighbour's value."""
    rows = [(name, [values[0], "-", values[2]]) for name, values in ROWS]
    rows += [("Comments:", ["", "-", "Closed"]), ("Credit Limit:", ["", "-", "$9.00"])]
    for label, value in (("right", "left"), ("left", "left"), ("right", "center")):
        report = read(drawn(("transunion", "experian", "equifax"), label, value, value, 9, rows))
        assert told(report) == {b: TRUE[b] for b in ("transunion", "equifax")}
        assert [str(a.credit_limit) for a in report.accounts] == ["None", "9.00"]


def test_a_label_of_two_lines_beside_one_of_values() -> None:
    paper = drawn(("transunion", "experian", "equifax"), "right", "left", "left", 9, ROWS[:4])
    put(paper, 40, 101, 134, "No. of Months", "right")
    put(paper, 40, 101, 143.5, "(terms):", "right")
    for n, (months, y) in enumerate((("360", 134.0), ("-", 134.0), ("72", 138.7))):
        paper.text(145 + PITCH * n, y, months)
    put(paper, 40, 101, 170, "Credit Limit:", "right")
    paper.text(145, 170, "$7.00")
    report = read(paper)
    assert [a.terms for a in report.accounts] == ["360", None, "72"]
    assert str(report.accounts[0].credit_limit) == "7.00"


@pytest.mark.parametrize("codes", [True, False])
def test_a_grid_says_nothing_of_a_bureau_that_is_silent(codes: bool) -> None:
    """Heads without cells are no rows of an account, and a bureau's name beside its months is its row's."""
    rows = [(name, ["-", "-", values[2]]) for name, values in ROWS]
    paper = drawn(("transunion", "experian", "equifax"), "left", "left", "left", 9, rows)
    paper.text(40, 200, "24-Month Payment History")
    months = ["Nov", "Dec", "'25", "Feb", "Mar", "Apr", "May", "Jun"]
    for n, bureau in enumerate(NAMES.values()):
        paper.text(40, 215 + 24 * n, bureau)
        paper.row([110.0 + 26 * i for i in range(8)], 215 + 24 * n, months)
        if codes and bureau == "Equifax":
            paper.row([110.0 + 26 * i for i in range(8)], 226 + 24 * n, ["OK", "30", "60", *["OK"] * 5])
    report = read(paper)
    assert [a.bureau for a in report.accounts] == ["equifax"]
    assert report.accounts[0].other == ()
    history = by_month(report.accounts[0].payment_history)
    assert history == (
        {f"2025-0{m}": "60" if m == 1 else "OK" for m in range(1, 7)} | {"2024-11": "OK", "2024-12": "30"}
        if codes
        else {}
    )


def test_contacts_set_in_the_middle_of_their_rows() -> None:
    paper = drawn(("transunion", "experian", "equifax"), "left", "left", "left", 9, ROWS)
    heading(paper, 250, "Creditor Contacts")
    for x, text in ((40, "Creditor Name"), (250, "Address"), (450, "Phone Number")):
        paper.text(x, 270, text)
    for n, name in enumerate(("OTHER BANK", "ACME BANK, N.A.", "THIRD BANK")):
        y = 290 + 26 * n
        paper.text(250, y, f"{n + 1} FIRST STREET")
        paper.text(40, y + 5, name)
        paper.text(450, y + 5, f"(800) 555-010{n}")
        paper.text(250, y + 10, f"TOWN ZZ 0000{n}")
    report = read(paper)
    assert {a.furnisher_address for a in report.accounts} == {"2 FIRST STREET TOWN ZZ 00001"}
    assert {a.furnisher_phone for a in report.accounts} == {"(800) 555-0101"}


def test_the_bureau_over_a_count_is_a_place_of_its_own() -> None:
    paper = drawn(("transunion", "experian", "equifax"), "left", "left", "left", 9, ROWS)
    heading(paper, 250, "Summary")
    for n, bureau in enumerate(NAMES.values()):
        paper.text(145 + PITCH * n, 270, bureau)
        paper.text(145 + PITCH * n, 290, str(n))
    paper.text(40, 290, "Total Accounts:")
    report = read(paper)
    label = report.evidence["/other/1/label"]
    assert (report.other[1].label, report.other[1].value) == ("Total Accounts: Experian", "1")
    assert (label.text, [place.text for place in label.also]) == ("Total Accounts:", ["Experian"])
    assert label.box is not None
    assert label.box[3] - label.box[1] == pytest.approx(9)


def test_inquiries_whose_cells_ran_into_one() -> None:
    paper = drawn(("transunion", "experian", "equifax"), "left", "left", "left", 9, ROWS)
    heading(paper, 250, "Inquiries")
    heads = (
        (40.0, "Creditor Name"),
        (150.0, "Type of Business"),
        (226.0, "Date of Inquiry"),
        (300.0, "Credit Bureau"),
    )
    for x, text in heads:
        paper.text(x, 270, text)
    for n, (name, kind, day, bureau) in enumerate(
        [("FIRST BANK", "Bank Credit Card", "01/02/2026", "Equifax"),
         ("SAMPLE MOTORS/CREDIT X", "Auto Dealers New", "02/02/2026", "Experian")]
    ):  # fmt: skip
        for (x, _), text in zip(heads, (name, kind, day, bureau), strict=True):
            at = x if x != 150 else max(x, 40 + len(name) * WIDE * 9 + 6)
            paper.text(at, 290 + 14 * n, text)
    report = read(paper)
    assert [(i.bureau, i.company, str(i.date)) for i in report.inquiries] == [
        ("equifax", "FIRST BANK", "2026-01-02"),
        ("experian", "SAMPLE MOTORS/CREDIT X", "2026-02-02"),
    ]

"""Rows of labels and values whose text wraps in its cell, centred or from the top."""

from __future__ import annotations

import pytest

from creditai.forms.pairs import pairs_in
from creditai.forms.pairs.settled import settled
from creditai.vocabulary.labels import account_heads, account_labels
from tests.creditai.forms.paper import Paper

LEAD, PITCH = 11.0, 20.0
"""From line to line inside a cell, and from row to row of one-line cells."""

ROWS = (
    (["Account Name"], ["WESTSIDE MOCK FINANCIAL", "SERVICES OF NORTH", "EXAMPLETON"]),
    (["Account Number"], ["881234XXXX"]),
    (["Date of First", "Delinquency"], ["08/30/2026"]),
    (["Status"], ["Account charged off. $1,198 written", "off. $1,243 past due as of Oct 2026."]),
    (["Balance"], ["$1,243"]),
    (["Past Due"], ["$1,243"]),
)
WANTED = {
    "furnisher": "WESTSIDE MOCK FINANCIAL SERVICES OF NORTH EXAMPLETON",
    "account_number": "881234XXXX",
    "first_delinquency": "08/30/2026",
    "status": "Account charged off. $1,198 written off. $1,243 past due as of Oct 2026.",
    "balance": "$1,243",
    "past_due": "$1,243",
}


def drawn(*, middle: bool, at: str = "left", x: float = 150.0) -> Paper:
    """The rows under each other, the shorter cell beside the taller one's middle or top."""
    paper, y = Paper(), 40.0
    for label, value in ROWS:
        tall = max(len(label), len(value))
        for lines, left, edge in ((label, 40.0, "left"), (value, x, at)):
            top = y + ((tall - len(lines)) * LEAD / 2 if middle else 0)
            for n, text in enumerate(lines):
                paper.text(left, top + n * LEAD, text, at=edge)
        y += (tall - 1) * LEAD + PITCH
    return paper


def read(paper: Paper) -> dict[str, str]:
    return {p.label.name: p.text for p in pairs_in(paper.lines(), account_labels()).pairs}


@pytest.mark.parametrize("middle", [True, False], ids=["centred", "from the top"])
@pytest.mark.parametrize(("at", "x"), [("left", 150.0), ("right", 460.0)])
def test_wrapped_cells_beside_each_other(middle: bool, at: str, x: float) -> None:
    assert read(drawn(middle=middle, at=at, x=x)) == WANTED


def test_two_pairs_a_row() -> None:
    paper = drawn(middle=True)
    paper.row((400, 480), 40 + LEAD, ["Terms", "72 Months"])
    assert read(paper) == {**WANTED, "terms": "72 Months"}


def test_a_grids_row_is_no_wrapped_cell() -> None:
    paper = Paper()
    for n, (first, second) in enumerate((("Scheduled", "Payment"), ("Past", "Due"))):
        y = 40 + 30 * n
        paper.text(40, y, first)
        paper.text(40, y + LEAD, second)
        paper.row((150, 200, 250), y + LEAD / 2, ["$45", "$46", "$47"])
    values = [cell.text for line in settled(paper.lines(), account_labels()) for cell in line.cells]
    assert [v for v in values if "$" in v] == ["$45", "$46", "$47"] * 2


def test_a_page_of_evenly_spaced_lines_stays_as_it_is() -> None:
    paper = Paper()
    for n in range(5):
        paper.row((40, 150), 40 + 11 * n, ["Balance", f"${n}00"])
    lines = paper.lines()
    assert settled(lines, account_labels()) == lines


def test_rows_of_a_table_with_centred_cells() -> None:
    paper = Paper()
    xs = (40.0, 200.0, 260.0, 320.0)
    paper.row(xs[:1] + xs[2:], 40 + LEAD / 2, ["Lender", "Opened", "Balance"])
    paper.text(xs[1], 40, "Account")
    paper.text(xs[1], 40 + LEAD, "Number")
    for n, name in enumerate((["FIRST SAMPLE", "BANK"], ["MOCK LENDING", "INC"], ["THIRD", "SAMPLE"])):
        y = 70 + 30.0 * n
        for m, line in enumerate(name):
            paper.text(xs[0], y + m * LEAD, line)
        paper.row(xs[1:], y + LEAD / 2, [f"****000{n}", "03/15/2019", f"${n},234"])
    rows = [[c.text for c in line.cells] for line in settled(paper.lines(), account_heads())]
    assert rows == [
        ["Lender", "Account Number", "Opened", "Balance"],
        ["FIRST SAMPLE BANK", "****0000", "03/15/2019", "$0,234"],
        ["MOCK LENDING INC", "****0001", "03/15/2019", "$1,234"],
        ["THIRD SAMPLE", "****0002", "03/15/2019", "$2,234"],
    ]

"""A summary's table of types: each value under its own head, however the heads wrap or run together."""

from __future__ import annotations

from collections.abc import Iterable

from creditai.documents import Word
from creditai.forms.tables.total_rows import Summed, summed_in
from tests.creditai.forms.paper import Paper

XS = (40, 120, 170, 230, 300, 380, 460)
HEADS = ("Account Type", "Open", "With", "Total Balance", "Available", "Credit Limit", "Payment")
REVOLVING = ("Revolving", "2", "1", "$4,310", "$690", "$5,000", "$120")
NONE = ("Mortgage", *("N/A" for _ in XS[1:]))
ALL = ("Total", "2", "1", "$4,310", "$690", "$5,000", "$120")


def paper(*rows: tuple[str, ...]) -> Paper:
    sheet = Paper()
    sheet.text(40, 60, "Oldest Account")
    sheet.text(230, 60, "SAMPLE BANK")
    sheet.row(XS, 80, HEADS)
    sheet.text(170, 90, "Balance")
    for n, row in enumerate(rows):
        sheet.row(XS[: len(row)], 110 + 15 * n, row)
    return sheet


def told(cells: Iterable[Summed]) -> list[tuple[str, str, str, str | None]]:
    return [(said(c.row), said(c.head), said(c.value), c.portfolio) for c in cells]


def said(words: Iterable[Word]) -> str:
    return " ".join(w.text for w in words)


def test_each_value_has_its_row_and_its_head_with_the_line_it_wraps_onto() -> None:
    cells = told(summed_in(paper(REVOLVING, NONE, ALL).lines()))
    assert cells[:6] == [
        ("Revolving", "Open", "2", "revolving"),
        ("Revolving", "With Balance", "1", "revolving"),
        ("Revolving", "Total Balance", "$4,310", "revolving"),
        ("Revolving", "Available", "$690", "revolving"),
        ("Revolving", "Credit Limit", "$5,000", "revolving"),
        ("Revolving", "Payment", "$120", "revolving"),
    ]
    assert cells[6] == ("Mortgage", "Open", "N/A", "mortgage")
    assert cells[-1] == ("Total", "Payment", "$120", None)


def test_the_table_ends_with_its_rows() -> None:
    sheet = paper(REVOLVING, ALL)
    sheet.row((40, 230, 300), 150, ("Inquiries", "3", "1"))
    sheet.row(XS, 165, REVOLVING)
    assert len(list(summed_in(sheet.lines()))) == 12


def test_a_summary_without_such_a_table_has_no_such_cells() -> None:
    sheet = Paper()
    sheet.row((40, 230), 60, ("Account Type", "Revolving"))
    sheet.row((40, 230), 75, ("Total Balance", "$4,310"))
    assert list(summed_in(sheet.lines())) == []

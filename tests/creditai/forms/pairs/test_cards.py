"""Cards of labels over values, and lists of labels beside values that are none."""

from __future__ import annotations

from creditai.forms.pairs.cards import cards_in
from creditai.forms.pairs.items import Row
from creditai.forms.pairs.rows import rows_of
from creditai.vocabulary.labels import account_heads, account_labels_with
from tests.creditai.forms.paper import Paper


def rows(paper: Paper, *, bold: tuple[str, ...] = (), small: tuple[str, ...] = ()) -> list[Row]:
    """The paper's rows, words of these lines set bold or small."""
    paper.words = [
        w._replace(bold=w.text in bold, size=7.0 if w.text in small else w.size) for w in paper.words
    ]
    return rows_of(paper.lines(), account_labels_with(()), account_heads())


def test_labels_in_a_row_have_their_values_under_them() -> None:
    paper = Paper()
    for y, texts in (
        (20, ("Balance", "Status")),
        (30, ("$120", "Current")),
        (50, ("Opened", "Responsibility")),
    ):
        paper.row((40, 200), y, texts)
    paper.row((40, 200), 60, ("03/15/2019", "Individual"))
    found = cards_in(rows(paper, small=("Balance", "Status", "Opened", "Responsibility")))
    assert [(p.label.name, p.text) for p in found.pairs] == [
        ("balance", "$120"),
        ("status", "Current"),
        ("opened", "03/15/2019"),
        ("responsibility", "Individual"),
    ]
    assert found.rest == []


def test_labels_beside_values_over_bold_headings_are_no_cards() -> None:
    """Its last row before each heading is unlike the heading; no value stands there."""
    paper = Paper()
    for y, texts in (
        (20, ("Company sold", "-")),
        (30, ("Account type", "Education")),
        (40, ("Status", "Closed")),
    ):
        paper.row((40, 200), y, texts)
    paper.row((40, 200), 50, ("Responsibility", "Individual"))
    paper.text(40, 60, "Payment history")
    paper.text(40, 80, "Phone number")
    paper.text(40, 90, "Comments")
    paper.text(40, 100, "Transferred elsewhere")
    all_rows = rows(paper, bold=("Payment", "history", "Comments"))
    found = cards_in(all_rows)
    assert found.pairs == []
    assert found.rest == all_rows

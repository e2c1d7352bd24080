"""Where one account ends and the next begins."""

from __future__ import annotations

from creditai.forms.blocks import blocks_of
from creditai.forms.pairs.rows import rows_of
from creditai.forms.sections import style_of
from creditai.vocabulary.labels import account_labels_with
from tests.creditai.forms.paper import Paper


def test_the_heads_of_a_grid_name_no_account() -> None:
    """Even where OCR measured them as large as the names of accounts."""
    paper = Paper()
    for y, name in ((20, "SB"), (120, "SAMPLE BANK")):
        paper.text(40, y, name)
        paper.row((40, 200), y + 20, ("Account Number:", "*3454"))
        paper.row((40, 200), y + 40, ("Balance:", "$3,285"))
        paper.row(
            (41, *range(90, 330, 20)),
            y + 55,
            ("Year", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
        )
        paper.text(41, y + 70, "2026")
        paper.row((40, 200), y + 85, ("Balance:", "$3,000"))
    paper.words = [
        w._replace(size=11.0 if w.text in ("SB", "SAMPLE", "BANK", "Year") else 9.0, confidence=0.99)
        for w in paper.words
    ]
    lines = paper.lines()
    blocks = blocks_of(rows_of(lines, account_labels_with(())), style_of(lines))
    assert [block.heading[0].text for block in blocks] == ["SB", "SAMPLE BANK"]

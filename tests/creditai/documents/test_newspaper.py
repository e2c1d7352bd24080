"""A page set as a newspaper is read column by column; a table of two columns is not."""

from __future__ import annotations

import pytest

from creditai.documents.columns import in_reading_order
from creditai.documents.lines import lines_of
from tests.creditai.forms.paper import Paper

LEFT = [
    "Prepared For",
    "DANA SAMPLE",
    "Names",
    "DANA SAMPLE",
    "D SAMPLE",
    "Addresses",
    "100 SAMPLE STREET",
    "ZZ 00017",
]
RIGHT = [
    "Soft Inquiries",
    "SAMPLE MOTORS",
    "PO BOX 2",
    "Promotional.",
    "MOCK BANK",
    "PO BOX 3",
    "Own request.",
]


def read(right_pitch: float, *, size: float = 9.0, at: float = 0.0) -> list[str]:
    paper = Paper()
    for n, text in enumerate(LEFT):
        paper.text(40, 50 + 13 * n, text)
    taller = Paper(size=size)
    for n, text in enumerate(RIGHT):
        taller.text(316, 50 + at + right_pitch * n, text)
    paper.words += taller.words
    (page,) = paper.document().pages
    return [line.text for line in in_reading_order(page, lines_of(page))]


def test_columns_set_apart_are_read_one_after_the_other() -> None:
    assert read(14.4) == [*LEFT, *RIGHT]


@pytest.mark.parametrize(("size", "at"), [(9.0, 0.0), (11.0, -1.0), (11.0, 0.0), (11.0, -2.0)])
def test_rows_of_a_table_stay_whole(size: float, at: float) -> None:
    """Of cells in two sizes too, level in the middle, at the head, at the foot."""
    both = [f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=False)]
    assert read(13.0, size=size, at=at) == [*both, LEFT[-1]]

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


def test_cards_of_two_columns_are_taken_apart_one_by_one() -> None:
    """Their rows have a pitch of their own on each side, but each card begins level under its heading."""
    paper, expected = Paper(), []
    for top in (50, 220, 390):
        heading = Paper(size=10)
        heading.text(40, top - 30, f"CARD {top}")
        heading.text(40, top - 15, "Account Info")
        paper.words += [word._replace(bold=True) for word in heading.words]
        left, right = [f"left {top + n}" for n in range(6)], [f"right {top + n}" for n in range(5)]
        for n, text in enumerate(left):
            paper.text(40, top + 13 * n, text)
        for n, text in enumerate(right):
            paper.text(316, top + 14.4 * n, text)
        expected += [f"CARD {top}", "Account Info", *left[:5], *right, *left[5:]]
    (page,) = paper.document().pages
    assert [line.text for line in in_reading_order(page, lines_of(page))] == expected

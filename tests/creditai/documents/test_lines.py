"""Words to lines and cells, by place alone."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import Page, Word, pdf
from creditai.documents.lines import lines_by_page, lines_of
from tests.creditai.documents.drawn import drawn, page_of


def _cells(draw: Callable[[Canvas], None]) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in lines_of(page_of(draw))]


def test_a_wide_gap_ends_a_cell_and_a_space_does_not() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Date Opened")
        c.drawString(200, 700, "03/15/2019")
        c.drawString(72, 688, "Terms")
        c.drawString(200, 688, "36 Months")

    assert _cells(draw) == [["Date Opened", "03/15/2019"], ["Terms", "36 Months"]]


def test_sizes_mix_on_one_baseline() -> None:
    def draw(c: Canvas) -> None:
        for y in (700, 686):
            c.setFont("Helvetica", 7)
            c.drawString(72, y, "Balance")
            c.setFont("Helvetica-Bold", 13)
            c.drawString(200, y, "$1,234")

    assert _cells(draw) == [["Balance", "$1,234"]] * 2


def test_raised_signs_belong_to_their_line() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Score Factors")
        c.setFont("Helvetica", 6)
        c.drawString(72 + 64, 704, "1")
        c.setFont("Helvetica", 10)
        c.drawString(300, 700, "700")

    assert _cells(draw) == [["Score Factors 1", "700"]]


def test_tight_lines_stay_apart_beside_a_large_figure() -> None:
    """Lines nearer than their own height, with a score three times as high beside them."""

    def draw(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        c.drawString(72, 700, "60 Day Delinquencies:")
        c.drawString(72, 693.7, "90 Day Delinquencies:")
        c.setFont("Helvetica", 28)
        c.drawString(300, 690, "586")

    assert sorted(cell for line in _cells(draw) for cell in line) == [
        "586",
        "60 Day Delinquencies:",
        "90 Day Delinquencies:",
    ]


@pytest.mark.parametrize("degrees", [-1.2, -0.5, 0.5, 1.2])
def test_recognised_lines_may_rise_or_fall(degrees: float) -> None:
    slope = math.tan(math.radians(degrees))
    words = tuple(
        Word(f"r{row}c{i}", x, 100 + 12 * row + slope * x, x + 40, 109 + 12 * row + slope * x, confidence=0.9)
        for row in range(20)
        for i, x in enumerate(range(40, 560, 44))
    )
    lines = lines_of(Page(1, 612, 792, words))
    assert [[w.text for w in line.words] for line in lines] == [
        [f"r{row}c{i}" for i in range(12)] for row in range(20)
    ]


def test_no_word_is_lost_or_doubled() -> None:
    words = tuple(
        Word(
            str(i),
            10 + 7 * (i * 37 % 80),
            10 + 5 * (i * 53 % 140),
            16 + 7 * (i * 37 % 80),
            19 + 5 * (i * 53 % 140),
            angle=(0, 0, 90, 270)[i % 4],
        )
        for i in range(300)
    )
    lines = lines_of(Page(1, 612, 792, words))
    assert sorted(id(w) for line in lines for w in line.words) == sorted(map(id, words))


def test_lines_are_of_the_very_words_of_the_document_that_is_asked_about() -> None:
    """Two documents may be equal; evidence goes by the words' identity."""
    data = drawn(lambda canvas: canvas.drawString(72, 700, "Balance"))
    for document in (pdf.read(data), pdf.read(data)):
        ((line,),) = lines_by_page(document)
        assert line.words[0] is document.pages[0].words[0]
        assert lines_by_page(document)[0][0] is line

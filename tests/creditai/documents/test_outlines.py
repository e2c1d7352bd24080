"""Drawings that carry meaning: ticks, coloured cells, ruling lines, pictures."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import Mark
from creditai.documents.outlines import Outline, is_tick
from tests.creditai.documents.drawn import page_of, scan


def _marks(draw: Callable[[Canvas], None], kind: str) -> list[Mark]:
    def page(c: Canvas) -> None:
        c.drawString(72, 760, "Payment History")
        draw(c)

    return [m for m in page_of(page).marks if m.kind == kind]


# Outlines from 0 to 1, y downwards, of ticks as icon sets draw them.
STROKE = ((0.1, 0.55), (0.4, 0.85), (0.95, 0.1))
FILLED = ((0.37, 0.68), (0.16, 0.46), (0.05, 0.58), (0.37, 0.9), (1.0, 0.2), (0.89, 0.1))
CROSS = (
    (0, 0.1),
    (0.4, 0.5),
    (0, 0.9),
    (0.1, 1),
    (0.5, 0.6),
    (0.9, 1),
    (1, 0.9),
    (0.6, 0.5),
    (1, 0.1),
    (0.9, 0),
    (0.5, 0.4),
    (0.1, 0),
)
CARET = ((0, 0.2), (0.5, 0.8), (1, 0.2))
LETTER_V = ((0, 0), (0.45, 1), (0.55, 1), (1, 0), (0.85, 0), (0.5, 0.8), (0.15, 0))
SQUARE = ((0, 0), (1, 0), (1, 1), (0, 1))
DISC = tuple((0.5 + 0.5 * math.cos(a), 0.5 + 0.5 * math.sin(a)) for a in (0, 1, 2, 3, 4, 5, 6))


@pytest.mark.parametrize("side", [4.0, 9.0, 24.0])
@pytest.mark.parametrize(
    ("shape", "tick"),
    [
        (STROKE, True),
        (FILLED, True),
        (CROSS, False),
        (CARET, False),
        (LETTER_V, False),
        (SQUARE, False),
        (DISC, False),
    ],
)
def test_ticks_and_what_is_none(shape: tuple[tuple[float, float], ...], tick: bool, side: float) -> None:
    placed = tuple((100 + side * x, 200 + side * y) for x, y in shape)
    assert is_tick(Outline(placed)) is tick


def test_large_and_tiny_ticks_are_drawings() -> None:
    for side in (1.0, 80.0):
        assert not is_tick(Outline(tuple((side * x, side * y) for x, y in FILLED)))


def _drawn(c: Canvas, shape: tuple[tuple[float, float], ...], *, x: float, y: float, fill: int) -> None:
    path = c.beginPath()
    for i, (px, py) in enumerate(shape):
        (path.moveTo if i == 0 else path.lineTo)(x + 9 * px, y - 9 * py)
    if fill:
        path.close()
    c.drawPath(path, stroke=1 - fill, fill=fill)


@pytest.mark.parametrize(("shape", "fill"), [(STROKE, 0), (FILLED, 1)])
def test_ticks_are_marks_where_they_stand(shape: tuple[tuple[float, float], ...], fill: int) -> None:
    ticks = _marks(lambda c: _drawn(c, shape, x=100, y=500, fill=fill), "check")
    assert len(ticks) == 1
    assert ticks[0].box[:2] == pytest.approx((100, 292), abs=1.5)


def test_coloured_cells_and_their_colour() -> None:
    def draw(c: Canvas) -> None:
        for i, color in enumerate(((0, 0.5, 0), (1, 0.8, 0), (0.8, 0, 0), (1, 1, 1))):
            c.setFillColorRGB(*color)
            c.rect(100 + 20 * i, 500, 16, 12, stroke=0, fill=1)
        c.setFillColorRGB(0, 0, 1)
        c.circle(300, 506, 5, stroke=0, fill=1)
        c.roundRect(350, 500, 30, 12, 4, stroke=0, fill=1)

    fills = _marks(draw, "fill")
    assert [m.color for m in fills] == ["#008000", "#ffcc00", "#cc0000", "#0000ff", "#0000ff"]
    assert fills[0].box == pytest.approx((100, 280, 116, 292), abs=0.1)


def test_ruling_lines_stroked_or_filled() -> None:
    def draw(c: Canvas) -> None:
        c.line(100, 500, 300, 500)
        c.rect(100, 400, 200, 0.8, stroke=0, fill=1)
        c.line(100, 300, 200, 350)

    rules = sorted(m.box for m in _marks(draw, "rule"))
    assert rules == [pytest.approx((100, 292, 300, 292)), pytest.approx((100, 391.2, 300, 392))]


def test_a_drawn_frame_is_four_rules() -> None:
    assert len(_marks(lambda c: c.rect(100, 400, 200, 50), "rule")) == 4


def test_pictures_have_a_box() -> None:
    pictures = _marks(lambda c: c.drawImage(scan("logo", size=(60, 30)), 100, 700, 60, 30), "image")
    assert [m.box for m in pictures] == [pytest.approx((100, 62, 160, 92), abs=0.5)]


def test_marks_inside_forms_are_placed() -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("cell")
        c.setFillColorRGB(0, 0.5, 0)
        c.rect(0, 0, 16, 12, stroke=0, fill=1)
        c.endForm()
        for x in (100, 200):
            c.saveState()
            c.translate(x, 500)
            c.scale(2, 1)
            c.doForm("cell")
            c.restoreState()

    assert [m.box for m in _marks(draw, "fill")] == [
        pytest.approx((100, 280, 132, 292), abs=0.1),
        pytest.approx((200, 280, 232, 292), abs=0.1),
    ]

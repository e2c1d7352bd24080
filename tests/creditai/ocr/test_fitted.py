"""Boxes of lone marks go around the marks' own ink, whatever the detector guessed."""

from __future__ import annotations

import cv2
import numpy as np

from creditai.ocr import Picture, Points, Seen, corners_of
from creditai.ocr.fitted import fitted
from creditai.ocr.stacks import seen_once

TICKS = [(300, 100), (300, 130), (300, 160)]
"""The middles of three ticks under each other, 22 pixels high, in rows of 30."""


def paper() -> Picture:
    picture = np.full((260, 640), 255, np.uint8)
    for x, y in TICKS:
        for a, b in (((x - 9, y), (x - 3, y + 9)), ((x - 3, y + 9), (x + 10, y - 10))):
            cv2.line(picture, a, b, 40, 3)
    return picture


def lines() -> list[Points]:
    """Long lines of print, so that it is known how high a line is."""
    return [corners_of(20, y, 250, y + 30) for y in (85, 115, 145)]


def spans(boxes: list[Points]) -> list[tuple[float, float]]:
    return [(float(box[:, 1].min()), float(box[:, 1].max())) for box in boxes]


def test_boxes_that_reach_into_the_rows_above_and_below_are_put_around_their_own_mark() -> None:
    wide = [corners_of(284, y - 26, 316, y + 22) for _, y in TICKS]
    found = fitted(paper(), [*lines(), *wide])
    assert all(np.array_equal(a, b) for a, b in zip(found[:3], lines(), strict=True))
    for (_, y), (top, bottom) in zip(TICKS, spans(found[3:]), strict=True):
        assert y - 20 < top < y - 10
        assert y + 10 < bottom < y + 20
    overlaps = [a[1] - b[0] for a, b in zip(spans(found[3:])[:-1], spans(found[3:])[1:], strict=True)]
    assert max(overlaps) < 8


def test_a_leaning_box_stands_upright_again() -> None:
    x, y = TICKS[1]
    leaning = np.array([[x - 16, y - 2], [x + 6, y - 16], [x + 16, y + 4], [x - 6, y + 16]], np.float64)
    box = fitted(paper(), [*lines(), leaning])[3]
    assert box[0, 1] == box[1, 1]
    assert box[0, 0] <= x - 9
    assert box[1, 0] >= x + 10


def test_a_box_that_cuts_its_mark_is_given_all_of_it() -> None:
    x, y = TICKS[0]
    box = fitted(paper(), [*lines(), corners_of(x - 4, y - 14, x + 14, y + 14)])[3]
    assert box[0, 0] <= x - 9


def test_two_boxes_around_one_mark_become_one() -> None:
    x, y = TICKS[0]
    twice = [corners_of(x - 14, y - 14, x + 14, y + 14), corners_of(x - 18, y - 16, x + 16, y + 13)]
    assert len(fitted(paper(), [*lines(), *twice])) == 4


def test_a_box_without_ink_of_its_own_stays_as_it_is() -> None:
    empty = corners_of(500, 90, 530, 118)
    assert np.array_equal(fitted(paper(), [*lines(), empty])[3], empty)


def test_a_page_that_lies_on_its_side_is_left_alone() -> None:
    upright = [corners_of(x, 20, x + 30, 240) for x in (20, 60, 100)]
    mark = corners_of(284, 74, 316, 122)
    assert np.array_equal(fitted(paper(), [*upright, mark])[3], mark)


def test_boxes_around_parts_of_one_word_become_one() -> None:
    picture = np.full((260, 640), 255, np.uint8)
    for x in (300, 315, 330):
        picture[100:120, x : x + 10] = 0
    parts = [corners_of(294, 96, 328, 124), corners_of(312, 98, 346, 122)]
    found = fitted(picture, [*lines(), *parts])
    assert len(found) == 4
    assert found[3][0, 0] <= 300
    assert found[3][1, 0] >= 340


def test_what_a_long_line_holds_is_not_looked_at_again() -> None:
    picture = np.full((260, 640), 255, np.uint8)
    picture[90:110, 30:240:15] = 0
    picture[91:110, 31:240:15] = 0
    again = corners_of(40, 88, 70, 112)
    assert len(fitted(picture, [*lines(), again])) == 3


def test_a_sliver_of_a_longer_word_is_no_word() -> None:
    def seen(text: str, x0: float, x1: float, y: float = 100) -> Seen:
        return Seen(text, corners_of(x0, y, x1, y + 24), 0.9)

    words = [seen("Dec", 400, 440), seen("1", 505, 508), seen("Nov", 505, 540), seen("1", 505, 508, y=160)]
    assert seen_once(words) == [words[0], words[2], words[3]]

"""Pages set in two columns of running text: their lines in reading order.

Only running text is taken apart: both sides of the gutter must hold line after line that fills its
column. Tables of labels and values, three bureaus side by side and payment grids do not, and stay whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from creditai.documents import Page
from creditai.documents.lines import Cell, Line

LEAST_LINES = 8
"""On each side, to call it a column."""
FULL = 0.7
"""How much of its column's width the middle line of running text fills."""
WORDY = 5
"""Words in the middle line of running text."""


def in_reading_order(page: Page, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with those of two columns split at the gutter: left column first."""
    gutter = gutter_of(page, lines)
    if gutter is None:
        return tuple(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        before = [cell for cell in line.cells if cell.box[2] <= gutter]
        after = [cell for cell in line.cells if cell.box[0] >= gutter]
        if len(before) + len(after) < len(line.cells):  # it crosses: what is above is read first
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        left += [Line(tuple(before))] if before else []
        right += [Line(tuple(after))] if after else []
    return (*ordered, *left, *right)


def gutter_of(page: Page, lines: Sequence[Line]) -> float | None:
    """The x of the gutter between two columns of running text, None when there are not two."""
    if len(lines) < LEAST_LINES:
        return None
    for x in _candidates(page, lines):
        left = [c for line in lines for c in line.cells if c.box[2] <= x]
        right = [c for line in lines for c in line.cells if c.box[0] >= x]
        if _is_running(left) and _is_running(right) and not _is_split(lines, x):
            return x
    return None


def _candidates(page: Page, lines: Sequence[Line]) -> Iterator[float]:
    """Middles of the upright bands, near the page's own middle, that nearly no line crosses."""
    low, high = 0.3 * page.width, 0.7 * page.width
    edges = sorted({round(c.box[0], 1) for line in lines for c in line.cells if low < c.box[0] < high})
    for edge in edges:
        x = edge - 2
        crossing = sum(any(c.box[0] < x < c.box[2] for c in line.cells) for line in lines)
        starting = sum(any(abs(c.box[0] - edge) < 1.5 for c in line.cells) for line in lines)
        if crossing <= 0.2 * len(lines) and starting >= LEAST_LINES:
            yield x


def _is_running(cells: Sequence[Cell]) -> bool:
    if len(cells) < LEAST_LINES:
        return False
    start = min(c.box[0] for c in cells)
    width = max(c.box[2] for c in cells) - start
    filled = median((c.box[2] - c.box[0]) / width for c in cells) if width else 0.0
    return filled >= FULL and median(len(c.words) for c in cells) >= WORDY


def _is_split(lines: Sequence[Line], x: float) -> bool:
    """Do many lines have several cells on one side: a table that happens to have wordy cells?"""
    several = sum(
        any(
            (a.box[2] <= x and b.box[2] <= x) or (a.box[0] >= x and b.box[0] >= x)
            for a, b in pairwise(line.cells)
        )
        for line in lines
    )
    return several > 0.25 * len(lines)

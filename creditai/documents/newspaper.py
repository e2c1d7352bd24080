"""A page set as a newspaper is: two columns that go down one after the other, whatever stands in them.

Running text gives itself away by its full lines (`columns`); labels and values do not. What tells two columns of such
from a table is that they were set apart from each other: their lines stand at heights of their own, while the rows of a
table share theirs. Heights that OCR measured are not exact enough to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from creditai.documents import Page
from creditai.documents.lines import Cell, Line

LEAST_LINES = 7
"""On each side, to call it a column."""
_LEVEL, _ALIGNED = 0.7, 0.4
"""Points that feet, middles or heads of one row's cells lie apart at most; more of the shorter column's lines than two
columns set apart have level by chance."""
_BREAK = 2
"""Lines without a right column, from one to the next with it, that break it."""
_AT_EDGE, _MOSTLY = 3.0, 0.6
"""Points from its column's edge, and the share of a column's lines that begin there."""


def two_flows(page: Page, lines: Sequence[Line]) -> list[tuple[int, int, float]]:
    """Stretches of lines, and the x between their columns, as `columns.two_columns`."""
    if any(line.measured for line in lines[:1]):
        return []
    for edge in _edges(page, lines):
        found = [s for s in _uncrossed(lines, edge) if _are_apart(lines[s[0] : s[1]], edge)]
        if found:
            parts = [part for start, end in found for part in _cards(lines, start, end, edge)]
            return [(start, end, edge - 1) for start, end in parts]
    return []


def _cards(lines: Sequence[Line], start: int, end: int, edge: float) -> list[tuple[int, int]]:
    """Cards under each other are no newspaper, though each has two columns: after every break the right column begins
    level with the left, under a heading that stands in the break. Then only what stands beside it is taken apart."""
    halves = [_halves(line, edge) for line in lines[start:end]]
    at = [n for n, (_, right) in enumerate(halves) if right]
    breaks = [n for n, (a, b) in enumerate(pairwise(at)) if b - a > _BREAK and _is_headed(halves[a + 1 : b])]
    firsts = [at[0], *(at[n + 1] for n in breaks)]
    level = all(halves[n][0] and _are_level(halves[n][0][0], halves[n][1][0]) for n in firsts)
    if not breaks or not level:
        return [(start, end)]
    lasts = [*(at[n] for n in breaks), at[-1]]
    return [(start + first, start + last + 1) for first, last in zip(firsts, lasts, strict=True)]


def _is_headed(halves: Sequence[tuple[list[Cell], list[Cell]]]) -> bool:
    """Does a line in bold type stand among these?"""
    return any(all(word.bold for cell in left for word in cell.words) for left, _ in halves if left)


def _edges(page: Page, lines: Sequence[Line]) -> list[float]:
    low, high = 0.35 * page.width, 0.65 * page.width
    starts = Counter(round(c.box[0]) for line in lines for c in line.cells if low < c.box[0] < high)
    return [float(x) for x, n in starts.most_common(3) if n >= LEAST_LINES]


def _uncrossed(lines: Sequence[Line], edge: float) -> Iterator[tuple[int, int]]:
    begin = 0
    for i, line in enumerate(lines):
        if any(c.box[0] < edge - _AT_EDGE and c.box[2] > edge - _AT_EDGE for c in line.cells):
            yield begin, i
            begin = i + 1
    yield begin, len(lines)


def _are_apart(lines: Sequence[Line], edge: float) -> bool:
    halves = [_halves(line, edge) for line in lines]
    left, right = [h[0] for h, _ in halves if h], [h[0] for _, h in halves if h]
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    for column in (left, right):
        usual = min(c.box[0] for c in column)
        if sum(c.box[0] - usual <= _AT_EDGE for c in column) < _MOSTLY * len(column):
            return False
    level = sum(bool(a) and bool(b) and _are_level(a[0], b[0]) for a, b in halves)
    return level < _ALIGNED * min(len(left), len(right))


def _are_level(a: Cell, b: Cell) -> bool:
    """Cells of one row may be set in two sizes, and then are level at the foot, in the middle or at the head."""
    head, foot = a.words[0].y0 - b.words[0].y0, a.words[0].y1 - b.words[0].y1
    return min(abs(head), abs(foot), abs(head + foot) / 2) <= _LEVEL


def _halves(line: Line, edge: float) -> tuple[list[Cell], list[Cell]]:
    cut = edge - _AT_EDGE
    return [c for c in line.cells if c.box[0] < cut], [c for c in line.cells if c.box[0] >= cut]

"""Running text set in two columns: its lines in reading order.

Taken apart are pages set as a newspaper is (`newspaper`), and running text, where line after line starts at the same
two edges and fills its column on both sides. Tables of labels and values, three bureaus side by side and payment grids do none of that
and stay whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from creditai.documents import Page
from creditai.documents.lines import Cell, Line
from creditai.documents.newspaper import two_flows

LEAST_LINES = 8
"""On each side, to call it a column."""
FULL = 0.7
"""How much of its column's width the middle line of running text fills."""
WORDY = 5
"""Words in the middle line of running text."""
_AT_EDGE, _INDENT = 3.0, 24.0
"""Points: how far from its column's edge a line may start, to the left, and to the right."""

Stretch = tuple[int, int, float]
"""Lines from the first number to before the second, and the x between their columns."""


def in_reading_order(page: Page, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, where there are two columns those of the left one before those of the right."""
    ordered: list[Line] = []
    at = 0
    for start, end, x in two_flows(page, lines) or two_columns(page, lines):
        ordered += lines[at:start]
        halves = [_halves(line, x) for line in lines[start:end]]
        ordered += [Line(tuple(left)) for left, _ in halves if left]
        ordered += [Line(tuple(right)) for _, right in halves if right]
        at = end
    return (*ordered, *lines[at:])


def two_columns(page: Page, lines: Sequence[Line]) -> list[Stretch]:
    """Stretches of lines that are two columns of running text, from top to bottom."""
    found: list[Stretch] = []
    for edge in _edges(page, lines):
        for start, end in _stretches(lines, edge):
            if end - start < LEAST_LINES:
                continue
            start = _first_full(lines, start, end, edge - 1)
            free = all(end <= a or start >= b for a, b, _ in found)
            if free and _is_running(lines[start:end], edge - 1):
                found.append((start, end, edge - 1))
    return sorted(found)


def _edges(page: Page, lines: Sequence[Line]) -> list[float]:
    """Where, near the page's middle, many cells start that are not the first of their line, or are alone;
    and half of the fewest that make a column are wordy, without which their median is not."""
    low, high = 0.3 * page.width, 0.7 * page.width
    cells = [c for line in lines for c in line.cells if low - _AT_EDGE - 1 < c.box[0] < high + _INDENT + 1]
    wordy = [c.box[0] for c in cells if len(c.words) >= WORDY]
    if 2 * len(wordy) < LEAST_LINES:
        return []
    starts = Counter(round(c.box[0]) for c in cells if low < c.box[0] < high)
    return [
        float(x)
        for x, n in starts.most_common()
        if n >= LEAST_LINES and 2 * sum(-_AT_EDGE <= start - x <= _INDENT for start in wordy) >= LEAST_LINES
    ]


def _stretches(lines: Sequence[Line], edge: float) -> Iterator[tuple[int, int]]:
    """Runs of lines with at most one cell on each side of the edge, each at its column's start."""
    firsts = sorted(line.cells[0].box[0] for line in lines if line.cells[0].box[0] < edge - _INDENT)
    if not firsts:
        return

    def near(x: float) -> int:
        return bisect_left(firsts, x + _AT_EDGE) - bisect_right(firsts, x - _AT_EDGE)

    left = min(sorted(set(firsts)), key=lambda x: -near(x))
    begin = None
    for i, line in enumerate(lines):
        if _fits(line, left, edge):
            begin = i if begin is None else begin
        elif begin is not None:
            yield begin, i
            begin = None
    if begin is not None:
        yield begin, len(lines)


def _first_full(lines: Sequence[Line], start: int, end: int, x: float) -> int:
    """The first line that fills half of its column or more: a table above may begin at the same edges."""
    halves = [_halves(line, x) for line in lines[start:end]]
    for side in (0, 1):
        column = [c for half in halves for c in half[side]]
        width = max((c.box[2] for c in column), default=0) - min((c.box[0] for c in column), default=0)
        full = (
            i for i, half in enumerate(halves) if any(2 * (c.box[2] - c.box[0]) >= width for c in half[side])
        )
        skipped = next(full, len(halves))
        start, halves = start + skipped, halves[skipped:]
    return start


def _fits(line: Line, left: float, edge: float) -> bool:
    before, after = _halves(line, edge - 1)
    if len(before) + len(after) < len(line.cells) or len(before) > 1 or len(after) > 1:
        return False
    return all(-_AT_EDGE <= c.box[0] - left <= _INDENT for c in before) and all(
        -_AT_EDGE <= c.box[0] - edge <= _INDENT for c in after
    )


def _halves(line: Line, x: float) -> tuple[list[Cell], list[Cell]]:
    """The cells left and right of x; one that crosses it is in neither."""
    reach = x + _AT_EDGE
    return [c for c in line.cells if c.box[2] < reach], [c for c in line.cells if c.box[0] > x - _AT_EDGE]


def _is_running(lines: Sequence[Line], x: float) -> bool:
    halves = [_halves(line, x) for line in lines]
    for column in ([c for half, _ in halves for c in half], [c for _, half in halves for c in half]):
        if len(column) < LEAST_LINES:
            return False
        start = min(c.box[0] for c in column)
        width = max(c.box[2] for c in column) - start
        if not width or median(c.box[2] - c.box[0] for c in column) < FULL * width:
            return False
        if median(len(c.words) for c in column) < WORDY:
            return False
    return True

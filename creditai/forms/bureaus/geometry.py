"""Where the bureaus' columns are: what the rows below a header say of their places.

That is learned from the values themselves: their left edges, centres or right edges, whichever line up although
the values are of different widths. Where that says nothing the header's own centres decide. A column that the
header does not name (its name was a picture, or is cut off) has no owner: what stands there is nobody's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.bureaus.headers import Header

TOLERANCE = 3.0
"""Points by which values of one column may differ in their edge."""


@dataclass(frozen=True)
class Geometry:
    """Where the columns are. `edge`: what starts left of it is a label. `side`: what lines up, 0 the left
    edges of values, 1 their centres, 2 their right edges; `places`: where, column by column (for
    centres: each column's left limit). `owners`: the header's column at each place, None for nobody's."""

    header: Header
    edge: float
    side: int
    places: tuple[float, ...]
    owners: tuple[int | None, ...]
    end: float = float("inf")

    @property
    def lefts(self) -> tuple[float, ...]:
        """The left edges of values, where those line up."""
        return self.places if self.side == 0 else ()

    def place_at(self, run: Sequence[Word]) -> int | None:
        """The place in which these words stand, owned or not."""
        x0, x1 = run[0].x0, run[-1].x1
        if self.side == 0:
            at = bisect_right(self.places, x0 + _reach(self.places)) - 1
        elif self.side == 2:
            at = bisect_left(self.places, x1 - _reach(self.places))
        else:
            middle = (x0 + x1) / 2
            at = bisect_right(self.places, middle) - 1 if self.edge <= middle <= self.end else -1
        return at if 0 <= at < len(self.places) else None


def _reach(places: Sequence[float]) -> float:
    """How far off its column's edge a value may stand: a scan is never quite straight."""
    return max(TOLERANCE, 0.06 * min((b - a for a, b in pairwise(places)), default=0.0))


def learn(header: Header, lines: Sequence[Line]) -> Geometry:
    """The columns under this header, from the lines that stand under it."""
    count = len(header.columns)
    rows = _labelled(header, [_apart(header, line) for line in lines])
    width = _usual_width(rows, count)
    rough = _by_centers(header, [c.center for c in header.columns], None, tuple(range(count)))
    if width == count:
        groups, owners, centers = (
            _grouped(rows, rough, count),
            rough.owners,
            [c.center for c in header.columns],
        )
    else:
        full = [cells for cells in rows if len(cells) == width + 1]
        groups = [[cells[i + 1] for cells in full] for i in range(width)]
        owners = _owners(header, full, width)
        centers = [median(_side(cell, 1) for cell in group) for group in groups]
    side = _steady_side(groups)
    if side is None and width == count:
        side = _side_of_heads(header, groups)
        if side is None:
            return rough
    labels_end = max(cells[0].box[2] for cells in rows)
    values_begin = min(cell.box[0] for group in groups for cell in group)
    edge = (labels_end + values_begin) / 2 if labels_end < values_begin else values_begin - 1
    if side is None or side == 1:
        return _by_centers(header, _places(groups, 1, centers), edge, owners)
    places = _places(groups, side, centers)
    return Geometry(header, places[0] - _reach(places) if side == 0 else edge, side, places, owners)


def _labelled(header: Header, lines: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The lines that begin with a label: left of the columns, and lined up with the other labels."""
    count = len(header.columns)
    rows = [
        cells
        for cells in lines
        if 1 < len(cells) <= count + 3 and cells[0].box[0] < header.columns[0].x0 - TOLERANCE
    ]
    if not rows:
        return []
    begin, end = (median(_side(cells[0], side) for cells in rows) for side in (0, 2))
    return [
        cells
        for cells in rows
        if cells[0].box[0] <= begin + 6 * TOLERANCE or abs(cells[0].box[2] - end) <= 4 * TOLERANCE
    ]


def _apart(header: Header, line: Line) -> Sequence[Cell]:
    """The line's cells, a label that touches the first value cut from it: it ends at its colon."""
    first = line.cells[0]
    for n, (word, after) in enumerate(pairwise(first.words), 1):
        at_head = abs(after.x0 - header.columns[0].x0) <= 0.5 * TOLERANCE
        if spaced(word, after) and (at_head or word.text.endswith(":")):
            return (Cell(first.words[:n]), Cell(first.words[n:]), *line.cells[1:])
    return line.cells


def spaced(before: Word, word: Word) -> bool:
    """More than the space between two words lies between them: on paper a little tells, in a scan or on
    the virtual page of HTML only much does."""
    exact = before.confidence is None and not before.path
    return word.x0 - before.x1 > (0.33 if exact else 0.65) * (word.y1 - word.y0)


def _grouped(rows: Sequence[Sequence[Cell]], rough: Geometry, count: int) -> list[list[Cell]]:
    """The rows' values by column: in their order where a row is full, else by the nearest head."""
    full = [cells for cells in rows if len(cells) == count + 1]
    groups: list[list[Cell]] = [[] for _ in range(count)]
    for cells in full if len(full) > 2 else rows:
        for n, cell in enumerate(cells[1:]):
            at = n if len(cells) == count + 1 else _aligned(cell, rough.header)
            at = rough.place_at(cell.words) if at is None else at
            if at is not None:
                groups[at].append(cell)
    return groups


def _aligned(cell: Cell, header: Header) -> int | None:
    """The one head with whose left edge, else with whose centre, this value lines up to the point."""
    for side, places in ((0, [c.x0 for c in header.columns]), (1, [c.center for c in header.columns])):
        near = [i for i, place in enumerate(places) if abs(_side(cell, side) - place) <= 1.5]
        if len(near) == 1:
            return near[0]
    return None


def _side_of_heads(header: Header, groups: Sequence[Sequence[Cell]]) -> int | None:
    """0 where every value begins where its head begins, 1 where every value is centred under it."""
    pairs = [(cell, column) for group, column in zip(groups, header.columns, strict=True) for cell in group]
    lefts = sum(abs(cell.box[0] - column.x0) <= 1.5 for cell, column in pairs)
    middles = sum(abs(_side(cell, 1) - column.center) <= 1.5 for cell, column in pairs)
    if max(lefts, middles) < 0.6 * max(1, len(pairs)) or lefts == middles:
        return None
    return 0 if lefts > middles else 1


def _steady_side(groups: Sequence[Sequence[Cell]]) -> int | None:
    """0, 1 or 2: the side on which most values of different widths line up; None when nothing can be told.
    Most, because lines of other tables may stand below."""
    kept = [0, 0, 0]
    seen = 0
    for group in groups:
        if len({round((cell.box[2] - cell.box[0]) / 4) for cell in group}) < 2:
            continue
        seen += len(group)
        for side in (0, 1, 2):
            middle = median(_side(cell, side) for cell in group)
            kept[side] += sum(abs(_side(cell, side) - middle) <= 1.5 for cell in group)
    best = max((0, 1, 2), key=lambda side: kept[side])
    return best if seen and kept[best] >= 0.6 * seen and kept.count(kept[best]) == 1 else None


def _places(groups: Sequence[Sequence[Cell]], side: int, centers: Sequence[float]) -> tuple[float, ...]:
    """Where each column's values line up; a column without values stands to its head as the others do."""
    found = [median(_side(cell, side) for cell in group) if group else None for group in groups]
    offsets = [f - c for f, c in zip(found, centers, strict=True) if f is not None]
    usual = median(offsets) if offsets else 0.0
    return tuple(c + usual if f is None else f for f, c in zip(found, centers, strict=True))


def _usual_width(rows: Sequence[Sequence[Cell]], count: int) -> int:
    """How many columns of values the rows have: as many as the header names, unless a good part has more."""
    widths = Counter(len(cells) - 1 for cells in rows)
    more = [n for n in (count + 1, count + 2) if widths[n] >= max(4, 0.3 * len(rows))]
    return max(more, default=count)


def _owners(header: Header, full: Sequence[Sequence[Cell]], width: int) -> tuple[int | None, ...]:
    """Which of the header's columns stands over each column of values."""
    owners: list[int | None] = [None] * width
    centers = [median(_side(cells[i + 1], 1) for cells in full) for i in range(width)]
    lefts = [median(_side(cells[i + 1], 0) for cells in full) for i in range(width)]
    for n, column in enumerate(header.columns):
        far = [min(abs(column.center - c), abs(column.x0 - x)) for c, x in zip(centers, lefts, strict=True)]
        at = min(range(width), key=lambda i: far[i])
        if owners[at] is None:
            owners[at] = n
    return tuple(owners)


def _side(cell: Cell, side: int) -> float:
    x0, _, x1, _ = cell.box
    return (x0, (x0 + x1) / 2, x1)[side]


def _by_centers(
    header: Header, centers: Sequence[float], edge: float | None, owners: tuple[int | None, ...]
) -> Geometry:
    if len(centers) == 1:
        begin = header.columns[0].x0 - 2 * TOLERANCE if edge is None else edge
        return Geometry(header, begin, 0, (begin,), owners)
    pitch = min(b - a for a, b in pairwise(centers))
    if edge is None:
        edge = min(header.columns[0].x0 - TOLERANCE, centers[0] - pitch / 2)
    limits = (edge, *((a + b) / 2 for a, b in pairwise(centers)))
    return Geometry(header, edge, 1, limits, owners, centers[-1] + pitch)

"""Where the bureaus' columns are: the header that names them, and what the rows below say of their places.

A header is a line of bureau names, in any order and number, with perhaps a word at its left. Where
the columns are is learned from the rows that are full (label, then a value in every column): their
left edges, centres or right edges, whichever are steadiest. Only where no row is full do the header's
own centres decide. A column that the header does not name (its name was a picture, or is cut off) has
no owner: what stands there is nobody's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.report import Bureau
from creditai.vocabulary.bureaus import bureau_of

_LEAD = 9
"""Words that may stand left of the bureaus on their line (a furnisher's name, "Details")."""
_TOLERANCE = 3.0
"""Points by which values of one column may differ in their edge."""


@dataclass(frozen=True, slots=True)
class Column:
    """`words`: the bureau's name as the header prints it."""

    bureau: Bureau
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def center(self) -> float:
        return (self.words[0].x0 + self.words[-1].x1) / 2


@dataclass(frozen=True)
class Header:
    """Columns from left to right; `lead`: what stands left of them on the line."""

    columns: tuple[Column, ...]
    lead: tuple[Word, ...] = ()

    @property
    def words(self) -> list[Word]:
        return [w for column in self.columns for w in column.words]


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
            at = bisect_right(self.places, x0 + _TOLERANCE) - 1
        elif self.side == 2:
            at = bisect_left(self.places, x1 - _TOLERANCE)
        else:
            middle = (x0 + x1) / 2
            at = bisect_right(self.places, middle) - 1 if self.edge <= middle <= self.end else -1
        return at if 0 <= at < len(self.places) else None


def header_of(line: Line) -> Header | None:
    """The columns that this line heads, two bureaus at least, if it is such a line."""
    lead, columns = _named(line)
    if len(columns) < 2 or len({c.bureau for c in columns}) != len(columns) or len(lead) > _LEAD:
        return None
    height = max(w.y1 - w.y0 for w in columns[0].words)
    apart = all(b.x0 - a.words[-1].x1 > 0.9 * height for a, b in pairwise(columns))
    return Header(tuple(columns), lead) if apart else None


def lone_header_of(line: Line, before: Header) -> Header | None:
    """One bureau alone at the place where an earlier header has a column."""
    lead, columns = _named(line)
    if len(columns) != 1 or len(lead) > _LEAD:
        return None
    own = columns[0]
    near = any(abs(own.center - c.center) <= 3 * _TOLERANCE for c in before.columns)
    return Header((own,), lead) if near else None


def single_header_of(line: Line, below: Line) -> Header | None:
    """One bureau alone, with a label at its left and a value under it on the next line."""
    lead, columns = _named(line)
    if len(columns) != 1 or lead or len(below.cells) < 2 or below.page != line.page:
        return None
    own, height = columns[0], line.box[3] - line.box[1]
    label, value = below.cells[0].box, below.cells[1].box
    under = value[0] - 2 * height <= own.center and own.x0 <= value[2] + 12 * height
    return Header((own,)) if label[2] < own.x0 and under and below.box[1] - line.box[3] < height else None


def _named(line: Line) -> tuple[tuple[Word, ...], list[Column]]:
    """Words before the first bureau, and the bureaus when nothing else follows (else none)."""
    words = line.words
    columns: list[Column] = []
    lead: list[Word] = []
    at = 0
    while at < len(words):
        two, bureau = _bureau_at(words, at)
        if bureau is not None:
            columns.append(Column(bureau, tuple(words[at : at + 1 + two])))
            at += 1 + two
            continue
        if columns:
            return (), []
        if bureau_of(words[at].text.rstrip(",.;")) is not None:
            return (), []
        lead.append(words[at])
        at += 1
    return tuple(lead), columns


def _bureau_at(words: Sequence[Word], at: int) -> tuple[bool, Bureau | None]:
    if words[at].text.endswith((",", ".")):
        return False, None
    if at + 1 < len(words) and words[at].text.casefold() == "trans":
        return True, bureau_of(words[at].text + words[at + 1].text)
    return False, bureau_of(words[at].text)


def learn(header: Header, lines: Sequence[Line]) -> Geometry:
    """The columns under this header, from the lines that stand under it."""
    count = len(header.columns)
    rows = [
        line.cells
        for line in lines
        if 1 < len(line.cells) <= count + 3 and line.cells[0].box[0] < header.columns[0].x0
    ]
    width = _usual_width(rows, count)
    full = [r for r in rows if len(r) == width + 1 and (width != count or _under(header, r))]
    if len(full) < 2:
        return _by_centers(header, [c.center for c in header.columns], None, tuple(range(count)))
    owners = tuple(range(count)) if width == count else _owners(header, full, width)
    side = min((_spread(full, side), side) for side in (0, 1, 2))[1]
    places = [median(_side(cells[i + 1], side) for cells in full) for i in range(width)]
    labels_end = max(cells[0].box[2] for cells in full)
    values_begin = min(cells[1].box[0] for cells in full)
    edge = (labels_end + values_begin) / 2 if labels_end < values_begin else values_begin - 1
    if side == 0:
        return Geometry(header, places[0] - _TOLERANCE, 0, tuple(places), owners)
    if side == 2:
        return Geometry(header, edge, 2, tuple(places), owners)
    return _by_centers(header, places, edge, owners)


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


def _under(header: Header, cells: Sequence[Cell]) -> bool:
    """A label left of the bureaus, then something within each one's reach."""
    centers = [c.center for c in header.columns]
    pitch = min((b - a for a, b in pairwise(centers)), default=200.0)
    return all(
        abs(_side(cell, 1) - center) < 0.75 * pitch or abs(cell.box[0] - column.x0) < 0.6 * pitch
        for cell, center, column in zip(cells[1:], centers, header.columns, strict=True)
    )


def _side(cell: Cell, side: int) -> float:
    x0, _, x1, _ = cell.box
    return (x0, (x0 + x1) / 2, x1)[side]


def _spread(full: Sequence[Sequence[Cell]], side: int) -> float:
    """How unsteady this side of the values is, over all columns."""
    total = 0.0
    for i in range(1, len(full[0])):
        places = [_side(cells[i], side) for cells in full]
        middle = median(places)
        total += sum(min(abs(p - middle), 20.0) for p in places)
    return total


def _by_centers(
    header: Header, centers: Sequence[float], edge: float | None, owners: tuple[int | None, ...]
) -> Geometry:
    if len(centers) == 1:
        begin = header.columns[0].x0 - 2 * _TOLERANCE if edge is None else edge
        return Geometry(header, begin, 0, (begin,), owners)
    pitch = min(b - a for a, b in pairwise(centers))
    if edge is None:
        edge = min(header.columns[0].x0 - _TOLERANCE, centers[0] - pitch / 2)
    limits = (edge, *((a + b) / 2 for a, b in pairwise(centers)))
    return Geometry(header, edge, 1, limits, owners, centers[-1] + pitch)


def split(line: Line, geometry: Geometry) -> tuple[tuple[Word, ...], dict[int, tuple[Word, ...]]]:
    """The line's label words, and its values by column. Words in no column are in neither."""
    label: list[Word] = []
    values: dict[int, list[Word]] = {}
    for run in _runs(line, geometry):
        at = geometry.place_at(run) if run[0].x0 >= geometry.edge else None
        owner = geometry.owners[at] if at is not None else None
        if owner is not None:
            values.setdefault(owner, []).extend(run)
        elif run[0].x0 < geometry.edge and not values:
            label.extend(run)
    return tuple(label), {at: tuple(words) for at, words in values.items()}


def _runs(line: Line, geometry: Geometry) -> Iterator[tuple[Word, ...]]:
    """Cells, cut where a word begins a further column."""
    for cell in line.cells:
        run = [cell.words[0]]
        for before, word in pairwise(cell.words):
            in_label = run[0].x0 < geometry.edge and not before.text.endswith(":")
            if _begins_column(before, word, geometry) and (not in_label or _set_off(before, word)):
                yield tuple(run)
                run = []
            run.append(word)
        yield tuple(run)


def _set_off(before: Word, word: Word) -> bool:
    """More than a space lies between them; a heading that runs over the columns has no such gap."""
    return word.x0 - before.x1 > 0.65 * (word.y1 - word.y0)


def _begins_column(before: Word, word: Word, geometry: Geometry) -> bool:
    if geometry.lefts:
        at = bisect_right(geometry.lefts, word.x0 + _TOLERANCE) - 1
        return at >= 0 and abs(geometry.lefts[at] - word.x0) <= 0.5 * _TOLERANCE
    gap = word.x0 - before.x1
    crossed = geometry.place_at((word,)) != geometry.place_at((before,))
    return crossed and gap > 0.45 * (word.y1 - word.y0)

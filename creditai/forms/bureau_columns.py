"""Tables with a column for each bureau: the header that names them, and whose each value is.

A header is a line of bureau names, in any order and number, with perhaps a word at its left. Where
the columns are is learned from the rows that are full (label, then a value in every column): their
left edges, centres or right edges, whichever are steadiest. Only where no row is full do the header's
own centres decide. A value belongs to the column it stands in, never to "the second one"; what stands
in none is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.report import Bureau
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.wordings import Wordings

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
    """Where the columns are. `edge`: what starts left of it is a label. `starts`: the left limit of each
    column; `lefts`: the left edges of values, where those are what lines up; `end`: the right limit."""

    header: Header
    edge: float
    starts: tuple[float, ...]
    lefts: tuple[float, ...] = ()
    end: float = float("inf")

    def column_at(self, run: Sequence[Word]) -> int | None:
        """The column in which these words stand."""
        x0, x1 = run[0].x0, run[-1].x1
        if self.lefts:
            at = bisect_right(self.lefts, x0 + _TOLERANCE) - 1
            return at if at >= 0 else None
        middle = (x0 + x1) / 2
        return bisect_right(self.starts, middle) - 1 if self.edge <= middle <= self.end else None


@dataclass
class BureauRow:
    """A label and what stands beside it, column by column, line by line. `at`: index of its first line."""

    label: tuple[Word, ...]
    name: str
    at: int
    values: dict[Bureau, list[tuple[Word, ...]]] = field(default_factory=dict)
    last: int = 0

    def words_of(self, bureau: Bureau) -> list[Word]:
        return [w for line in self.values.get(bureau, ()) for w in line]


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
    full = [line.cells for line in lines if len(line.cells) == count + 1 and _under(header, line)]
    if len(full) >= 2:
        best = min((_spread(full, side), side) for side in (0, 1, 2))
        labels_end = max(cells[0].box[2] for cells in full)
        values_begin = min(cells[1].box[0] for cells in full)
        places = [median(_side(cells[i + 1], best[1]) for cells in full) for i in range(count)]
        if best[1] == 0:
            return Geometry(header, places[0] - _TOLERANCE, tuple(places), tuple(places))
        edge = (labels_end + values_begin) / 2 if labels_end < values_begin else values_begin - 1
        return _by_centers(header, places if best[1] == 1 else _middles(full, count), edge)
    return _by_centers(header, [c.center for c in header.columns], None)


def _under(header: Header, line: Line) -> bool:
    """A label left of the bureaus, then something within each one's reach."""
    cells = line.cells
    if cells[0].box[0] >= header.columns[0].x0:
        return False
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


def _middles(full: Sequence[Sequence[Cell]], count: int) -> list[float]:
    return [median(_side(cells[i + 1], 1) for cells in full) for i in range(count)]


def _by_centers(header: Header, centers: Sequence[float], edge: float | None) -> Geometry:
    if len(centers) == 1:
        begin = header.columns[0].x0 - 2 * _TOLERANCE if edge is None else edge
        return Geometry(header, begin, (begin,))
    pitch = min(b - a for a, b in pairwise(centers))
    if edge is None:
        edge = min(header.columns[0].x0 - _TOLERANCE, centers[0] - pitch / 2)
    limits = [edge, *((a + b) / 2 for a, b in pairwise(centers))]
    return Geometry(header, edge, tuple(limits), (), centers[-1] + pitch)


def split(line: Line, geometry: Geometry) -> tuple[tuple[Word, ...], dict[int, tuple[Word, ...]]]:
    """The line's label words, and its values by column. Words in no column are in neither."""
    label: list[Word] = []
    values: dict[int, list[Word]] = {}
    for run in _runs(line, geometry):
        at = geometry.column_at(run) if run[0].x0 >= geometry.edge else None
        if at is not None:
            values.setdefault(at, []).extend(run)
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
    crossed = bisect_right(geometry.starts, word.x0) != bisect_right(geometry.starts, before.x0)
    return crossed and gap > 0.45 * (word.y1 - word.y0)


# -- rows


def rows_under(
    lines: Sequence[Line], at: Sequence[int], geometry: Sequence[Geometry | None], labels: Wordings
) -> tuple[list[BureauRow], list[int]]:
    """The lines numbered `at` as rows, each under the columns that hold for it; and the numbers of those
    that are none (headings, sentences). A row goes on over a page break with its header."""
    parts: _Parts = {}
    for i in at:
        if (held := geometry[i]) is not None:
            own_label, by_column = split(lines[i], held)
            columns = held.header.columns
            parts[i] = own_label, {columns[n].bureau: words for n, words in by_column.items()}
    rows: list[BureauRow] = []
    rest: list[int] = [i for i in at if i not in parts]
    waiting: list[int] = []
    for i, (label, values) in parts.items():
        if not label and values:
            own = list(_own_labels(values, labels, i))
            rows.extend(own)
            if not own:
                waiting.append(i)
            continue
        name = _name_of(label, labels, bool(values))
        if name is None and not values and rows and _wraps_label(rows[-1], label, labels, lines, i):
            continue
        if name is None:
            _settle(waiting, None, rows, lines, parts, rest)
            rest.append(i)
            continue
        row = BureauRow(label, name, i, {b: [words] for b, words in values.items()}, i)
        _settle(waiting, row, rows, lines, parts, rest)
        rows.append(row)
    _settle(waiting, None, rows, lines, parts, rest)
    return rows, rest


_Parts = dict[int, tuple[tuple[Word, ...], dict[Bureau, tuple[Word, ...]]]]


def _settle(
    waiting: list[int],
    row: BureauRow | None,
    rows: Sequence[BureauRow],
    lines: Sequence[Line],
    parts: _Parts,
    rest: list[int],
) -> None:
    """Lines of values without a label go on from the row above, unless they stand nearer to the next
    row (whose label is set in the middle of its lines)."""
    above = rows[-1] if rows else None
    for n, i in enumerate(waiting):
        owner = above
        if row is not None and (above is None or _nearer(lines, above.last, waiting[n:], row.at)):
            owner = row
        if owner is None or (owner is above and not _goes_on(lines[owner.last], lines[i])):
            rest.append(i)
            continue
        before = owner is row
        for bureau, words in parts[i][1].items():
            run = owner.values.setdefault(bureau, [])
            run.insert(max(0, len(run) - 1) if before and run else len(run), words)
        if not before:
            owner.last = i
    waiting.clear()


def _goes_on(above: Line, line: Line) -> bool:
    """Close enough to be the same cell; over a page break, always."""
    height = max(w.y1 - w.y0 for w in line.words)
    return above.page != line.page or line.box[1] - above.box[3] <= 1.1 * height


def _nearer(lines: Sequence[Line], above: int, waiting: Sequence[int], below: int) -> bool:
    """Is the next row nearer than the one above? Over a page break nothing can be said: it is not."""
    first, last = lines[waiting[0]], lines[waiting[-1]]
    if lines[below].page != last.page or lines[above].page != first.page:
        return False
    up = first.box[1] - lines[above].box[3]
    down = lines[below].box[1] - last.box[3]
    return up - down > 0.3 * (last.box[3] - last.box[1])


def _own_labels(values: Mapping[Bureau, tuple[Word, ...]], labels: Wordings, at: int) -> Iterator[BureauRow]:
    """`Balance: $1 | Balance: $2`: the label again in every column."""
    for bureau, words in values.items():
        found = labels.match([w.text for w in words])
        if found is None or not words[found.end - 1].text.endswith(":"):
            return
        value = words[found.end :]
        yield BureauRow(tuple(words[: found.end]), found.name, at, {bureau: [value]} if value else {}, at)


def _name_of(label: Sequence[Word], labels: Wordings, has_values: bool) -> str | None:
    """What the label means; an unknown one counts beside values or with a colon. None: no label."""
    if not label:
        return None
    texts = [w.text for w in label]
    name = labels.name_of(" ".join(texts))
    if name is not None:
        return name
    wording = " ".join(texts).rstrip(": ")
    if not any(c.isalpha() for c in wording) or len(label) > 10:
        return None
    return f"other:{wording}" if has_values or texts[-1].endswith(":") else None


def _wraps_label(
    row: BureauRow, label: Sequence[Word], labels: Wordings, lines: Sequence[Line], at: int
) -> bool:
    """The second line of a label (`No. of Months` / `(terms):`): only when the two together are known."""
    if not label or not _goes_on(lines[row.at], lines[at]):
        return False
    name = labels.name_of(" ".join(w.text for w in (*row.label, *label)))
    if name is None:
        return False
    row.label, row.name = (*row.label, *label), name
    return True


def find_bureau_table(lines: Sequence[Line]) -> Header | None:
    """The first header of bureaus with anything under it in a labelled row; None: no such table here."""
    for i, line in enumerate(lines):
        header = header_of(line)
        if header is None:
            continue
        under = lines[i + 1 : i + 12]
        geometry = learn(header, under)
        labelled = [1 for one in under if all(split(one, geometry))]
        if len(labelled) >= 2:
            return header
    return None

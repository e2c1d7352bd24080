"""A row of heads over rows of values -> records.

Each head is a known wording in a cell of its own (a head may wrap onto a second line). A value belongs
to the head it stands under: by left edge, right edge or centre, whichever fits; words that ran into
one cell are split where a head begins. A record begins at a line whose typed columns hold values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.blocks import looks_like_address, looks_like_phone
from creditai.forms.fields import US, DateStyle, kind_of, parse, text_of
from creditai.values import Why
from creditai.vocabulary.wordings import Wordings

_BETWEEN = 0.35
"""Lines of one row are no further apart than this many text heights."""


@dataclass(frozen=True)
class Column:
    """`name` "" for a head that is no known wording."""

    name: str
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)


@dataclass
class Record:
    """`cells`: column -> its words, line by line."""

    cells: dict[int, list[tuple[Word, ...]]] = field(default_factory=dict)

    def words(self, column: int) -> list[Word]:
        return [w for line in self.cells.get(column, []) for w in line]


@dataclass
class Table:
    columns: tuple[Column, ...]
    records: list[Record]
    first: int
    """index of the line with the heads"""
    end: int
    """index after the last line of the table"""


def find_table(
    lines: Sequence[Line], heads: Wordings, needs: Sequence[str], start: int = 0, style: DateStyle = US
) -> Table | None:
    """The first table at or after line `start` whose heads include all of `needs`."""
    for at in range(start, len(lines)):
        found = _heads_at(lines, at, heads)
        if found is None:
            continue
        columns, body = found
        names = {c.name for c in columns}
        if all(any(n in names for n in need.split("|")) for need in needs):
            return _read(lines, at, body, columns, heads, style)
    return None


def _heads_at(lines: Sequence[Line], at: int, heads: Wordings) -> tuple[tuple[Column, ...], int] | None:
    line = lines[at]
    if len(line.cells) < 2 or any(":" in w.text for w in line.words):
        return None
    cells = [list(cell.words) for cell in line.cells]
    names = [_name_of(heads, words) for words in cells]
    body = at + 1
    if None in names and at + 1 < len(lines):
        joined = _wrapped_heads(cells, lines[at + 1], heads)
        if joined is not None:
            cells, body = joined, at + 2
            names = [_name_of(heads, words) for words in cells]
    known = sum(n is not None for n in names)
    if known < 2 or known * 2 < len(names) + 1:
        return None
    return tuple(Column(n or "", tuple(w)) for n, w in zip(names, cells, strict=True)), body


def _name_of(heads: Wordings, words: Sequence[Word]) -> str | None:
    text = text_of(words)
    return heads.name_of(text) or heads.loose_name_of(text)


def _wrapped_heads(cells: list[list[Word]], below: Line, heads: Wordings) -> list[list[Word]] | None:
    """The heads with a second line joined on, if that line is nothing but ends of heads."""
    joined = [list(words) for words in cells]
    for cell in below.cells:
        x0, _, x1, _ = cell.box
        owner = next((w for w in joined if w[0].x0 - 4 <= (x0 + x1) / 2 <= max(q.x1 for q in w) + 4), None)
        owner = owner or next((w for w in joined if abs(w[0].x0 - x0) < 4), None)
        if owner is None:
            return None
        owner.extend(cell.words)
    changed = [(a, b) for a, b in zip(cells, joined, strict=True) if len(a) != len(b)]
    if all(_name_of(heads, b) is not None for _, b in changed):
        return joined
    return None


def _read(
    lines: Sequence[Line],
    at: int,
    body: int,
    columns: tuple[Column, ...],
    heads: Wordings,
    style: DateStyle,
) -> Table:
    records: list[Record] = []
    end = body
    again = _repeats(lines, body, columns, heads)
    told = _rows_told(lines, body, columns, style, again) or _rows_around(lines, body, columns, style)
    for n in range(body, len(lines)):
        line = lines[n]
        if n in again:
            continue  # the heads again, after a page break
        if n > body and _heads_at(lines, n, heads) is not None:
            break
        cells = split_by_columns(line, columns)
        if cells is None:
            break
        if records and not _close(lines[end - 1], line) and len(cells) < 2:
            break
        if (n in told if told else _begins(cells, columns, style)) or not records:
            records.append(Record())
        for column, words in cells.items():
            records[-1].cells.setdefault(column, []).append(words)
        end = n + 1
    return Table(columns, records, at, end)


def _repeats(lines: Sequence[Line], body: int, columns: Sequence[Column], heads: Wordings) -> frozenset[int]:
    """The lines of the body that are the heads again."""
    names = [c.name for c in columns]
    found = ((n, _heads_at(lines, n, heads)) for n in range(body + 1, len(lines)))
    return frozenset(n for n, again in found if again is not None and [c.name for c in again[0]] == names)


def _rows_told(
    lines: Sequence[Line], body: int, columns: Sequence[Column], style: DateStyle, again: frozenset[int]
) -> frozenset[int]:
    """The lines at which records begin, where spacing tells: there is more room between rows than between the
    lines of one, and each row has its typed values. Cells may be centred then. Empty where it does not."""
    starts, end = [body], body
    gaps: list[float] = []
    for n in range(body, len(lines)):
        if n in again:
            continue
        if split_by_columns(lines[n], columns) is None or (n > body and _far(lines[n - 1], lines[n])):
            break
        if n > body and lines[n].page != lines[end - 1].page:
            starts += [n] * _begins_anew(lines[n], columns, style)  # a page's end is no room between rows
        elif n > body:
            gap = _gap(lines[starts[-1] : n], lines[n])
            gaps.append(gap)
            if gap > _BETWEEN:
                starts.append(n)
        end = n + 1
    tight = [g for g in gaps if g <= _BETWEEN]
    wide = [g for g in gaps if g > _BETWEEN]
    if not tight or (wide and min(wide) < max(tight) + 0.15):
        return frozenset()
    if not wide and sum(_begins_anew(line, columns, style) for line in lines[body:end]) > 1:
        return frozenset()
    if not wide and len(_anchors(lines, body, end, columns, style)) > 1:
        return frozenset()
    typed = [n for n, c in enumerate(columns) if kind_of(c.name) in ("money", "date")]
    for first, last in zip(starts, [*starts[1:], end], strict=True):
        cells: dict[int, list[Word]] = {}
        for line in lines[first:last]:
            for column, words in (split_by_columns(line, columns) or {}).items():
                cells.setdefault(column, []).extend(words)
        if 0 not in cells or not any(n in cells for n in typed):
            return frozenset()
    return frozenset(starts)


def _rows_around(
    lines: Sequence[Line], body: int, columns: Sequence[Column], style: DateStyle
) -> frozenset[int]:
    """The lines at which records begin, where what stands once a row stands in the middle of it: each line
    belongs to the nearest of these. Empty where the first line has its own already."""
    end = body
    while end < len(lines) and split_by_columns(lines[end], columns) is not None:
        if end > body and (_far(lines[end - 1], lines[end]) or lines[end].page != lines[body].page):
            break
        end += 1
    typed = _anchors(lines, body, end, columns, style)
    if len(typed) < 2 or body in typed:
        return frozenset()
    middles = [(line.box[1] + line.box[3]) / 2 for line in lines[body:end]]
    nearest = [min(typed, key=lambda t: abs(middles[t - body] - m)) for m in middles]
    return frozenset(body + i for i in range(len(nearest)) if i == 0 or nearest[i] != nearest[i - 1])


_ONCE_A_ROW = ("kind", "bureau")


def _anchors(
    lines: Sequence[Line], body: int, end: int, columns: Sequence[Column], style: DateStyle
) -> list[int]:
    """The lines with what stands once in each row: a kind or a bureau, else a typed value (of several on
    lines that follow each other, the first: one cell may hold more dates)."""
    once = {n for n, c in enumerate(columns) if c.name in _ONCE_A_ROW}
    cells = [split_by_columns(line, columns) or {} for line in lines[body:end]]
    if once:
        return [body + i for i, row in enumerate(cells) if once & set(row)]
    typed = [body + i for i, row in enumerate(cells) if _has_typed(row, columns, style)]
    return [n for n in typed if n - 1 not in typed]


def _has_typed(cells: dict[int, tuple[Word, ...]], columns: Sequence[Column], style: DateStyle) -> bool:
    return any(
        kind_of(columns[c].name) in ("money", "date")
        and not isinstance(parse(columns[c].name, text_of(words), style), Why)
        for c, words in cells.items()
    )


def _begins_anew(line: Line, columns: Sequence[Column], style: DateStyle) -> bool:
    """Could this line be a record by itself? Not one that begins with a part of an address."""
    cells = split_by_columns(line, columns) or {}
    first = text_of(cells.get(0, ()))
    rest = looks_like_address(first) or looks_like_phone(first.partition(":")[2] or first)
    return bool(first) and not rest and _begins(cells, columns, style)


def _gap(row: Sequence[Line], line: Line) -> float:
    """Room between these lines and the next, in text heights; less than none where they overlap."""
    if row[-1].page != line.page:
        return 1.0
    height = max(line.words[0].y1 - line.words[0].y0, 1.0)
    return (line.box[1] - max(x.box[3] for x in row if x.page == line.page)) / height


def _far(above: Line, line: Line) -> bool:
    return above.page == line.page and _gap([above], line) > 2.5


def _close(above: Line, line: Line) -> bool:
    if above.page != line.page:
        return True
    height = max(w.y1 - w.y0 for w in line.words)
    return line.box[1] - above.box[3] <= 1.6 * height


def _begins(cells: dict[int, tuple[Word, ...]], columns: Sequence[Column], style: DateStyle) -> bool:
    """A line that starts a record: a typed value in it, or values in most columns."""
    for column, words in cells.items():
        name = columns[column].name
        if kind_of(name) in ("money", "date") and not isinstance(parse(name, text_of(words), style), Why):
            return True
    return len(cells) * 2 > len(columns)


def split_by_columns(line: Line, columns: Sequence[Column]) -> dict[int, tuple[Word, ...]] | None:
    """The line's words by column; None when the line does not stand under these columns."""
    out: dict[int, list[Word]] = {}
    left, right = columns[0].x0, columns[-1].x1
    for cell in line.cells:
        for piece in _pieces(cell, columns):
            x0, x1 = piece[0].x0, max(w.x1 for w in piece)
            if x1 < left - 30 or x0 > right + 120:
                return None
            out.setdefault(_column_of(x0, x1, columns), []).extend(piece)
    if len(line.cells) == 1 and len(columns) > 1:
        only = line.cells[0].box
        if (
            only[0] < columns[1].x0 - 3
            and only[2] - only[0] > 0.6 * (right - left)
            and only[2] > columns[1].x1
        ):
            return None
    return {column: tuple(words) for column, words in out.items()}


def _pieces(cell: Cell, columns: Sequence[Column]) -> list[list[Word]]:
    """A cell cut where a column begins exactly at a word of it."""
    starts = [c.x0 for c in columns]
    pieces: list[list[Word]] = [[cell.words[0]]]
    for word in cell.words[1:]:
        if any(abs(word.x0 - x) <= 1.5 for x in starts):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _column_of(x0: float, x1: float, columns: Sequence[Column]) -> int:
    def distance(c: Column) -> float:
        return min(abs(c.x0 - x0), abs(c.x1 - x1), abs(c.x0 + c.x1 - x0 - x1) / 2)

    return min(range(len(columns)), key=lambda i: distance(columns[i]))

"""The rows under the heads of a month grid: every cell by where it stands, none by counting.

A cell belongs to the column that it is aligned with (left, centre or right, whichever the whole grid
keeps best). An empty cell is nothing; two codes in one column are no reading at all. What a grid's
cells mean (statuses, amounts) is decided in `creditai.forms.history`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from creditai.documents import Mark, Word
from creditai.documents.lines import Cell, Line
from creditai.forms.history.columns import CellLike, columns_of, nearest
from creditai.forms.history.heads import heads_at
from creditai.forms.history.tokens import Heads, Token
from creditai.report import Bureau
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.history import MEASURES, Measure

Marks = Mapping[int, Sequence[Mark]]
"""Page -> its marks, sorted by their top (`creditai.forms.history.marks_of`)."""

_LONGEST = 5
_SKIPS = 2


@dataclass
class Row:
    """One line of cells. `key` is what the row brings to the date (its year or month); `at` lines."""

    line: Line
    key: Token | None = None
    label: tuple[Word, ...] = ()
    measure: Measure | None = None
    bureau: Bureau | None = None
    cells: dict[int, list[Word]] = field(default_factory=dict)
    marks: dict[int, Mark] = field(default_factory=dict)
    fills: dict[int, Mark] = field(default_factory=dict)


@dataclass
class Grid:
    """Heads and rows; `title` says what unlabelled rows measure; `end` is the first line after it."""

    heads: Heads
    rows: list[Row]
    end: int
    title: tuple[Word, ...] = ()
    measure: Measure | None = None
    bureau: Bureau | None = None


def grids(
    lines: Sequence[Line], parsed: Sequence[Sequence[Token]], marks: Marks, cell_like: CellLike
) -> Iterator[Grid]:
    """Every grid with at least one row, from the top."""
    at = 0
    while at < len(lines):
        heads = heads_at(lines, parsed, at)
        grid = _grid(lines, parsed, marks, cell_like, at, heads) if heads else None
        if grid is not None:
            yield grid
        at = grid.end if grid is not None else at + 1


def measure_at(words: Sequence[Word], start: int = 0) -> tuple[Measure, int] | None:
    """The longest row label that begins at word `start`, and how many words it has."""
    found = MEASURES.match([w.text for w in words[start : start + _LONGEST]])
    return (cast(Measure, found.name), found.end) if found else None


def whole_measure(words: Sequence[Word]) -> Measure | None:
    """The measure, when the words are one label and nothing else."""
    named = measure_at(words)
    return named[0] if named and named[1] == len(words) else None


def _grid(
    lines: Sequence[Line],
    parsed: Sequence[Sequence[Token]],
    marks: Marks,
    cell_like: CellLike,
    at: int,
    heads: Heads,
) -> Grid | None:
    grid = Grid(heads, [], at + heads.lines)
    _entitle(grid, lines, at)
    skipped, i = 0, grid.end
    while i < len(lines) and skipped <= _SKIPS:
        if heads_at(lines, parsed, i) is not None and not _is_row_key(heads, parsed[i]):
            break
        row, took = _wrapped_row(heads, lines, i, cell_like) or (
            _row(heads, lines[i], parsed[i], cell_like, grid.rows),
            1,
        )
        if row is None:
            skipped += 1
        else:
            skipped = 0
            if row is not _JOINED:
                grid.rows.append(row)
            grid.end = i + took
        i += took
    for row in grid.rows:
        _mark(row, heads, marks)
    if heads.kind == "years" and len(grid.rows) < 3:
        return None
    return grid if grid.rows or _speaks_alone(heads) else None


def _speaks_alone(heads: Heads) -> bool:
    """Half a year of months in a row are heads although nothing stands under them."""
    return heads.kind != "years" and len(heads.heads) >= 6


def _entitle(grid: Grid, lines: Sequence[Line], at: int) -> None:
    """What stands over the grid, or left of its heads, names what it measures or whose it is."""
    for words in (grid.heads.lead, *(lines[i].words for i in (at - 1, at - 2) if i >= 0)):
        named = measure_at(words) if words else None
        if named and grid.measure is None and named[1] == len(words):
            grid.title, grid.measure = tuple(words), named[0]
        whose = bureau_of(" ".join(w.text for w in words)) if words else None
        if whose and grid.bureau is None:
            grid.title, grid.bureau = (*grid.title, *words), whose


_JOINED = Row(Line(()))
"""Said of a line that went into the row before it."""


def _is_row_key(heads: Heads, line: Sequence[Token]) -> bool:
    """A line with nothing but its year (or month) is an empty row, not new heads."""
    kind = {"months": "year", "years": "month"}.get(heads.kind)
    return len(line) == 1 and line[0].kind == kind and line[0].center < heads.left


def _row(
    heads: Heads, line: Line, parsed: Sequence[Token], cell_like: CellLike, before: list[Row]
) -> Row | None:
    if heads.kind == "dated":
        return _labelled_row(heads, line, cell_like, before)
    return _keyed_row(heads, line, parsed, cell_like, before)


def _keyed_row(
    heads: Heads, line: Line, parsed: Sequence[Token], cell_like: CellLike, before: list[Row]
) -> Row | None:
    """`2024 OK OK 30`: the key stands left of the columns, or right of them."""
    kind = "year" if heads.kind == "months" else "month"
    keys = [t for t in parsed if t.kind == kind and not _inside(heads, t)]
    words = [w for t in parsed if _inside(heads, t) for w in t.words]
    if not words and len(line.words) > 2:
        return None
    if words and 2 * sum(cell_like(w.text) for w in words) < len(words):
        return None
    if len(keys) != 1:
        return _join(heads, line, words, before) if not keys and words else None
    row = Row(line, keys[0])
    return row if _place(row, heads, words, cell_like) else None


def _inside(heads: Heads, one: Token) -> bool:
    reach = 0.55 * heads.pitch
    if one.x1 <= heads.left - 1:
        return one.center >= heads.left - 0.25 * heads.pitch
    return heads.heads[0].center - reach <= one.center <= heads.heads[-1].center + reach


def _join(heads: Heads, line: Line, words: Sequence[Word], before: list[Row]) -> Row | None:
    """Cells that stand a little lower than their year."""
    last = before[-1] if before else None
    if last is None or last.cells or last.line.page != line.page:
        return None
    height = last.line.box[3] - last.line.box[1]
    if line.box[1] - last.line.box[3] > 0.6 * height:
        return None
    return _JOINED if _place(last, heads, words, lambda _: True) else None


def _labelled_row(heads: Heads, line: Line, cell_like: CellLike, before: list[Row]) -> Row | None:
    """`Balance $1,234 $1,300`, `TransUnion OK OK`, codes alone, or the label again in every cell."""
    left = _row_label(heads, line)
    words = line.words[len(left) :]
    row = Row(line)
    if left:
        named = measure_at(left)
        row.label = tuple(left)
        row.bureau = bureau_of(" ".join(w.text for w in left))
        if named and named[1] == len(left):
            row.measure = named[0]
        elif row.bureau is None:
            return None
    if left and not words:
        return row
    if not left and any(not r.label and r.cells for r in before):
        return None  # a second row that nothing names
    if _free(row.measure) or _all_cells(line, words, cell_like):
        return row if _place(row, heads, words, cell_like) else None
    return None if left else _cells_with_labels(heads, line, cell_like, before)


def _all_cells(line: Line, words: Sequence[Word], cell_like: CellLike) -> bool:
    """Is each of these words what a cell can hold, or part of a cell that fell apart (`O K`)?"""
    if all(cell_like(w.text) for w in words):
        return True
    own = {id(w) for w in words}
    parts = [[w for w in cell.words if id(w) in own] for cell in line.cells]
    return all(
        all(cell_like(w.text) for w in part) or cell_like(read_as_code(part)) for part in parts if part
    )


def read_as_code(words: Sequence[Word]) -> str:
    """What a cell reads; single letters that OCR set apart are one code."""
    apart = len(words) > 1 and words[0].confidence is not None and all(len(w.text) == 1 for w in words)
    return ("" if apart else " ").join(w.text for w in words)


def _wrapped_row(heads: Heads, lines: Sequence[Line], at: int, cell_like: CellLike) -> tuple[Row, int] | None:
    """A row whose label wraps (`Scheduled` / `Payment`) around or beside its one line of cells."""
    if heads.kind != "dated" or not _is_left(heads, lines[at].words[0]):
        return None
    first = _left_words(heads, lines[at])
    if len(first) < len(lines[at].words) and whole_measure(first):
        return None
    for count in (3, 2):
        own = lines[at : at + count]
        if len(own) < count or not all(_under(a, b) for a, b in pairwise(own)):
            continue
        label = [w for line in own for w in _left_words(heads, line)]
        valued = [line for line in own if len(_left_words(heads, line)) < len(line.words)]
        measure = whole_measure(label)
        if measure is None or len(valued) != 1:
            continue
        row = Row(valued[0], label=tuple(label), measure=measure)
        words = valued[0].words[len(_left_words(heads, valued[0])) :]
        if (_free(measure) or all(cell_like(w.text) for w in words)) and _place(row, heads, words, cell_like):
            return row, count
    return None


def _left_words(heads: Heads, line: Line) -> list[Word]:
    return [w for w in line.words if _is_left(heads, w)]


def _row_label(heads: Heads, line: Line) -> list[Word]:
    """The words left of the columns; but a short cell set to the left under its first head's middle is a cell."""
    left = _left_words(heads, line)
    first = line.cells[0].words
    label = len(first) < len(left) and (whole_measure(first) or bureau_of(line.cells[0].text))
    if not label:
        return left
    word = left[len(first)]
    return (
        left[: len(first)] if heads.heads[0].center - (word.x0 + word.x1) / 2 <= 0.5 * heads.pitch else left
    )


def _under(above: Line, line: Line) -> bool:
    return above.page == line.page and line.box[1] - above.box[3] <= 0.4 * (line.box[3] - line.box[1])


def _free(measure: Measure | None) -> bool:
    """Rows of words, or of amounts and dates that need not look like codes."""
    return measure in ("remark", "other")


def _is_left(heads: Heads, word: Word) -> bool:
    """Left of the first column: nothing of it reaches under the first head."""
    middle = (word.x0 + word.x1) / 2
    return word.x1 <= heads.left + 1 and middle < heads.heads[0].center - 0.3 * min(heads.pitch, 60)


def _cells_with_labels(heads: Heads, line: Line, cell_like: CellLike, before: list[Row]) -> Row | None:
    """`Balance $1,234  Balance $1,300`, or such labels alone with their values on the next line."""
    columns = columns_of(heads, line.cells, cell_like)
    if columns is None:
        return None
    named = {i: measure_at(words) for i, words in columns.items()}
    seen = {found[0] for found in named.values() if found}
    if None in named.values() or len(seen) != 1:
        return _continue(columns, before)
    row = Row(line, measure=seen.pop())
    row.label = tuple(w for i, found in named.items() if found for w in columns[i][: found[1]])
    row.cells = {i: columns[i][found[1] :] for i, found in named.items() if found and columns[i][found[1] :]}
    return row


def _continue(columns: dict[int, list[Word]], before: list[Row]) -> Row | None:
    """A remark that wraps inside its column."""
    last = before[-1] if before else None
    if last is None or last.measure != "remark" or not set(columns) <= set(last.cells):
        return None
    for i, words in columns.items():
        last.cells[i].extend(words)
    return _JOINED


def _place(row: Row, heads: Heads, words: Sequence[Word], cell_like: CellLike) -> bool:
    """Put the words into the row's cells; False when too many of them stand under no head."""
    inside = {id(w) for w in words}
    runs = [tuple(w for w in cell.words if id(w) in inside) for cell in row.line.cells]
    if not any(runs) and words:
        runs = [tuple(words)]
    columns = columns_of(heads, [Cell(run) for run in runs if run], cell_like)
    if columns is None:
        return False
    row.cells.update(columns)
    return True


def _mark(row: Row, heads: Heads, marks: Marks) -> None:
    """Ticks, named badges and filled cells that stand in the row's empty cells."""
    of_page = marks.get(row.line.page, ())
    y0, y1 = row.line.box[1], row.line.box[3]
    half = 0.4 * (y1 - y0)
    centers = [h.center for h in heads.heads]
    start = bisect_left(of_page, y0 - 40, key=lambda m: m.box[1])
    for mark in of_page[start:]:
        if mark.box[1] > y1 + half:
            break
        middle = ((mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2)
        column = nearest(centers, middle[0])
        small = mark.box[2] - mark.box[0] <= 1.2 * heads.pitch and mark.box[3] - mark.box[1] <= 3 * (y1 - y0)
        if not small or not y0 - half <= middle[1] <= y1 + half:
            continue
        if abs(centers[column] - middle[0]) > 0.5 * heads.pitch or column in row.cells:
            continue
        if mark.kind == "check" or mark.name:
            row.marks[column] = mark
        elif mark.kind == "fill":
            row.fills[column] = mark

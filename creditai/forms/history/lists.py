"""Lists of months: one line per month, its amounts under labels or its rating beside it.

Read as grids of one column: the line's own month is the head, every cell a row whose label is the head of
the list's column. Without a row of labels only ratings are read, from three lines on: amounts that
nothing names are amounts of nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from creditai.documents import Mark, Word
from creditai.documents.lines import Cell, Line
from creditai.forms.history.columns import CellLike, columns_of
from creditai.forms.history.grids import Grid, Marks, Row, measure_at, whole_measure
from creditai.forms.history.heads import dated_run
from creditai.forms.history.tokens import Head, Heads, Token
from creditai.vocabulary.bureaus import bureau_of

_HEAD_LINES = 3
_BREAK = 3
_STACK = 6
"""Fewer months one under the other are no history."""


def lists(
    lines: Sequence[Line], parsed: Sequence[Sequence[Token]], marks: Marks, cell_like: CellLike
) -> Iterator[Grid]:
    """A grid for each month of every list. `marks` are not needed: what a list shows is words."""
    at = 0
    while at < len(lines):
        if not _is_month_line(parsed[at]):
            at += 1
            continue
        rows, end = _run(parsed, at)
        heads = _column_heads(lines, at)
        if heads is not None:
            yield from _tabular(lines, parsed, rows, heads, cell_like)
        elif len(rows) >= 3 and all(_is_rating(parsed[i], cell_like) for i in rows):
            for i in rows:
                yield _month(lines[i], parsed[i][0], [Row(lines[i], cells={0: list(_rest(parsed[i]))})], i)
        at = end


def stacks(
    lines: Sequence[Line], parsed: Sequence[Sequence[Token]], marks: Marks, cell_like: CellLike
) -> Iterator[Grid]:
    """Every month on a line of its own with its code on the next, as badges become in a saved page."""
    at = 0
    while at < len(lines):
        heads, codes, end = _stack(lines, parsed, cell_like, at)
        dated = dated_run([parsed[i][0] for i in heads]) if len(heads) >= _STACK else None
        if dated is not None:
            bureau = bureau_of(lines[at - 1].text) if at else None
            row = Row(lines[at], bureau=bureau, label=lines[at - 1].words if bureau else ())
            row.cells = {heads.index(i): list(lines[i + 1].words) for i in codes}
            for n, i in enumerate(heads):
                if n not in row.cells and (mark := _badge(lines, i, marks)) is not None:
                    row.marks[n] = mark
            yield Grid(Heads("dated", dated, 1), [row], end)
        at = end if dated is not None else at + 1


def _stack(
    lines: Sequence[Line], parsed: Sequence[Sequence[Token]], cell_like: CellLike, at: int
) -> tuple[list[int], list[int], int]:
    """The lines of months from `at` on, those of them that a code follows, and where the stack ends."""
    heads: list[int] = []
    codes: list[int] = []
    i = at
    while i < len(lines) and len(parsed[i]) == 1 and parsed[i][0].kind in ("month", "year", "dated"):
        heads.append(i)
        i += 1
        if i < len(lines) and len(lines[i].words) == 1 and _is_code(lines[i].text, parsed[i], cell_like):
            codes.append(i - 1)
            i += 1
    return heads, codes, max(i, at + 1)


def _is_code(text: str, line: Sequence[Token], cell_like: CellLike) -> bool:
    return cell_like(text) and line[0].kind not in ("month", "year", "dated")


def _badge(lines: Sequence[Line], at: int, marks: Marks) -> Mark | None:
    """A badge without words that stands between this month and the next line."""
    top = lines[at].box[3] - 1
    end = lines[at + 1].box[1] + 1 if at + 1 < len(lines) else top + 40
    of_page = marks.get(lines[at].page, ())
    start = bisect_left(of_page, top, key=lambda m: m.box[1])
    named = [m for m in of_page[start : start + 3] if m.name and m.box[3] <= end]
    return named[0] if named else None


def _is_month_line(line: Sequence[Token]) -> bool:
    return len(line) > 1 and line[0].kind == "dated" and any(t.kind != "dated" for t in line[1:])


def _rest(line: Sequence[Token]) -> list[Word]:
    return [w for t in line[1:] for w in t.words]


def _is_rating(line: Sequence[Token], cell_like: CellLike) -> bool:
    text = " ".join(w.text for w in _rest(line))
    return cell_like(text) and "$" not in text and "," not in text


def _run(parsed: Sequence[Sequence[Token]], at: int) -> tuple[list[int], int]:
    """The lines of one list: a page break may put a few others between them."""
    rows, i = [at], at + 1
    while i < len(parsed) and i - rows[-1] <= _BREAK:
        if _is_month_line(parsed[i]):
            rows.append(i)
        i += 1
    return rows, rows[-1] + 1


def _column_heads(lines: Sequence[Line], at: int) -> list[tuple[Word, ...]] | None:
    """The labels over the list, each with its wrapped lines, left to right; None without a known one."""
    columns: list[list[Word]] = []
    for i in range(at - 1, max(-1, at - 1 - _HEAD_LINES), -1):
        line = lines[i]
        if any(c.isdigit() or c == "$" for c in line.text):
            break
        trial = _over(columns, [piece for cell in line.cells for piece in _pieces(cell)])
        if columns and _known(trial) < _known(columns):
            break
        columns = trial
    heads = [tuple(c) for c in sorted(columns, key=lambda c: c[0].x0)]
    return heads if _known(columns) and (len(heads) > 1) else None


def _pieces(cell: Cell) -> list[Cell]:
    """A cell that is nothing but several labels, set so close that they ran into one."""
    pieces: list[Cell] = []
    at = 0
    while at < len(cell.words):
        named = measure_at(cell.words, at)
        if named is None:
            return [cell]
        pieces.append(Cell(cell.words[at : at + named[1]]))
        at += named[1]
    return pieces


def _known(columns: Sequence[Sequence[Word]]) -> int:
    return sum(whole_measure(words) is not None for words in columns)


def _over(columns: Sequence[Sequence[Word]], cells: Sequence[Cell]) -> list[list[Word]]:
    """Each cell on top of the column that it stands over, or a column of its own."""
    merged = [list(words) for words in columns]
    for cell in cells:
        x0, _, x1, _ = cell.box
        over = [c for c in merged if min(w.x0 for w in c) < x1 and max(w.x1 for w in c) > x0]
        if len(over) == 1:
            over[0][:0] = cell.words
        else:
            merged.append(list(cell.words))
    return merged


def _tabular(
    lines: Sequence[Line],
    parsed: Sequence[Sequence[Token]],
    rows: Sequence[int],
    labels: Sequence[tuple[Word, ...]],
    cell_like: CellLike,
) -> Iterator[Grid]:
    first = parsed[rows[0]][0]
    over = [words for words in labels if min(w.x0 for w in words) > first.center]
    if not over:
        return
    heads = Heads("dated", tuple(_label_head(words) for words in over), 1)
    for i in rows:
        own = {id(w) for w in parsed[i][0].words}
        cells = [
            Cell(c) for cell in lines[i].cells if (c := tuple(w for w in cell.words if id(w) not in own))
        ]
        placed = columns_of(heads, cells, cell_like)
        if placed is None:
            continue
        grid_rows = [
            Row(lines[i], label=over[k], measure=whole_measure(over[k]) or "other", cells={0: words})
            for k, words in sorted(placed.items())
        ]
        yield _month(lines[i], parsed[i][0], grid_rows, i, tuple(w for words in labels for w in words))


def _label_head(words: Sequence[Word]) -> Head:
    return Head(min(w.x0 for w in words), max(w.x1 for w in words), None, None, (tuple(words),))


def _month(line: Line, first: Token, rows: list[Row], at: int, lead: tuple[Word, ...] = ()) -> Grid:
    head = Head(first.x0, first.x1, first.month, first.year, (first.words,))
    return Grid(Heads("dated", (head,), 1, lead), rows, at + 1)

"""Payment histories of every shape -> `payment_history` and `monthly`, each month with its own place.

The door to month grids. `read_history` is given a block's lines and finds in them: years down and
months across, months down and years across, a row of months under its years, month columns with rows
of amounts and ratings, rows that begin with a month, rows by bureau, and sentences ("30 days past due
as of Dec 2023"). Legends are ignored by name. What cannot be dated is not put: its words stay unread.

A month printed twice with one status is one month; with two, it is a month of unknown status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from creditai.documents import Document, Mark, Word
from creditai.documents.lines import Line
from creditai.forms.draft.places import unsure
from creditai.forms.draft.slots import Slot
from creditai.forms.history.found import Cell, Found
from creditai.forms.history.grids import Grid, Marks, Row, grids, read_as_code
from creditai.forms.history.lists import lists, stacks
from creditai.forms.history.misread import read_again, with_strays
from creditai.forms.history.putting import put, settle
from creditai.forms.history.tokens import Head, tokens
from creditai.forms.history.words import legend_of, told_months
from creditai.report import MonthStatus, Reason
from creditai.values import PartialDate, Why, is_dash, parse_money
from creditai.vocabulary.history import (
    BLANK,
    CHECK,
    CODES,
    FILLED,
    ICON,
    Codes,
    Measure,
    code_of,
)

_QUITE_SURE = 0.97


def marks_of(document: Document) -> Marks:
    """Every page's marks from the top, as the readers of grids want them."""
    return {page.number: sorted(page.marks, key=lambda m: m.box[1]) for page in document.pages}


def read_history(lines: Sequence[Line], marks: Marks, slot: Slot, codes: Codes) -> None:
    """Find and put the payment history that stands in these lines. `codes`: the layout's own meanings
    (a printed code, or CHECK, ICON, FILLED, BLANK, or the class of an HTML badge), over the common ones."""
    found = find_history(lines, marks, codes)
    settle(found, slot)
    put(found.cells, slot)


def find_history(lines: Sequence[Line], marks: Marks, codes: Codes) -> Found:
    """Everything that these lines say month by month; nothing is put or claimed."""
    legend = legend_of(lines)
    meanings: dict[str, MonthStatus | None] = {**CODES, **legend.codes, **codes}
    found = Found(legend=[w for i in sorted(legend.lines) for w in lines[i].words])
    rest = with_strays([line for i, line in enumerate(lines) if i not in legend.lines])
    printed = [tokens(line) for line in rest]
    parsed = [read_again(line) for line in printed]
    like = _cell_like(meanings)
    taken: set[int] = set()
    for grid in (
        *grids(rest, parsed, marks, like),
        *lists(rest, parsed, marks, like),
        *stacks(rest, parsed, marks, like),
    ):
        if any(id(w) in taken for head in grid.heads.heads for run in head.runs for w in run):
            continue
        taken.update(id(w) for head in grid.heads.heads for run in head.runs for w in run)
        if grid.heads.kind == "months" and not grid.rows:
            found.undated.append(tuple(w for head in grid.heads.heads for run in head.runs for w in run))
        _read_grid(grid, meanings, found)
    loose = (n for n, line in enumerate(rest) if taken.isdisjoint(map(id, line.words)))
    for told in told_months([token for n in loose for token in printed[n]]):
        for month in told.months:
            found.cells.append(Cell(month, "status", told.words, (told.clause,), status=told.status))
    return found


def _cell_like(meanings: Codes) -> Callable[[str], bool]:
    @cache  # a grid has few texts, many times
    def like(text: str) -> bool:
        key = code_of(text)
        if text.endswith(":"):
            return False  # "30: 1" is a count
        return key in meanings or key == ICON or not isinstance(parse_money(text), Why) or is_dash(text)

    return like


def _read_grid(grid: Grid, meanings: Codes, found: Found) -> None:
    cells: list[Cell] = []
    claimed = [w for head in grid.heads.heads for run in head.runs for w in run]
    claimed += [*grid.heads.lead, *grid.title]
    fills: list[tuple[Word, ...]] = []
    for row in grid.rows:
        fresh = list(_row_cells(grid, row, meanings))
        cells += fresh
        if fresh or not row.cells:
            claimed += [*row.label, *(row.key.words if row.key else ())]
        if row.fills and not row.cells and not row.marks and FILLED not in meanings:
            fills.append(row.label or (row.key.words if row.key else row.line.words))
    if not _believable(cells):
        return
    if BLANK in meanings:
        cells += _blanks(grid, cells, meanings)
    if cells or fills or not any(row.cells for row in grid.rows):
        found.cells += cells
        found.claimed += claimed
        found.colour_only += fills


def _believable(cells: Sequence[Cell]) -> bool:
    """A grid most of whose codes mean nothing to us is no payment history that we can read."""
    codes = [c for c in cells if c.measure == "status"]
    return 2 * sum(c.why == "unreadable" for c in codes) <= len(codes)


def _row_cells(grid: Grid, row: Row, meanings: Codes) -> Iterator[Cell]:
    measure = row.measure or grid.measure or _unnamed(row)
    if measure is None:
        return
    for column, words in sorted(row.cells.items()):
        dated = _dated(grid.heads.heads[column], row)
        if dated is None or not words:
            continue
        cell = Cell(dated[0], measure, tuple(words), dated[1], row.bureau or grid.bureau, row.label)
        if measure == "status":
            cell.status, cell.why = _status(read_as_code(words), meanings)
            if _is_a_stroke(words):
                cell.status, cell.why = None, "unreadable"
        yield cell
    if measure == "status":
        yield from _drawn(grid, row, meanings)


def _unnamed(row: Row) -> Measure | None:
    """Cells that nothing names are a history, unless they hold amounts: then nobody knows of what."""
    texts = [w.text for words in row.cells.values() for w in words]
    return None if any("$" in text or "," in text for text in texts) else "status"


def _dated(head: Head, row: Row) -> tuple[PartialDate, tuple[tuple[Word, ...], ...]] | None:
    key = row.key
    month = head.month if head.month is not None else (key.month if key else None)
    year = head.year if head.year is not None else (key.year if key else None)
    if month is None or year is None:
        return None
    runs = (*head.runs, key.words) if key and key.words not in head.runs else head.runs
    if unsure(w for run in (runs[1:] if head.told else runs) for w in run):
        return None
    return PartialDate(year, month), runs


def _status(text: str, meanings: Codes) -> tuple[MonthStatus | None, Reason | None]:
    key = code_of(text)
    if key in meanings:
        status = meanings[key]
        return status, None if status else "no_contract_value"
    return ("ND", None) if is_dash(text) else (None, "unreadable")


def _is_a_stroke(words: Sequence[Word]) -> bool:
    """A lone figure of which OCR was not quite sure: what it makes of a dash or a rule is a `1`, which a key of figures
    would call late."""
    told = words[0].confidence
    return (
        told is not None
        and told < _QUITE_SURE
        and len(words) == 1
        and words[0].text.isdecimal()
        and len(words[0].text) == 1
    )


def _drawn(grid: Grid, row: Row, meanings: Codes) -> Iterator[Cell]:
    """Cells without words: a tick, a badge known by its class, a filled box where that means something."""
    filled = row.fills if FILLED in meanings else {}
    for column, mark in sorted({**filled, **row.marks}.items()):
        dated = _dated(grid.heads.heads[column], row)
        key = CHECK if mark.kind == "check" else _class_of(mark, meanings) or (mark.kind == "fill" and FILLED)
        if dated is None or not key or key not in meanings:
            continue
        status = meanings[key]
        yield Cell(
            dated[0],
            "status",
            (_stand_in(mark, key, row),),
            dated[1],
            row.bureau or grid.bureau,
            row.label,
            status,
            None if status else "no_contract_value",
        )


def _class_of(mark: Mark, meanings: Codes) -> str | None:
    return next((name for name in mark.name.split() if name in meanings), None)


def _stand_in(mark: Mark, key: str, row: Row) -> Word:
    """A drawing as a word, so that evidence can point at it; it is none of the page's words."""
    x0, y0, x1, y1 = mark.box
    return Word(mark.name or key, x0, y0, x1, y1, page=row.line.page, path=row.line.words[0].path)


def _blanks(grid: Grid, cells: Sequence[Cell], meanings: Codes) -> Iterator[Cell]:
    """Empty cells between printed ones, where the layout prints nothing for one of the states; the
    evidence is the heads that the empty cell stands under."""
    printed = [c.month for c in cells if c.measure == "status"]
    if not printed:
        return
    first, last = min(printed), max(printed)
    have = set(printed)
    for row in grid.rows:
        if (row.measure or grid.measure or "status") != "status" or row.fills:
            continue
        for column, head in enumerate(grid.heads.heads):
            dated = _dated(head, row)
            if dated is None or column in row.cells or column in row.marks:
                continue
            if dated[0] in have or not first < dated[0] < last:
                continue
            status = meanings[BLANK]
            yield Cell(
                dated[0], "status", dated[1][0], dated[1][1:], row.bureau or grid.bureau, row.label, status
            )

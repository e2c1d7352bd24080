"""Cards or lists set side by side -> their lines one after the other.

Two shapes give them away: one label again and again in a row (`Inquired on | Inquired on | Inquired on`: a card each), and
a row of nothing but names of lists (`Names | Addresses | Phone numbers`) with more than one line under one of
them. What stands under such a row in its columns, and over it in the first shape, belongs to the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.vocabulary.wordings import Wordings

_ROWS = 4
"""Of a table across, at least."""
_AT_EDGE, _INDENT = 3.0, 30.0
"""Points that a cell may start left and right of its column's edge."""


@dataclass
class _Stretch:
    """Lines from `start` to before `end` that stand in columns at these edges; `at`: what gave them away."""

    at: int
    start: int
    end: int
    edges: list[float]


def cards_apart(lines: Sequence[Line], labels: Wordings) -> list[list[Line]]:
    """The lines in groups: each card that stands beside others, and what stands between rows of cards."""
    anchors = [(n, edges) for n, line in enumerate(lines) if (edges := _repeated(line, labels))]
    return _apart(lines, [_around(lines, n, edges) for n, edges in anchors])


def lists_apart(lines: Sequence[Line], labels: Wordings, names: frozenset[str]) -> list[list[Line]]:
    """The lines in groups: each list that stands beside others, and what stands between."""
    found: list[_Stretch] = []
    for n, line in enumerate(lines):
        edges = _heads(line, labels, names)
        end = _down(lines, n, edges, labels) if edges else n
        if end > n + 2 and _has_two(lines[n + 1 : end], edges):
            found.append(_Stretch(n, n, end, edges))
    return _apart(lines, found)


def abreast(lines: Sequence[Line], labels: Wordings, tells: str, fewest: int) -> list[list[Line]]:
    """The lines in groups: columns of cards, each with labels and values of its own, and what stands between. Two labels
    of one name in a row give them away, on `fewest` lines at the same edges, and on one the label that tells a card."""
    rows = [(n, name, edges) for n, line in enumerate(lines) for name, edges in _twice(line, labels).items()]
    found: list[_Stretch] = []
    for page, edges in dict.fromkeys((lines[n].page, edges) for n, _, edges in rows):
        own = [(n, name) for n, name, at in rows if lines[n].page == page and at == edges]
        if len({n for n, _ in own}) < fewest or tells not in {name for _, name in own}:
            continue
        first, last = own[0][0], own[-1][0]
        if all(_parts(line, edges) for line in lines[first : last + 1]):
            stretch = _stretched(lines, first, last, edges)
            if all(stretch.start >= other.end or stretch.end <= other.start for other in found):
                found.append(stretch)
    groups: list[list[Line]] = []
    at = 0
    for one in sorted(found, key=lambda stretch: stretch.start):
        parts = [_parts(line, one.edges) or [] for line in lines[one.start : one.end]]
        groups.append(list(lines[at : one.start]))
        groups += [[Line(part[n]) for part in parts if part[n]] for n in range(len(one.edges))]
        at = one.end
    return [group for group in (*groups, list(lines[at:])) if group]


def across(lines: Sequence[Line], labels: Wordings, tells: str, copies: list[Word]) -> list[list[Line]]:
    """The lines in groups: the columns of a table whose rows are labels and whose columns are cards, each with the labels at
    the left, and what stands between. It is one where the label that tells a card has a value in every column. `copies` takes the
    labels of further columns: words of their own, because what is read is read once."""
    groups: list[list[Line]] = []
    at = n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and _is_row(lines[end], labels):
            end += 1
        told = [line for line in lines[n:end] if labels.name_of(line.cells[0].text) == tells]
        edges = [told[0].cells[0].box[0], *(c.box[0] for c in told[0].cells[1:])] if told else []
        if end - n >= _ROWS and all(_parts(line, edges) for line in lines[n:end]):
            groups.append(list(lines[at:n]))
            rows = [_parts(line, edges) or [] for line in lines[n:end]]
            groups.append([Line((*row[0], *row[1])) for row in rows])
            for k in range(2, len(edges)):
                groups.append([Line((*_again(row[0], copies), *row[k])) for row in rows])
            at = end
        n = max(end, n + 1)
    return [group for group in (*groups, list(lines[at:])) if group]


def _again(labels: Sequence[Cell], copies: list[Word]) -> tuple[Cell, ...]:
    cells = tuple(Cell(tuple(word._replace() for word in cell.words)) for cell in labels)
    copies += [word for cell in cells for word in cell.words]
    return cells


def _is_row(line: Line, labels: Wordings) -> bool:
    """A label and values of two cards or more."""
    first, *rest = line.cells
    known = labels.name_of(first.text) is not None
    return known and len(rest) > 1 and not any(labels.name_of(cell.text) for cell in rest)


def _twice(line: Line, labels: Wordings) -> dict[str, tuple[float, ...]]:
    """Labels of one name that stand in the line again, each with a value after it: the places at which they begin."""
    at: dict[str, list[float]] = {}
    for cell, after in pairwise((*line.cells, None)):
        name = labels.name_of(cell.text) if cell is not None else None
        if cell is not None and name is not None and after is not None and labels.name_of(after.text) is None:
            at.setdefault(name, []).append(float(round(cell.box[0] / _AT_EDGE) * _AT_EDGE))
    return {name: tuple(edges) for name, edges in at.items() if len(edges) > 1}


def _stretched(lines: Sequence[Line], first: int, last: int, edges: tuple[float, ...]) -> _Stretch:
    """From the cards' names, over their first labels, to their last lines."""
    start, end = first, last + 1
    while start and lines[start - 1].page == lines[first].page and _parts(lines[start - 1], edges):
        start -= 1
    while end < len(lines) and lines[end].page == lines[first].page and _parts(lines[end], edges):
        end += 1
    return _Stretch(first, start, end, list(edges))


def _parts(line: Line, edges: Sequence[float]) -> list[tuple[Cell, ...]] | None:
    """The line's cells by column; None if one stands before the first, or reaches into the next."""
    parts: list[list[Cell]] = [[] for _ in edges]
    for cell in line.cells:
        n = sum(cell.box[0] >= edge - _AT_EDGE for edge in edges) - 1
        if n < 0 or (n + 1 < len(edges) and cell.box[2] > edges[n + 1] - _AT_EDGE):
            return None
        parts[n].append(cell)
    return [tuple(part) for part in parts]


def _repeated(line: Line, labels: Wordings) -> list[float]:
    texts = {cell.text for cell in line.cells}
    once = len(line.cells) > 1 and len(texts) == 1 and labels.name_of(line.cells[0].text) is not None
    return [cell.box[0] for cell in line.cells] if once else []


def _heads(line: Line, labels: Wordings, names: frozenset[str]) -> list[float]:
    """The edges of a row of labels of different lists, none with a colon."""
    found = [labels.name_of(cell.text) for cell in line.cells if not cell.text.endswith(":")]
    whole = len(found) == len(line.cells) > 1 and None not in found
    different = len(set(found)) == len(found)
    return [cell.box[0] for cell in line.cells] if whole and different and names & set(found) else []


def _around(lines: Sequence[Line], at: int, edges: list[float]) -> _Stretch:
    start, end = at, at + 1
    while start and _fits(lines[start - 1], edges) and lines[start - 1].page == lines[at].page:
        start -= 1
    while end < len(lines) and _fits(lines[end], edges) and lines[end].page == lines[at].page:
        end += 1
    return _Stretch(at, start, end, edges)


def _down(lines: Sequence[Line], at: int, edges: list[float], labels: Wordings) -> int:
    end = at + 1
    while end < len(lines) and _fits(lines[end], edges) and lines[end].page == lines[at].page:
        if len(lines[end].cells) > 1 and all(labels.name_of(cell.text) for cell in lines[end].cells):
            break
        end += 1
    return end


def _fits(line: Line, edges: Sequence[float]) -> bool:
    """Does each cell stand in a column, and no two in one?"""
    at = [_column(cell, edges) for cell in line.cells]
    return None not in at and len(set(at)) == len(at)


def _column(cell: Cell, edges: Sequence[float]) -> int | None:
    for n, edge in enumerate(edges):
        end = edges[n + 1] - 1 if n + 1 < len(edges) else float("inf")
        if edge - _AT_EDGE <= cell.box[0] <= edge + _INDENT and cell.box[2] < end:
            return n
    return None


def _has_two(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    counts = [sum(_column(c, edges) == n for line in lines for c in line.cells) for n in range(len(edges))]
    return sum(count > 0 for count in counts) > 1 and max(counts) > 1


def _apart(lines: Sequence[Line], stretches: Sequence[_Stretch]) -> list[list[Line]]:
    """Rows of cards that meet are parted at the widest gap between the lines that gave them away."""
    for first, second in pairwise(stretches):
        if first.end > second.start:
            first.end = second.start = _widest_gap(lines, first.at + 1, second.at)
    groups: list[list[Line]] = []
    at = 0
    for one in stretches:
        groups.append(list(lines[at : one.start]))
        for n in range(len(one.edges)):
            own = [
                [c for c in line.cells if _column(c, one.edges) == n] for line in lines[one.start : one.end]
            ]
            groups.append([Line(tuple(cells)) for cells in own if cells])
        at = one.end
    return [group for group in (*groups, list(lines[at:])) if group]


def _widest_gap(lines: Sequence[Line], start: int, end: int) -> int:
    gaps = [(lines[n].box[1] - lines[n - 1].box[3], n) for n in range(start, end + 1)]
    return max(gaps)[1] if gaps else end

"""Rows of labels and values whose text wraps in its cell: put back on one line each.

Where a cell is centred beside a taller one, its words stand beside or between the lines of its
neighbour. A value's lines belong to the label whose middle they are set around (or whose first line
they begin at), if they are set closer to each other than to what stands over and under them. What no
spacing tells stays as it is.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from creditai.documents.lines import Cell, Line
from creditai.forms.draft.broken import printed
from creditai.forms.fields import answers, fits, kind_of
from creditai.forms.line_kinds import are_months
from creditai.values import Why, parse_month_name
from creditai.vocabulary.tokens import tokens_of
from creditai.vocabulary.wordings import Wordings

_LEAD = 1.75
"""Lines of one cell are no further apart, middle to middle, than this many text heights."""
_AT = 0.3
"""Middles nearer than this many text heights are one height."""
_APART = 1.1
"""Over and under a cell there is at least this many times as much room as between its lines."""

_COLUMN = 3
"""Cells that begin at one edge make it a column's."""

_TALL = 9
"""Rows of more lines are not put together: it is running text."""


@dataclass
class _Label:
    """A label's cells, one a printed line, and the line that it stands on first."""

    cells: list[Cell]
    line: int
    value: list[Cell] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (self.cells[0].box[1] + self.cells[-1].box[3]) / 2

    @property
    def x1(self) -> float:
        return max(cell.box[2] for cell in self.cells)


def settled(lines: Sequence[Line], labels: Wordings) -> list[Line]:
    """The same words; a label and a value that wrap beside each other as two cells of one line."""
    done: list[Line] = []
    for _, group in itertools.groupby(lines, key=lambda line: line.page):
        done += _Page(list(group), labels).settled()
    return done


def _height(cell: Cell) -> float:
    return max(cell.words[0].y1 - cell.words[0].y0, 1.0)


class _Page:
    def __init__(self, lines: list[Line], labels: Wordings) -> None:
        self.wordings = labels
        self.lines = lines = _cut_at_columns(lines, labels)
        placed = [(cell, n) for n, line in enumerate(lines) for cell in line.cells]
        placed.sort(key=lambda p: p[0].middle)
        self.cells = [cell for cell, _ in placed]
        self.line_of = {id(cell): n for cell, n in placed}
        self.middles = [cell.middle for cell in self.cells]
        self.taken: set[int] = set()

    def settled(self) -> list[Line]:
        found = self._labels()
        own = {id(cell) for label in found for cell in label.cells}
        for label in found:
            label.value = self._value(label, own)
            if len(label.value) > 1 or len(label.cells) > 1:
                self.taken.update(id(c) for c in (*label.cells, *label.value))
        changed = [x for x in found if len(x.value) > 1 or len(x.cells) > 1]
        return banded(self._rebuilt(changed) if changed else self.lines)

    def _rebuilt(self, changed: Sequence[_Label]) -> list[Line]:
        moved = {id(cell) for label in changed for cell in (*label.cells, *label.value)}
        fresh: dict[int, list[Cell]] = {}
        for label in changed:
            home = fresh.setdefault(self._home(label), [])
            home.append(_joined(label.cells))
            if label.value:
                home.append(_joined(label.value))
        lines: list[Line] = []
        for n, line in enumerate(self.lines):
            kept = [cell for cell in line.cells if id(cell) not in moved] + fresh.get(n, [])
            if len(kept) == len(line.cells) and n not in fresh:
                lines.append(line)
            elif kept:
                lines.append(Line(tuple(sorted(kept, key=lambda c: c.box[0]))))
        return lines

    def _home(self, label: _Label) -> int:
        """The line at the label's middle; where there is none, the label's first."""
        reach = _AT * _height(label.cells[0])
        at = self._between(label.middle - reach, label.middle + reach)
        return self.line_of[id(at[0])] if at else label.line

    # -- labels

    def _labels(self) -> list[_Label]:
        found: list[_Label] = []
        used: set[int] = set()
        for cell in self.cells:
            if id(cell) in used:
                continue
            label = self._wrapped_label(cell)
            if label is None and self._is_label(cell):
                label = _Label([cell], self.line_of[id(cell)])
            if label is not None:
                used.update(id(c) for c in label.cells)
                found.append(label)
        edges = Counter(round(label.cells[0].box[0]) for label in found)
        return [x for x in found if edges[round(x.cells[0].box[0])] > 1 or not self._is_in_value(x)]

    def _is_in_value(self, label: _Label) -> bool:
        """`Consumer disputes`, the first line of a remark: no label, though it reads like one."""
        below = self._under(label.cells[-1])
        return below is not None and not label.cells[-1].text.endswith(":") and not self._is_label(below)

    def _is_label(self, cell: Cell) -> bool:
        return self.wordings.name_of(cell.text) is not None or (
            cell.text.endswith(":") and len(cell.words) < 7
        )

    def _wrapped_label(self, cell: Cell) -> _Label | None:
        """Cells under each other at one edge whose words together are a known label."""
        tokens = tokens_of(cell.text)
        known = self.wordings.is_prefix(tokens) or (len(tokens) > 2 and self.wordings.is_prefix(tokens[:-1]))
        if not known or cell.text.endswith(":") or not cell.text[:1].isupper():
            return None
        cells = [cell]
        best: list[Cell] = []
        while len(cells) < 4:
            below = self._under(cells[-1])
            if below is None or self._is_under_values(cell, below):
                break
            cells.append(below)
            tokens = tokens_of(printed([word for c in cells for word in c.words]))
            if self.wordings.name_of_tokens(tokens) is not None:
                best = list(cells)
            if not self.wordings.is_prefix(tokens):
                break
        if not best or (self._is_label(cell) and self._has_own_value(cell, best)):
            return None
        return _Label(best, self.line_of[id(cell)])

    def _is_under_values(self, cell: Cell, below: Cell) -> bool:
        """Of a scan, whose measured type tells little: `Current  $12` over `Balance  Limit`, values over labels of others,
        is no label that wraps."""
        upper, lower = (self.lines[self.line_of[id(c)]].cells for c in (cell, below))
        if not below.measured or len(lower) < 2 or not all(map(self._is_label, lower)):
            return False
        return not all(self._is_label(c) or self.wordings.is_prefix(tokens_of(c.text)) for c in upper)

    def _has_own_value(self, cell: Cell, whole: Sequence[Cell]) -> bool:
        """Is this first line a label by itself? Not where only the whole label can have what stands beside it."""
        value = self._beside(cell, cell.middle)
        if value is None:
            return False
        names = (self.wordings.name_of(cell.text), self.wordings.name_of(" ".join(c.text for c in whole)))
        if None in names or self._beside(whole[-1], whole[-1].middle) is not None:
            return True
        return answers(names[0] or "", value.text) or not fits(names[1] or "", value.text)

    def _under(self, cell: Cell) -> Cell | None:
        """The next line of the same cell, by edge, type and distance."""
        height, middle = _height(cell), cell.middle
        for other in self._between(middle + 0.6 * height, middle + 1.6 * height):
            if abs(other.box[0] - cell.box[0]) <= 0.4 * height and _alike(cell, other):
                return other
        return None

    # -- values

    def _between(self, low: float, high: float) -> list[Cell]:
        return self.cells[bisect_left(self.middles, low) : bisect_left(self.middles, high)]

    def _beside(self, cell: Cell, middle: float) -> Cell | None:
        """The nearest cell to the right at this height."""
        reach = _AT * _height(cell)
        right = [c for c in self._between(middle - reach, middle + reach) if c.box[0] > cell.box[2]]
        return min(right, key=lambda c: c.box[0], default=None)

    def _value(self, label: _Label, labels: set[int]) -> list[Cell]:
        """The lines of this label's value, set around its middle or from its first line on."""
        height = _height(label.cells[0])
        reach = 6.5 * height
        middle, x1 = label.middle, label.x1
        near = [c for c in self._between(middle - reach, middle + reach) if c.box[0] > x1]
        limit = self._limit(label, near, labels, height)
        # what begins under the label, between it and its value, is no part of the value's column
        column = [c for c in near if c.box[0] < limit and id(c) not in labels and id(c) not in self.taken]
        found = self._around(label, column, height)
        if _among_others(found, column) or self._is_other_labels(found, label, labels):
            return []
        return found

    def _limit(self, label: _Label, near: Sequence[Cell], labels: set[int], height: float) -> float:
        """Where the next label to the right begins."""
        reach = height * max(1.0, len(label.cells) * 0.8)
        middle = label.middle
        beside = [c.box[0] for c in near if id(c) in labels and abs(c.middle - middle) <= reach]
        return min(beside, default=float("inf"))

    def _around(self, label: _Label, column: Sequence[Cell], height: float) -> list[Cell]:
        seed = _nearest(column, label.middle, 1.0 * height)
        if seed is None:  # a label of three lines and a value of one
            seed = _nearest(column, label.cells[0].middle, _AT * height)
        if seed is None:
            return []
        stack = _stack(seed, column)
        middle = (stack[0].box[1] + stack[-1].box[3]) / 2
        centred = abs(middle - label.middle) <= _AT * height
        first = abs(stack[0].middle - label.cells[0].middle) <= _AT * height
        if centred or first:
            return stack
        return [seed] if self._is_alone(label, seed) else []

    def _is_alone(self, label: _Label, seed: Cell) -> bool:
        """A day or an amount on the label's first line, of the kind that this label has: the values over it, as
        far from it as lines of one cell would be, are other labels'."""
        name = self.wordings.name_of(" ".join(cell.text for cell in label.cells)) or ""
        level = abs(seed.middle - label.cells[0].middle) <= _AT * _height(seed)
        return level and kind_of(name) != "text" and fits(name, seed.text)

    def _is_other_labels(self, value: Sequence[Cell], label: _Label, labels: set[int]) -> bool:
        """Does a line of it stand beside another label of the same column?"""
        for cell in value:
            reach = _AT * _height(cell)
            for c in self._between(cell.middle - reach, cell.middle + reach):
                if id(c) in labels and c not in label.cells and abs(c.box[0] - label.cells[0].box[0]) < 6:
                    return True
        return False


def _nearest(column: Sequence[Cell], middle: float, reach: float) -> Cell | None:
    found = min(column, key=lambda c: abs(c.middle - middle), default=None)
    return found if found is not None and abs(found.middle - middle) <= reach else None


def banded(lines: Sequence[Line]) -> list[Line]:
    """Lines of one page that reach into each other's height, as one: rows of a table whose cells are centred."""
    done: list[Line] = []
    n = 0
    while n < len(lines):
        end = n + 1
        while end < len(lines) and _reaches_into(lines[n:end], lines[end]):
            end += 1
        whole = _band(lines[n:end]) if 1 < end - n < _TALL else None
        done += lines[n:end] if whole is None else [whole]
        n = end
    return done


def _reaches_into(band: Sequence[Line], line: Line) -> bool:
    above, slack = band[-2:], (0.45 if line.measured else 0.25) * _height(line.cells[0])
    return (
        line.box[1] < max(x.box[3] for x in above) - slack
        and min(x.box[1] for x in above) + slack < line.box[3]
    )


def _band(lines: Sequence[Line]) -> Line | None:
    """The columns of these lines side by side, if each is centred at one height. Codes under months, with their year
    beside both, are two lines of a grid."""
    if any(sum(not isinstance(parse_month_name(c.text), Why) for c in line.cells) > 2 for line in lines):
        return None
    columns: list[list[Cell]] = []
    for cell in sorted((c for line in lines for c in line.cells), key=lambda c: c.box[1]):
        home = [x for x in columns if any(c.box[0] < cell.box[2] and cell.box[0] < c.box[2] for c in x)]
        if len(home) > 1:
            return None
        if home:
            home[0].append(cell)
        else:
            columns.append([cell])
    middles = [(x[0].box[1] + x[-1].box[3]) / 2 for x in columns]
    height = min(_height(c) for x in columns for c in x)
    if len(columns) < 2 or max(middles) - min(middles) > _AT * height:
        return None
    return Line(tuple(_joined(x) for x in sorted(columns, key=lambda x: x[0].box[0])))


def _among_others(value: Sequence[Cell], column: Sequence[Cell]) -> bool:
    """Do other cells stand beside its lines? A row of a grid has more than one value."""
    own = {id(cell) for cell in value}
    others = [other for other in column if id(other) not in own] if value else []
    for cell in value:
        middle, reach = cell.middle, _AT * _height(cell)
        if any(abs(other.middle - middle) <= reach for other in others):
            return True
    return False


def _stack(seed: Cell, column: Sequence[Cell]) -> list[Cell]:
    """The lines of one cell around this one, of a column from top to bottom: equally spaced, at one edge, and apart
    from what is over and under them. Only the seed where the spacing does not tell."""
    height = _height(seed)
    x0, _, x1, _ = seed.box
    slack = 0.4 * height
    edged = (c for c in column if abs(c.box[0] - x0) <= slack or abs(c.box[2] - x1) <= slack)
    same = [c for c in edged if _alike(seed, c) and (c is seed or not are_months(c.text))]
    at = next(n for n, c in enumerate(same) if c is seed)
    leads = [b.middle - a.middle for a, b in itertools.pairwise(same)]
    near = [lead for lead in leads[max(0, at - 1) : at + 1] if lead <= _LEAD * height]
    if not near:
        return [seed]
    lead = min(near)
    first = last = at
    while first > 0 and leads[first - 1] <= _APART * lead:
        first -= 1
    while last < len(same) - 1 and leads[last] <= _APART * lead:
        last += 1
    even = all(inner * _APART >= lead for inner in leads[first:last])
    return same[first : last + 1] if even and last - first < 8 else [seed]


def _alike(a: Cell, b: Cell) -> bool:
    first, second = a.words[0], b.words[0]
    reach = 0.06 if first.confidence is None else 0.15  # OCR measures a line without tall letters as smaller
    return first.bold == second.bold and abs(first.size - second.size) <= reach * max(first.size, 1.0)


def _cut_at_columns(lines: list[Line], labels: Wordings) -> list[Line]:
    """A long value may run up to the next label: its cell is cut where a label begins at an edge at which
    other cells begin too."""
    edges = Counter(round(cell.box[0]) for line in lines for cell in line.cells[1:])
    return [_cut(line, edges, labels) for line in lines]


def _cut(line: Line, edges: Counter[int], labels: Wordings) -> Line:
    cells: list[Cell] = []
    for cell in line.cells:
        start, texts = 0, [word.text for word in cell.words]
        for n in range(1, len(texts)):
            if edges[round(cell.words[n].x0)] < _COLUMN or texts[n][:1].islower():
                continue
            whole = labels.match(texts, start)
            if whole is not None and whole.end > n and not _set_apart(cell, n):
                continue
            if labels.match(texts, n) is not None or _is_label_so_far(texts[start:n], labels):
                cells.append(Cell(cell.words[start:n]))
                start = n
        cells.append(Cell(cell.words[start:]) if start else cell)
    return Line(tuple(cells)) if len(cells) > len(line.cells) else line


def _is_label_so_far(texts: Sequence[str], labels: Wordings) -> bool:
    """A whole label, or the first line of one that wraps."""
    tokens = tokens_of(" ".join(texts))
    return labels.name_of_tokens(tokens) is not None or (len(tokens) > 2 and labels.is_prefix(tokens))


def _set_apart(cell: Cell, n: int) -> bool:
    """Is the room before word n more than a space's?"""
    before, word = cell.words[n - 1], cell.words[n]
    return word.x0 - before.x1 > 0.75 * (word.y1 - word.y0)


def _joined(cells: Sequence[Cell]) -> Cell:
    return Cell(tuple(word for cell in cells for word in cell.words))

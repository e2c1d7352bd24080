"""Words -> lines of cells: what stands side by side, and what is one run of text.

A cell is a run of words on one line with no gap wide enough to be a column's. A line is all cells
that share a baseline. Both keep their words, so evidence can always be pointed at.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from creditai.documents import Document, Page, Word
from creditai.documents.latest import of_the_latest
from creditai.documents.once import once
from creditai.report import Box

GAP = 0.9
"""A gap wider than this many times the text height ends a cell."""
DESCENT = 0.2
"""The part of a word's height that lies under its baseline."""
NEAR = 0.35
"""Words whose baselines or middles are nearer than this many text heights stand on one line."""

_RAISED = 0.8
"""How much less high than the word beside it a raised or lowered sign is at least."""


def box_of(words: Iterable[Word]) -> Box:
    """The box around words of one page; ValueError when there are none."""
    first, *rest = words
    x0, y0, x1, y1 = first.box
    for word in rest:  # min and max of four lists take twice as long, and there are tens of thousands
        if word.x0 < x0:
            x0 = word.x0
        if word.y0 < y0:
            y0 = word.y0
        if word.x1 > x1:
            x1 = word.x1
        if word.y1 > y1:
            y1 = word.y1
    return (x0, y0, x1, y1)


@dataclass(frozen=True)
class Cell:
    words: tuple[Word, ...]

    @once
    def text(self) -> str:
        return " ".join([w.text for w in self.words])

    @once
    def box(self) -> Box:
        return box_of(self.words)

    @once
    def middle(self) -> float:
        """Half-way down."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def page(self) -> int:
        return self.words[0].page

    @property
    def measured(self) -> bool:
        """By OCR: its letters are doubtful, its place, size and weight nearly so."""
        return self.words[0].confidence is not None


@dataclass(frozen=True)
class Line:
    """Cells from left to right. `page` from 1."""

    cells: tuple[Cell, ...]

    @once
    def words(self) -> tuple[Word, ...]:
        return tuple([word for cell in self.cells for word in cell.words])

    @once
    def text(self) -> str:
        return " ".join([cell.text for cell in self.cells])

    @once
    def box(self) -> Box:
        if len(self.cells) == 1:
            return self.cells[0].box
        return box_of(self.words)

    @property
    def page(self) -> int:
        return self.cells[0].page

    @property
    def measured(self) -> bool:
        return self.cells[0].measured


def lines_of(page: Page) -> tuple[Line, ...]:
    """The page's lines from top to bottom; text that runs up or down the page (a margin's) or slants comes last."""
    level = [w for w in page.words if not w.angle]
    guessed = any(w.confidence is not None for w in level)
    rows = _skewed_rows(level) if guessed else _rows(level)
    lines = [Line(_cells(sorted(row, key=lambda w: w.x0))) for row in rows]
    return (
        *lines,
        *(_turned_lines([w for w in page.words if w.angle]) if len(level) < len(page.words) else ()),
    )


@of_the_latest
def lines_by_page(document: Document) -> tuple[tuple[Line, ...], ...]:
    """The lines of each page."""
    return tuple(map(lines_of, document.pages))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share a baseline, or a middle where sizes differ (an icon beside text)."""
    rows: list[list[Word]] = []
    marks: list[tuple[float, float, float]] = []  # middle, baseline and height of each row's first word
    for word in sorted(words, key=lambda w: (w.y0 + w.y1, w.x0)):
        height = word.y1 - word.y0
        middle, base = (word.y0 + word.y1) / 2, word.y1 - DESCENT * height
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            row_middle, row_base, row_height = marks[i]
            reach = NEAR * (height if height < row_height else row_height)
            if abs(middle - row_middle) <= reach or abs(base - row_base) <= reach:
                rows[i].append(word)
                break
        else:
            rows.append([word])
            marks.append((middle, base, height))
    return _with_raised(rows)


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Raised and lowered signs go to the line of the taller word that they stand close beside."""
    measured = [(row, max([w.y1 - w.y0 for w in row])) for row in rows]
    found: list[tuple[list[Word], float]] = []
    for i, (row, height) in enumerate(measured):
        beside = (*measured[i + 1 : i + 2], *found[-1:])
        taller = (near for near, its in beside if height < _RAISED * its)
        home = next((near for near in taller if _is_raised(row, near)), None)
        if home is None:
            found.append((row, height))
        else:
            home.extend(row)
    return [row for row, _ in found]


def _is_raised(row: Sequence[Word], near: Sequence[Word]) -> bool:
    return all(any(_clings(small, word) for word in near) for small in row)


def _clings(small: Word, word: Word) -> bool:
    height = small.y1 - small.y0
    overlap = min(small.y1, word.y1) - max(small.y0, word.y0)
    beside = min(abs(small.x0 - word.x1), abs(word.x0 - small.x1))
    return height < _RAISED * (word.y1 - word.y0) and overlap >= 0.4 * height and beside <= 0.4 * height


def _skewed_rows(words: Sequence[Word]) -> list[list[Word]]:
    """The same for words from a picture, whose lines may rise or fall: from left to right each word goes
    to the row whose last word it continues best."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.x0):
        height, middle = word.y1 - word.y0, (word.y0 + word.y1) / 2
        best, least = None, 0.45
        for row in rows:
            last = row[-1]
            off = abs((last.y0 + last.y1) / 2 - middle) / max(1e-6, min(height, last.y1 - last.y0))
            if off < least and last.x1 - word.x0 < 0.5 * height:
                best, least = row, off
        if best is None:
            rows.append([word])
        else:
            best.append(word)
    return sorted(rows, key=lambda row: sum(w.y0 + w.y1 for w in row) / len(row))


def _turned_lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Lines of turned text, each cell's words in their reading order."""
    lines = []
    for angle in sorted({word.angle for word in words}):
        turned = [(w, _level(w)) for w in words if w.angle == angle]
        held = {id(straight): word for word, straight in turned}
        for row in _rows([straight for _, straight in turned]):
            cells = _cells(sorted(row, key=lambda w: w.x0))
            lines.append(Line(tuple(Cell(tuple(held[id(w)] for w in cell.words)) for cell in cells)))
    return tuple(lines)


def _level(word: Word) -> Word:
    """The word as it lies when its text is held level."""
    x0, y0, x1, y1 = word.box
    match word.angle:
        case 90:
            x0, y0, x1, y1 = y0, -x1, y1, -x0
        case 180:
            x0, y0, x1, y1 = -x1, -y1, -x0, -y0
        case 270:
            x0, y0, x1, y1 = -y1, x0, -y0, x1
    return word._replace(x0=x0, y0=y0, x1=x1, y1=y1, angle=0)


def _cells(row: Sequence[Word]) -> tuple[Cell, ...]:
    runs: list[list[Word]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        height = min(before.y1 - before.y0, word.y1 - word.y0)
        if word.x0 - before.x1 > GAP * height:
            runs.append([])
        runs[-1].append(word)
    return tuple(Cell(tuple(run)) for run in runs)

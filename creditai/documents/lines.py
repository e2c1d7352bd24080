"""Words -> lines of cells: what stands side by side, and what is one run of text.

A cell is a run of words on one line with no gap wide enough to be a column's. A line is all cells
that share a baseline. Both keep their words, so evidence can always be pointed at.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from creditai.documents import Page, Word
from creditai.report import Box

GAP = 0.9
"""A gap wider than this many times the text height ends a cell."""


def box_of(words: Iterable[Word]) -> Box:
    """The box around words of one page; ValueError when there are none."""
    seen = list(words)
    return (
        min(w.x0 for w in seen),
        min(w.y0 for w in seen),
        max(w.x1 for w in seen),
        max(w.y1 for w in seen),
    )


@dataclass(frozen=True)
class Cell:
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @cached_property
    def box(self) -> Box:
        return box_of(self.words)

    @property
    def page(self) -> int:
        return self.words[0].page


@dataclass(frozen=True)
class Line:
    """Cells from left to right. `page` from 1."""

    cells: tuple[Cell, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for cell in self.cells for word in cell.words)

    @cached_property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @cached_property
    def box(self) -> Box:
        return box_of(self.words)

    @property
    def page(self) -> int:
        return self.cells[0].page


def lines_of(page: Page) -> tuple[Line, ...]:
    """The page's lines from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda w: ((w.y0 + w.y1) / 2, w.x0)):
        middle = (word.y0 + word.y1) / 2
        if rows and rows[-1][0].y0 <= middle <= rows[-1][0].y1:
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(Line(_cells(sorted(row, key=lambda w: w.x0))) for row in rows)


def _cells(row: Sequence[Word]) -> tuple[Cell, ...]:
    runs: list[list[Word]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        height = min(before.y1 - before.y0, word.y1 - word.y0)
        if word.x0 - before.x1 > GAP * height:
            runs.append([])
        runs[-1].append(word)
    return tuple(Cell(tuple(run)) for run in runs)

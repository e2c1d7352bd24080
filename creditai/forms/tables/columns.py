"""A table's columns: their heads, and which words of a line stand under which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Cell, Line


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

"""A summary's table with a row for each type of account: `Revolving | 2 | $4,310 | $9,000 | $120` under its heads.

Heads may run together, and may wrap onto a second line; a value belongs to the head that it shares an edge or its
middle with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.report import Portfolio
from creditai.vocabulary.totals import HEADS, row_of

_LEAST = 3
"""A row has at least so many cells."""


@dataclass(frozen=True, slots=True)
class Summed:
    """One cell of it: the words of its row, of its head, and its own; `corner` is the head of the rows' names,
    `portfolio` None in the row of all."""

    row: tuple[Word, ...]
    head: tuple[Word, ...]
    value: tuple[Word, ...]
    corner: tuple[Word, ...]
    portfolio: Portfolio | None


def summed_in(lines: Sequence[Line]) -> Iterator[Summed]:
    """Every cell of the first such table."""
    at = next((n for n, line in enumerate(lines) if _is_head(line)), None)
    if at is None:
        return
    heads = _heads_of(lines[at])
    body = at + 1
    if body + 1 < len(lines) and not _is_row(lines[body]) and _is_row(lines[body + 1]):
        for cell in lines[body].cells:
            heads[_nearest(heads, cell)].extend(cell.words)
        body += 1
    for line in lines[body:]:
        if not _is_row(line):
            return
        name, *values = line.cells
        corner = tuple(heads[_nearest(heads, name)])
        for cell in values:
            head = tuple(heads[_nearest(heads, cell)])
            yield Summed(name.words, head, cell.words, corner, row_of(name.text)[1])


def _is_head(line: Line) -> bool:
    names = {HEADS.name_of(" ".join(w.text for w in head)) for head in _heads_of(line)}
    return {"type", "balance"} <= names


def _is_row(line: Line) -> bool:
    return len(line.cells) >= _LEAST and row_of(line.cells[0].text)[0]


def _heads_of(line: Line) -> list[list[Word]]:
    """The line cut into the heads that it is known to have, whatever the room between them."""
    texts = [word.text for word in line.words]
    heads: list[list[Word]] = []
    n = 0
    while n < len(texts):
        found = HEADS.match(texts, n)
        end = found.end if found else n + 1
        heads.append(list(line.words[n:end]))
        n = end
    return heads


def _nearest(heads: Sequence[Sequence[Word]], cell: Cell) -> int:
    def apart(head: Sequence[Word]) -> float:
        x0, x1 = min(w.x0 for w in head), max(w.x1 for w in head)
        left, right = cell.box[0] - x0, cell.box[2] - x1
        return min(abs(left), abs(right), abs(left + right) / 2)

    return min(range(len(heads)), key=lambda n: apart(heads[n]))

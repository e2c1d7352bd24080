"""Tables of inquiries whose cells stand so close that they ran into one: cut again before they are read.

    Creditor Name | Type of Business Date of Inquiry Credit Bureau
    SAMPLE MOTORS Automobile Dealers 05/20/2025 | Experian

The heads are known labels one after the other; in the rows a whole date and a bureau at the end stand for
themselves; elsewhere more than a space, where another row has a cell, parts two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.values import Why, parse_date
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.labels import inquiry_labels

_COLUMNS = 3
"""Fewer heads in a line are no head of a table."""


def inquiries_apart(lines: Sequence[Line]) -> list[Line]:
    """The same lines; under heads that ran into one, and these heads, as one cell a column."""
    apart: list[Line] = []
    starts: tuple[float, ...] = ()
    under = False
    for n, line in enumerate(lines):
        heads = _heads(line)
        if heads is not None:
            under = len(heads) > len(line.cells)
            starts = _edges(lines[n + 1 :]) if under else ()
        apart.append(Line(tuple(heads)) if heads and under else _row(line, starts) if under else line)
    return apart


def _heads(line: Line) -> list[Cell] | None:
    """The known labels that a line consists of; None for any other line."""
    found: list[Cell] = []
    for cell in line.cells:
        texts = [w.text for w in cell.words]
        at = 0
        while at < len(texts):
            match = inquiry_labels().match(texts, at)
            if match is None:
                return None
            found.append(Cell(cell.words[match.start : match.end]))
            at = match.end
    return found if len(found) >= _COLUMNS else None


def _edges(lines: Sequence[Line]) -> tuple[float, ...]:
    """Where the cells of the rows below begin."""
    return tuple(cell.box[0] for line in lines for cell in line.cells)


def _row(line: Line, starts: Sequence[float]) -> Line:
    return Line(tuple(Cell(words) for cell in line.cells for words in _pieces(cell, starts)))


def _pieces(cell: Cell, starts: Sequence[float]) -> list[tuple[Word, ...]]:
    pieces: list[list[Word]] = [[cell.words[0]]]
    space = min((b.x0 - a.x1 for a, b in pairwise(cell.words)), default=0.0)
    for before, word in pairwise(cell.words):
        alone = [_stands_alone(w) for w in (before, word)]
        begins = any(abs(word.x0 - x) <= 1.5 for x in starts)
        if any(alone) or (begins and word.x0 - before.x1 > 1.2 * space):
            pieces.append([])
        pieces[-1].append(word)
    return [tuple(piece) for piece in pieces]


def _stands_alone(word: Word) -> bool:
    if bureau_of(word.text) is not None:
        return True
    return word.text.count("/") == 2 and not isinstance(parse_date(word.text), Why)

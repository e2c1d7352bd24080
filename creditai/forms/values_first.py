"""Prints that say the value first and then what it is: large over its small label, or left of a label at the right edge.

Their lines are put the other way round, labels first, as everybody else prints them. That is only done where the paper
tells: amounts and dates stand before labels that can have them, again and again, and hardly one stands after.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from creditai.documents.lines import Cell, Line
from creditai.forms.fields import fits, kind_of
from creditai.values import is_dash
from creditai.vocabulary.labels import account_heads, person_labels

_FEWEST = 4
"""Amounts and dates before their labels that tell a print."""
_MORE = 3
"""Times as many as after them."""
_EDGE = 4.0
_NEAR = 0.9
"""Text heights between a value and its label."""


def labels_first(lines: Sequence[Line]) -> Sequence[Line]:
    """These lines, with each label before its value."""
    names = [tuple(_name(cell) for cell in line.cells) for line in lines]
    beside = [_before(line, own) for line, own in zip(lines, names, strict=True)]
    if _tell(sum(beside), sum(_after(line, own) for line, own in zip(lines, names, strict=True))):
        lines = [_turned(line, own) for line, own in zip(lines, names, strict=True)]
        names = [tuple(_name(cell) for cell in line.cells) for line in lines]
    over = sum(
        _typed(above, below, own) for (above, below), own in zip(pairwise(lines), names[1:], strict=True)
    )
    under = sum(
        _typed(below, above, own) for (above, below), own in zip(pairwise(lines), names, strict=False)
    )
    return _lifted(lines, names) if _tell(over, under) else lines


def _tell(before: int, after: int) -> bool:
    return before >= _FEWEST and before >= _MORE * after


def _name(cell: Cell) -> str | None:
    text = cell.text
    if text[-1:] == ":" or len(cell.words) > 7 or (text[:1] != "#" and not text[:1].isalpha()):
        return None
    return account_heads().name_of(text) or person_labels().name_of(text)


def _says(name: str | None, cell: Cell) -> bool:
    """An amount or a day that this label can have."""
    typed = name is not None and kind_of(name) in ("money", "date")
    return typed and not is_dash(cell.text) and fits(name or "", cell.text)


# -- a value left of its label


def _before(line: Line, names: Sequence[str | None]) -> int:
    if len(names) % 2 or any(names[::2]):
        return 0
    return sum(_says(name, cell) for cell, name in zip(line.cells[::2], names[1::2], strict=True))


def _after(line: Line, names: Sequence[str | None]) -> int:
    return sum(_says(name, cell) for name, cell in zip(names, line.cells[1:], strict=False))


def _turned(line: Line, names: Sequence[str | None]) -> Line:
    if not names or len(names) % 2 or any(names[::2]) or not all(names[1::2]):
        return line
    return Line(tuple(cell for n in range(0, len(names), 2) for cell in (line.cells[n + 1], line.cells[n])))


# -- a value over its label


def _typed(values: Line, labels: Line, names: Sequence[str | None]) -> int:
    """How many amounts and days of the one line stand in the column of a label of the other that can have them."""
    if not all(names):
        return 0
    return sum(
        _says(name, value)
        for label, name in zip(labels.cells, names, strict=True)
        for value in values.cells
        if _in_column(label, value)
    )


def _lifted(lines: Sequence[Line], names: Sequence[Sequence[str | None]]) -> list[Line]:
    """Each line of labels over the values that stand over it."""
    done: list[Line] = []
    for n, line in enumerate(lines):
        if (
            done
            and all(names[n])
            and done[-1] is lines[n - 1]
            and not all(names[n - 1])
            and _stands_over(done[-1], line)
        ):
            done.insert(len(done) - 1, line)
        else:
            done.append(line)
    return done


def _stands_over(values: Line, labels: Line) -> bool:
    own = all(any(_in_column(label, value) for label in labels.cells) for value in values.cells)
    if values.page != labels.page:
        return own
    height = max(word.y1 - word.y0 for word in values.words)
    return own and labels.box[1] - values.box[3] <= _NEAR * height


def _in_column(label: Cell, value: Cell) -> bool:
    (a, _, b, _), (x0, _, x1, _) = label.box, value.box
    return abs(a - x0) <= _EDGE or abs(b - x1) <= _EDGE or abs(a + b - x0 - x1) <= 2 * _EDGE

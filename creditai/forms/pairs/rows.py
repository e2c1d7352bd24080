"""A line of words -> a row of labels and runs of text.

A line whose cells head the values of the line below is labels only; in any other each cell is taken apart by itself,
once the label that wraps onto the next line is put together.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.fields import fits, kind_of
from creditai.forms.pairs.cells import between_bars, items_of
from creditai.forms.pairs.items import Item, Label, Row, Run, wording_of
from creditai.forms.pairs.packed import join_packed
from creditai.forms.pairs.wrapped import wrapped_label
from creditai.vocabulary.wordings import Wordings


def rows_of(
    lines: Sequence[Line], labels: Wordings, heads: Wordings | None = None, known: Sequence[Row] = ()
) -> list[Row]:
    """Every line taken apart; a label that wraps onto the next line is put together again.
    `heads`: wordings that are labels only in a row of nothing but labels. `known`: rows as they were told before;
    a line that still stands over the same one is taken apart no second time by the same wordings."""
    by = (labels, heads)
    before = {id(row.line): row for row in known}
    rows: list[Row] = []
    lines = join_packed(lines)
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        taken = {id(word) for word in rows[-1].wrapped} if rows and rows[-1].wrapped else set()
        whole = taken.isdisjoint(map(id, line.words))
        row = before.get(id(line))
        if row is not None and row.by == by and row.below is below and row.whole and whole:
            rows.append(replace(row, at=at))
            continue
        items = _heads_in(line, below, labels, heads) if heads is not None and whole else []
        wrapped: list[Word] = []
        if not items:
            items, wrapped = _items(line, below, labels, taken)
        rows.append(Row(at, line, tuple(items), by, below, tuple(wrapped), whole))
    return rows


def _items(
    line: Line, below: Line | None, labels: Wordings, taken: Container[int]
) -> tuple[list[Item], list[Word]]:
    """The line cell by cell, but for the words that the line above took; and the words that labels take from below."""
    items: list[Item] = []
    wrapped: list[Word] = []
    for n, cell in enumerate(line.cells):
        words = [w for w in cell.words if id(w) not in taken] if taken else cell.words
        if not words:
            continue
        joined = wrapped_label(words, line, below, labels) if below is not None else None
        if joined is not None:
            label, rest = joined
            wrapped += label.words
            items.append(label)
            if rest:
                items.append(Run(tuple(rest), starts=False))
            continue
        after = line.cells[n + 1] if n + 1 < len(line.cells) else None
        for piece in between_bars(words):
            items.extend(items_of(piece, labels, items[-1] if items else None, after))
        if len(words) < len(cell.words):
            first = next((i for i in items if i.words[0] is words[0]), None)
            if isinstance(first, Run):
                items[items.index(first)] = replace(first, starts=False)  # a wrapped label ends before it
    return items, wrapped


def _heads_in(line: Line, below: Line | None, labels: Wordings, heads: Wordings) -> list[Item]:
    """The line's cells as labels, if they head the columns of values in the line below: most are wordings
    that can, none holds a digit, and what stands under them are no labels but values that fit."""
    if len(line.cells) < 2 or below is None or any(map(str.isdigit, line.text)):
        return []
    if any(w.text.endswith(":") for cell in line.cells for w in cell.words[:-1]):
        return []  # "Status: Paid, Closed": a label with its value
    texts = [cell.text.rstrip(":") for cell in line.cells]
    names = [labels.name_of(t) or heads.name_of(t) or heads.loose_name_of(t) for t in texts]
    known = [name for name in names if name is not None]
    if len(known) < 2 or 2 * len(known) < len(names) or len(set(known)) < len(known):
        return []
    if not _are_values(line, below, names, labels):
        return []
    return [
        Label(name or f"other:{wording_of(cell.words)}", cell.words, cell.text.endswith(":"), True)
        for name, cell in zip(names, line.cells, strict=True)
    ]


def _are_values(line: Line, below: Line, names: Sequence[str | None], labels: Wordings) -> bool:
    """Cells under the heads, none of them a label, and one at least that only its head can have."""
    told = False
    for cell in below.cells:
        if labels.name_of(cell.text) is not None or cell.text.endswith(":"):
            return False
        over = next((n for n, c in enumerate(line.cells) if _over(c, cell)), None)
        name = names[over] if over is not None else None
        if name is not None and (kind_of(name) != "text" or any(map(str.isdigit, cell.text))):
            told = told or fits(name, cell.text)
    return told


def _over(head: Cell, cell: Cell) -> bool:
    left, right = head.box[0] - cell.box[0], head.box[2] - cell.box[2]
    return abs(left) < 5 or abs(right) < 5 or abs(left + right) < 10

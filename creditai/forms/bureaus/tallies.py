"""Counts of late payments that vendors print under an account, for each bureau: kept as printed, in `other`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.bureaus.headers import Column
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.report import Bureau
from creditai.vocabulary.bureaus import bureau_of


def read_tallies(
    draft: Draft, slots: Mapping[Bureau, Slot], title: Sequence[Word], line: Line, columns: Sequence[Column]
) -> None:
    """`30: 1 60: 0 90: 0` for each bureau: the vendor's counts, kept as printed. Such a line has places of
    its own: a cell is the bureau's that it names, or whose head is nearest, if no other cell's is."""
    draft.claim(title)
    named = [(bureau_of(cell.words[0].text), cell) for cell in line.cells]
    if len(line.cells) == 2 and named[0][0] is not None and len(line.cells[0].words) == 1:
        named = [(named[0][0], line.cells[1])]
        draft.claim(line.cells[0].words)
    if all(bureau is None for bureau, _ in named) and columns:
        near = [min(columns, key=lambda c: abs(c.center - _center(cell))).bureau for cell in line.cells]
        named = list(zip(near, line.cells, strict=True)) if len(set(near)) == len(near) else []
    for bureau, cell in named:
        if bureau is not None and bureau in slots and title:
            slots[bureau].other(title, cell.words)
    draft.claim(line.words)


def _center(cell: Cell) -> float:
    return (cell.box[0] + cell.box[2]) / 2

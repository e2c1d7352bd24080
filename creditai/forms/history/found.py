"""What the lines of a block say month by month, before any of it is put."""

from __future__ import annotations

from dataclasses import dataclass, field

from creditai.documents import Word
from creditai.report import Bureau, MonthStatus, Reason
from creditai.values import PartialDate
from creditai.vocabulary.history import Measure


@dataclass
class Cell:
    """One month of one measure: the cell's words (or those that stand for a drawing) and its heads."""

    month: PartialDate
    measure: Measure
    words: tuple[Word, ...]
    heads: tuple[tuple[Word, ...], ...]
    bureau: Bureau | None = None
    label: tuple[Word, ...] = ()
    status: MonthStatus | None = None
    why: Reason | None = None


@dataclass
class Found:
    """What the lines hold: cells; words understood on the way; places that colour alone speaks of."""

    cells: list[Cell] = field(default_factory=list)
    claimed: list[Word] = field(default_factory=list)
    legend: list[Word] = field(default_factory=list)
    colour_only: list[tuple[Word, ...]] = field(default_factory=list)
    undated: list[tuple[Word, ...]] = field(default_factory=list)
    """Heads of months to which no year is printed."""

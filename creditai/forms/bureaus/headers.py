"""The header that names the bureaus over their columns.

A header is a line of bureau names, in any order and number, with perhaps a word at its left; or one
bureau alone where an earlier header has a column, or over labelled values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.report import Bureau
from creditai.vocabulary.bureaus import bureau_of

_LEAD = 9
"""Words that may stand left of the bureaus on their line (a furnisher's name, "Details")."""
_NEAR = 9.0
"""Points by which a lone bureau may stand off the column that an earlier header has."""


@dataclass(frozen=True, slots=True)
class Column:
    """`words`: the bureau's name as the header prints it."""

    bureau: Bureau
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def center(self) -> float:
        return (self.words[0].x0 + self.words[-1].x1) / 2


@dataclass(frozen=True)
class Header:
    """Columns from left to right; `lead`: what stands left of them on the line."""

    columns: tuple[Column, ...]
    lead: tuple[Word, ...] = ()

    @property
    def words(self) -> list[Word]:
        return [w for column in self.columns for w in column.words]


def header_of(line: Line) -> Header | None:
    """The columns that this line heads, two bureaus at least, if it is such a line."""
    lead, columns = _named(line)
    if len(columns) < 2 or len({c.bureau for c in columns}) != len(columns) or len(lead) > _LEAD:
        return None
    height = max(w.y1 - w.y0 for w in columns[0].words)
    apart = all(b.x0 - a.words[-1].x1 > 0.9 * height for a, b in pairwise(columns))
    return Header(tuple(columns), lead) if apart else None


def lone_header_of(line: Line, before: Header) -> Header | None:
    """One bureau alone at the place where an earlier header has a column."""
    lead, columns = _named(line)
    if len(columns) != 1 or len(lead) > _LEAD:
        return None
    own = columns[0]
    near = any(abs(own.center - c.center) <= _NEAR for c in before.columns)
    return Header((own,), lead) if near else None


def single_header_of(line: Line, below: Line) -> Header | None:
    """One bureau alone, with a label at its left and a value under it on the next line."""
    lead, columns = _named(line)
    if len(columns) != 1 or lead or len(below.cells) < 2 or below.page != line.page:
        return None
    own, height = columns[0], line.box[3] - line.box[1]
    label, value = below.cells[0].box, below.cells[1].box
    under = value[0] - 2 * height <= own.center and own.x0 <= value[2] + 12 * height
    return Header((own,)) if label[2] < own.x0 and under and below.box[1] - line.box[3] < height else None


def _named(line: Line) -> tuple[tuple[Word, ...], list[Column]]:
    """Words before the first bureau, and the bureaus when nothing else follows (else none)."""
    words = line.words
    columns: list[Column] = []
    lead: list[Word] = []
    at = 0
    while at < len(words):
        two, bureau = _bureau_at(words, at)
        if bureau is not None:
            columns.append(Column(bureau, tuple(words[at : at + 1 + two])))
            at += 1 + two
            continue
        if columns:
            return (), []
        if bureau_of(words[at].text.rstrip(",.;")) is not None:
            return (), []
        lead.append(words[at])
        at += 1
    return tuple(lead), columns


def _bureau_at(words: Sequence[Word], at: int) -> tuple[bool, Bureau | None]:
    if words[at].text.endswith((",", ".")):
        return False, None
    if at + 1 < len(words) and words[at].text.casefold() == "trans":
        return True, bureau_of(words[at].text + words[at + 1].text)
    return False, bureau_of(words[at].text)

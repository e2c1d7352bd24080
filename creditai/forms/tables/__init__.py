"""A row of heads over rows of values -> records.

Each head is a known wording in a cell of its own (a head may wrap onto a second line). A value belongs
to the head it stands under: by left edge, right edge or centre, whichever fits; words that ran into
one cell are split where a head begins. A record begins at a line whose typed columns hold values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import US, DateStyle, text_of
from creditai.forms.tables.columns import Column, split_by_columns
from creditai.forms.tables.starts import begins, close, rows_around, rows_told
from creditai.vocabulary.wordings import Wordings

_AT_EDGE = 3.0
"""Points between the left edges of a head and of what stands under it."""


@dataclass
class Record:
    """`cells`: column -> its words, line by line."""

    cells: dict[int, list[tuple[Word, ...]]] = field(default_factory=dict)

    def words(self, column: int) -> list[Word]:
        return [w for line in self.cells.get(column, []) for w in line]


@dataclass
class Table:
    columns: tuple[Column, ...]
    records: list[Record]
    first: int
    """index of the line with the heads"""
    end: int
    """index after the last line of the table"""


def find_table(
    lines: Sequence[Line], heads: Wordings, needs: Sequence[str], start: int = 0, style: DateStyle = US
) -> Table | None:
    """The first table at or after line `start` whose heads include all of `needs`."""
    for at in range(start, len(lines)):
        found = _heads_at(lines, at, heads)
        if found is None:
            continue
        columns, body = found
        names = {c.name for c in columns}
        if all(any(n in names for n in need.split("|")) for need in needs):
            return _read(lines, at, body, columns, heads, style)
    return None


def _heads_at(lines: Sequence[Line], at: int, heads: Wordings) -> tuple[tuple[Column, ...], int] | None:
    line = lines[at]
    if len(line.cells) < 2 or any(":" in w.text for w in line.words):
        return None
    cells = [part for cell in line.cells for part in _parted(list(cell.words), lines[at + 1 : at + 3], heads)]
    names = [_name_of(heads, words) for words in cells]
    body = at + 1
    if None in names and at + 1 < len(lines):
        joined = _wrapped_heads(cells, lines[at + 1], heads)
        if joined is not None:
            cells, body = joined, at + 2
            names = [_name_of(heads, words) for words in cells]
    known = sum(n is not None for n in names)
    if known < 2 or known * 2 < len(names) + 1:
        return None
    return tuple(Column(n or "", tuple(w)) for n, w in zip(names, cells, strict=True)), body


def _name_of(heads: Wordings, words: Sequence[Word]) -> str | None:
    text = text_of(words)
    return heads.name_of(text) or heads.loose_name_of(text) or heads.glued_name_of(text)


def _parted(words: list[Word], below: Sequence[Line], heads: Wordings) -> list[list[Word]]:
    """`Inquiry Type Inquiry Date(s)`, two heads hardly apart: the second begins where values below it do."""
    if len(words) < 2 or _name_of(heads, words) is not None:
        return [words]
    edges = [cell.box[0] for line in below for cell in line.cells]
    for n in range(1, len(words)):
        known = heads.name_of(text_of(words[:n])) and heads.name_of(text_of(words[n:]))
        if known and any(abs(words[n].x0 - edge) <= _AT_EDGE for edge in edges):
            return [words[:n], words[n:]]
    return [words]


def _wrapped_heads(cells: list[list[Word]], below: Line, heads: Wordings) -> list[list[Word]] | None:
    """The heads with a second line joined on, if that line is nothing but ends of heads."""
    joined = [list(words) for words in cells]
    for cell in below.cells:
        x0, _, x1, _ = cell.box
        owner = next((w for w in joined if w[0].x0 - 4 <= (x0 + x1) / 2 <= max(q.x1 for q in w) + 4), None)
        owner = owner or next((w for w in joined if abs(w[0].x0 - x0) < 4), None)
        if owner is None:
            return None
        owner.extend(cell.words)
    changed = [(a, b) for a, b in zip(cells, joined, strict=True) if len(a) != len(b)]
    if all(_name_of(heads, b) is not None for _, b in changed):
        return joined
    return None


def _read(
    lines: Sequence[Line],
    at: int,
    body: int,
    columns: tuple[Column, ...],
    heads: Wordings,
    style: DateStyle,
) -> Table:
    records: list[Record] = []
    end = body
    again = _repeats(lines, body, columns, heads)
    told = rows_told(lines, body, columns, style, again) or rows_around(lines, body, columns, style)
    for n in range(body, len(lines)):
        line = lines[n]
        if n in again:
            continue  # the heads again, after a page break
        if n > body and _heads_at(lines, n, heads) is not None:
            break
        cells = split_by_columns(line, columns)
        if cells is None:
            break
        if records and not close(lines[end - 1], line) and len(cells) < 2:
            break
        if (n in told if told else begins(cells, columns, style)) or not records:
            records.append(Record())
        for column, words in cells.items():
            records[-1].cells.setdefault(column, []).append(words)
        end = n + 1
    return Table(columns, records, at, end)


def _repeats(lines: Sequence[Line], body: int, columns: Sequence[Column], heads: Wordings) -> frozenset[int]:
    """The lines of the body that are the heads again."""
    names = [c.name for c in columns]
    found = ((n, _heads_at(lines, n, heads)) for n in range(body + 1, len(lines)))
    return frozenset(n for n, again in found if again is not None and [c.name for c in again[0]] == names)

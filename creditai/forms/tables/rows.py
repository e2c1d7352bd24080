"""A row of heads over rows of values, where a cell may wrap and a row is as high as its highest cell.

Columns are what rules part, else what stands between two heads without a word across it. A row is what
lies between rules or shades, else between wider room; never one line of text, for cells stand centred in
their rows as often as on top. Where neither rule nor room tells, a line without any typed value goes on
with the row above it, if rows begin with their typed values; else there is no table here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from creditai.documents import Mark, Page, Word
from creditai.documents.lines import Line, lines_of
from creditai.forms.fields import US, DateStyle, kind_of, parse, text_of
from creditai.forms.tables import Record, Table
from creditai.forms.tables.columns import Column
from creditai.forms.tables.heads import Heads, Named, answers, heads_at
from creditai.forms.tables.rules import Rules
from creditai.values import Why

_FAR = 3.0
"""Room of this many text heights ends a table that has no rules."""
_SURE = 5
"""Known heads from which on this is a table, whether or not its rows can be told apart."""


def row_table(
    lines: Sequence[Line],
    marks: Mapping[int, Sequence[Mark]],
    named: Named,
    needs: Sequence[str],
    start: int = 0,
    style: DateStyle = US,
) -> Table | None:
    """The first table at or after line `start` with heads for all of `needs` (`a|b`: one of them)."""
    rules = {page: Rules.of(found) for page, found in marks.items()}
    done = start
    for at in range(start, len(lines)):
        heads = heads_at(lines, at, rules, named) if at >= done else None
        if heads is None or not answers(heads, needs):
            continue
        below = heads_at(lines, at + 1, rules, named) if at + 1 < len(lines) else None
        if below is not None and below.known > heads.known:
            continue
        reader = _Reader(lines, rules, heads, named, style)
        table = reader.table()
        if table is not None:
            return table
        if heads.known >= _SURE and reader.end > heads.end:
            return Table(reader.columns, [], heads.first, reader.end)  # rows that nothing tells apart: unread
        done = heads.end  # its lower lines alone are no heads
    return None


class _Reader:
    """One table's body under its heads."""

    def __init__(
        self,
        lines: Sequence[Line],
        rules: Mapping[int, Rules],
        heads: Heads,
        named: Named,
        style: DateStyle,
    ) -> None:
        self.lines, self.rules, self.heads, self.named, self.style = lines, rules, heads, named, style
        self.again: list[Word] = []
        body = self._body()
        self.end = max(body, default=heads.end - 1) + 1
        self.words = [w for n in body for w in lines[n].words]
        self.columns = heads.columns if heads.edges else self._cut_heads()
        self.edges = heads.edges or self._gutters()

    def table(self) -> Table | None:
        pages = sorted({w.page for w in self.words})
        records: list[Record] = []
        for page in pages:
            rows = self._rows([w for w in self.words if w.page == page])
            if rows is None:
                return None
            for row in rows:
                if records and page != pages[0] and row is rows[0] and not self._typed(row):
                    self._add(records[-1], row)  # the row goes on after the page break
                elif self._is_row(row):
                    records.append(Record())
                    self._add(records[-1], row)
        if not records:
            return None
        return Table(self.columns, records, self.heads.first, self.end)

    # -- what belongs to it

    def _body(self) -> list[int]:
        """The lines below the heads that are in the table."""
        found: list[int] = []
        n = self.heads.end
        while n < len(self.lines):
            again = heads_at(self.lines, n, self.rules, self.named)
            if again is not None and self._same(again):
                self.again.extend(w for line in self.lines[n : again.end] for w in line.words)
                n = again.end
                continue
            if (again is not None and again.known > 3) or not self._belongs(n, found):
                break
            found.append(n)
            n += 1
        return found

    def _same(self, other: Heads) -> bool:
        return [c.name for c in other.columns] == [c.name for c in self.heads.columns]

    def _belongs(self, n: int, found: Sequence[int]) -> bool:
        line = self.lines[n]
        if self.heads.edges:
            rules = self.rules.get(line.page)
            return rules is not None and rules.hold(line, self.heads.edges)
        left, right = self.heads.columns[0].x0, self.heads.columns[-1].x1
        if line.box[0] < left - 30 or line.box[2] > right + 150 or line.text.endswith(":"):
            return False
        if len(line.cells) == 1 and line.box[2] - line.box[0] > 0.6 * (right - left):
            return False
        above = self.lines[found[-1] if found else self.heads.end - 1]
        height = max(w.y1 - w.y0 for w in line.words)
        return above.page != line.page or line.box[1] - above.box[3] < _FAR * height

    # -- columns

    def _cut_heads(self) -> tuple[Column, ...]:
        """Two heads that ran into one cell, told by the room between the values below them."""
        columns: list[Column] = []
        for column in self.heads.columns:
            columns.extend(self._cut(column))
        return tuple(columns)

    def _cut(self, column: Column) -> list[Column]:
        for x in sorted({w.x0 for w in column.words})[1:]:
            left = tuple(w for w in column.words if w.x0 < x)
            right = tuple(w for w in column.words if w.x0 >= x)
            names = self.named(text_of(left)), self.named(text_of(right))
            if all(names) and self._parted(left, right):
                return [Column(names[0] or "", left), *self._cut(Column(names[1] or "", right))]
        return [column]

    def _parted(self, left: Sequence[Word], right: Sequence[Word]) -> bool:
        """Side by side, and typed values under both with room between."""
        x = right[0].x0
        if max(w.x1 for w in left) > x or any(w.x0 < x - 0.5 < w.x1 for w in self.words):
            return False
        lo, hi = min(w.x0 for w in left), max(w.x1 for w in right)
        height = left[0].y1 - left[0].y0
        under = [w for w in self.words if w.x1 > lo and w.x0 < hi]
        before = [w for w in under if w.x1 <= x]
        after = [w for w in under if w.x0 >= x - 0.5]
        if not before or not after:
            return False
        return min(w.x0 for w in after) - max(w.x1 for w in before) > 0.5 * height

    def _gutters(self) -> tuple[float, ...]:
        """Between two heads, the middle of the widest strip that fewest words cross."""
        inner = [self._gutter(a, b) for a, b in pairwise(self.columns)]
        return (float("-inf"), *inner, float("inf"))

    def _gutter(self, a: Column, b: Column) -> float:
        low, high = (a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2
        spans = [(w.x0, w.x1) for w in (*self.words, *a.words, *b.words) if w.x1 > low and w.x0 < high]
        cuts = sorted({low, high, *(min(max(x, low), high) for span in spans for x in span)})
        best, found = (len(spans) + 1, 0.0), (low + high) / 2
        for x0, x1 in pairwise(cuts):
            crossing = sum(s0 < x1 and s1 > x0 for s0, s1 in spans)
            if (crossing, x0 - x1) < best:
                best, found = (crossing, x0 - x1), (x0 + x1) / 2
        return found

    # -- rows

    def _rows(self, words: Sequence[Word]) -> list[list[Word]] | None:
        rules = self.rules.get(words[0].page)
        x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
        cuts = rules.levels(x0, x1) if rules is not None else ()
        bands = _split_at(words, cuts)
        if len(bands) > 1 and not any(self._twice(band) for band in bands):
            return bands
        rows: list[list[Word]] = []
        for band in bands:
            by_room = self._by_room(band)
            if by_room is None:
                return None
            rows.extend(by_room)
        return rows

    def _by_room(self, words: Sequence[Word]) -> list[list[Word]] | None:
        """Rows by the room between them; None where nothing tells to which row a line belongs."""
        bands = _bands(words)
        on_top = self._typed(bands[0])
        while len(bands) > 1:
            bare = [n for n, band in enumerate(bands) if not self._typed(band)]
            if not bare:
                break
            at = min(bare, key=lambda n: min(_room(bands, n - 1), _room(bands, n)))
            above, below = _room(bands, at - 1), _room(bands, at)
            height = bands[at][0].y1 - bands[at][0].y0
            if abs(above - below) < 0.15 * height and not on_top:
                return None
            upper = at - 1 if above < below + 0.15 * height else at
            bands[upper : upper + 2] = [[*bands[upper], *bands[upper + 1]]]
        return None if any(self._twice(band) for band in bands) else bands

    def _typed(self, words: Iterable[Word]) -> int:
        """How many columns of money or dates have one of theirs here."""
        return sum(bool(self._values(n, words)) for n in range(len(self.columns)))

    def _values(self, column: int, words: Iterable[Word]) -> list[Word]:
        name = self.columns[column].name
        if kind_of(name) not in ("money", "date"):
            return []
        return [
            w
            for w in words
            if self._column(w) == column and not isinstance(parse(name, w.text, self.style), Why)
        ]

    def _twice(self, words: Sequence[Word]) -> bool:
        """Two typed values one above the other in a column: more rows than one."""
        for n in range(len(self.columns)):
            values = self._values(n, words)
            if len({round(w.y0) for w in values}) > 1:
                return True
        return False

    def _is_row(self, words: Sequence[Word]) -> bool:
        """Something in the first column, and nothing that runs across columns."""
        first = any(self._column(w) == 0 for w in words)
        across = any(a < w.x1 - 1 and a > w.x0 + 1 for w in words for a in self.edges[1:-1])
        return first and not across and len({self._column(w) for w in words}) > 1

    def _column(self, word: Word) -> int:
        x = (word.x0 + word.x1) / 2
        return sum(x >= edge for edge in self.edges[1:-1])

    def _add(self, record: Record, words: Sequence[Word]) -> None:
        for n in range(len(self.columns)):
            own = tuple(w for w in words if self._column(w) == n)
            for line in lines_of(Page(1, 0, 0, own)) if own else ():
                record.cells.setdefault(n, []).append(line.words)


def _split_at(words: Sequence[Word], cuts: Sequence[float]) -> list[list[Word]]:
    """Words by the cuts between which their middles lie, from top to bottom."""
    bands: dict[int, list[Word]] = {}
    for word in sorted(words, key=lambda w: (w.y0, w.x0)):
        bands.setdefault(sum((word.y0 + word.y1) / 2 > y for y in cuts), []).append(word)
    return [bands[n] for n in sorted(bands)]


def _bands(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose heights overlap, one below the other, by their inner part: boxes of tight lines touch."""
    bands: list[list[Word]] = []
    floor = float("-inf")
    for word in sorted(words, key=lambda w: w.y0 + w.y1):
        inset = 0.2 * (word.y1 - word.y0)
        if word.y0 + inset >= floor:
            bands.append([])
        bands[-1].append(word)
        floor = max(floor, word.y1 - inset)
    return bands


def _room(bands: Sequence[Sequence[Word]], upper: int) -> float:
    """Between this band and the next; endless outside."""
    if upper < 0 or upper + 1 >= len(bands):
        return float("inf")
    return min(w.y0 for w in bands[upper + 1]) - max(w.y1 for w in bands[upper])

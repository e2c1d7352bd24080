"""Labels and runs -> pairs of label and value, by geometry.

A value stands to the right of its label, or under it where a row is labels only; it may wrap, under
itself or under the neighbour's label; a telephone number or an address may stand above its label.
Every run goes to one label at most. Time grows with the number of rows only.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import US, DateStyle, fits, kind_of, newest_amount, text_of
from creditai.forms.history.tokens import token
from creditai.forms.line_kinds import are_months, is_subheading
from creditai.forms.pairs.items import Item, Label, Row, Run
from creditai.forms.pairs.rows import rows_of
from creditai.forms.pairs.settled import settled
from creditai.values import Why, parse_money, parse_phone
from creditai.vocabulary.wordings import Wordings

_LINE = 1.9
"""Lines further apart than this many text heights (top to top: plus one) do not continue each other."""

_DAY = re.compile(r"\b(?:date|reported|opened|closed|updated|verified|since)\b", re.I)
_TABLE = 2
"""As many amounts or dates after one label are a row of a table, not its value."""


@dataclass
class Pair:
    """`words` may be empty: the label was printed, its value was not. `lines`: words line by line.
    `inline`: the value follows its label in one cell, so that it wraps to the label's edge."""

    label: Label
    row: int
    lines: list[tuple[Word, ...]] = field(default_factory=list)
    last_row: int = -1
    inline: bool = False

    @property
    def words(self) -> list[Word]:
        return [w for line in self.lines for w in line]

    @property
    def text(self) -> str:
        return text_of(self.words)

    def take(self, words: Sequence[Word], row: int) -> None:
        self.lines += in_lines(words)
        self.last_row = row


@dataclass
class Pairs:
    """`loose`: runs that belong to no label, by row."""

    pairs: list[Pair]
    loose: list[tuple[int, Run]]


def pairs_in(lines: Sequence[Line], labels: Wordings, style: DateStyle = US) -> Pairs:
    """All pairs of these lines, in reading order of their labels."""
    return pair_up(rows_of(settled(lines, labels), labels, labels), style)


def pair_up(rows: Sequence[Row], style: DateStyle = US) -> Pairs:
    """As `pairs_in`, for lines already taken apart."""
    return _Pairing(rows, style).result()


class _Pairing:
    def __init__(self, rows: Sequence[Row], style: DateStyle) -> None:
        self.rows = rows
        self.style = style
        self.pairs: list[Pair] = []
        self.used: set[int] = set()
        self.edge = max((row.line.box[2] for row in rows), default=0.0)

    def result(self) -> Pairs:
        for n, row in enumerate(self.rows):
            self._to_the_right(n, row)
        self._below()
        self._above()
        self._continue()
        loose = [(n, run) for n, row in enumerate(self.rows) for run in row.runs if id(run) not in self.used]
        return Pairs(self.pairs, loose)

    def _use(self, pair: Pair, run: Run, n: int) -> None:
        pair.take(run.words, n)
        self.used.add(id(run))

    # -- to the right

    def _to_the_right(self, n: int, row: Row) -> None:
        for i, item in enumerate(row.items):
            if not isinstance(item, Label) or self._heads_a_row(item, row.items[i + 1 :]):
                continue
            pair = Pair(item, n)
            self.pairs.append(pair)
            for following in row.items[i + 1 :]:
                if isinstance(following, Label) or not self._joins(pair, following):
                    break
                pair.inline = pair.inline or (not pair.lines and not following.starts)
                self._use(pair, following, n)

    def _heads_a_row(self, label: Label, items: Sequence[Item]) -> bool:
        """`Scheduled Payment  $472  $472  $472` is a line of a table whose heads were not understood: no
        paper says which of them is the account's."""
        if kind_of(label.name) not in ("money", "date"):
            return False
        runs = list(itertools.takewhile(lambda item: isinstance(item, Run), items))
        # after a label that wraps, its value stands here, beside a neighbour's
        runs = runs[:1] + list(
            itertools.takewhile(lambda item: isinstance(item, Run) and item.starts, runs[1:])
        )
        return len(runs) >= _TABLE and all(fits(label.name, text_of(run.words), self.style) for run in runs)

    def _joins(self, pair: Pair, run: Run) -> bool:
        if not pair.lines:
            return True
        height = max(run.words[0].y1 - run.words[0].y0, 1.0)
        gap = run.x0 - pair.words[-1].x1
        if pair.text in ("$", "-$", "("):
            return gap < 12 * height
        wide = kind_of(pair.label.name) == "text"
        return wide and gap < 2 * height

    # -- under a row of labels

    def _below(self) -> None:
        by_row: dict[int, list[Pair]] = {}
        for pair in self.pairs:
            by_row.setdefault(pair.row, []).append(pair)
        for n, pairs in by_row.items():
            empty = [p for p in pairs if not p.lines]
            if not empty or n + 1 >= len(self.rows) or not self._close(n, n + 1) or self._is_list(n):
                continue
            found = [(p, self._under(p, n)) for p in empty]
            taken = [(p, run) for p, run in found if run is not None]
            good = sum(fits(p.label.name, run.text, self.style) for p, run in taken)
            typed = [p for p, run in taken if kind_of(p.label.name) != "text"]
            bad = [p for p, r in taken if kind_of(p.label.name) != "text" and not fits(p.label.name, r.text)]
            if not taken or len(bad) * 2 > len(typed) or good == 0:
                continue
            for pair, run in taken:
                if id(run) not in self.used:
                    self._use(pair, run, n + 1)

    def _is_list(self, n: int) -> bool:
        """Rows of amounts that begin with their month, two of them or under no label of a date, or whose
        months were lost: the labels of row `n` head a list of months."""
        if self._has_rows_of_amounts(n):
            return True
        months = [
            row.items[0]
            for row in self.rows[n + 1 : n + 3]
            if len(row.items) > 2 and token(row.line.words[0]).kind in ("month", "year", "dated")
        ]
        if not months or months[0] is not next(iter(self.rows[n + 1].items), None):
            return False
        dated = [i for i in self.rows[n].items if isinstance(i, Label) and _is_of_a_day(i)]
        return len(months) == 2 or not any(abs(label.x0 - months[0].x0) < 12 for label in dated)

    def _has_rows_of_amounts(self, n: int) -> bool:
        """Two rows of nothing but amounts under the labels: nothing says which row is the account's."""
        rows = self.rows[n + 1 : n + 3]
        return len(rows) == 2 and all(map(_is_amounts, rows))

    def _under(self, pair: Pair, n: int) -> Run | None:
        """The run in the next row that stands in the label's column, if no label does."""
        label = pair.label
        row = self.rows[n]
        right = min((i.x0 for i in row.items if i.x0 > label.x0), default=float("inf"))
        height = max(label.words[0].y1 - label.words[0].y0, 1.0)
        alone = len(row.items) == 1
        for item in self.rows[n + 1].items:
            indented = alone and len(self.rows[n + 1].items) == 1 and 0 < item.x0 - label.x0 <= 5 * height
            if not indented and not _in_column(item, label, right, height, alone=alone):
                continue
            if not isinstance(item, Run) or id(item) in self.used:
                return None
            other = label.name.endswith("address") and not isinstance(parse_phone(item.text), Why)
            return None if other else item
        return None

    # -- above a label

    def _above(self) -> None:
        for pair in self.pairs:
            if pair.lines or pair.row == 0 or not self._close(pair.row - 1, pair.row):
                continue
            if pair.label.name not in ("furnisher_phone", "phone", "furnisher_address", "address"):
                continue
            for run in self.rows[pair.row - 1].runs:
                if id(run) in self.used or abs(run.x0 - pair.label.x0) > 6:
                    continue
                phone = not isinstance(parse_phone(run.text), Why)
                if phone == pair.label.name.endswith("phone"):
                    self._address_upwards(pair, run, pair.row - 1)

    def _address_upwards(self, pair: Pair, run: Run, n: int) -> None:
        runs = [(run, n)]
        while not pair.label.name.endswith("phone") and n > 0 and self._close(n - 1, n):
            n -= 1
            row = self.rows[n]
            if len(row.items) != 1 or not isinstance(row.items[0], Run) or id(row.items[0]) in self.used:
                break
            if abs(row.items[0].x0 - run.x0) > 3 or row.items[0].words[0].bold != run.words[0].bold:
                break
            runs.append((row.items[0], n))
        for one, at in reversed(runs):
            self._use(pair, one, at)

    # -- wrapped values

    def _continue(self) -> None:
        ending: dict[int, list[Pair]] = {}
        for pair in self.pairs:
            if pair.lines:
                ending.setdefault(pair.last_row, []).append(pair)
        for n in range(1, len(self.rows)):
            if n - 1 not in ending or not self._close(n - 1, n):
                continue
            for item in self.rows[n].items:
                if isinstance(item, Run) and id(item) not in self.used and not are_months(item.text):
                    owner = self._continued(ending[n - 1], item, self.rows[n].items)
                    if owner is not None:
                        self._use(owner, item, n)
                        ending.setdefault(n, []).append(owner)

    def _continued(self, above: Sequence[Pair], run: Run, beside: Sequence[Item]) -> Pair | None:
        height = max(run.words[0].y1 - run.words[0].y0, 1.0)
        open_ended = [p for p in above if self._may_go_on(p) and _alike(p.lines[-1][-1], run.words[0])]
        open_ended = [p for p in open_ended if not _is_anothers(run, p, beside)]
        for pair in open_ended:
            edges = [pair.lines[-1][0].x0, *([pair.label.x0] if pair.inline else [])]
            if any(abs(edge - run.x0) <= 0.7 * height for edge in edges):
                return pair
        if len(beside) != 1 or not open_ended:
            return None
        last = open_ended[-1]
        wide = len(last.words) > 3 and last.words[-1].x1 >= 0.82 * self.edge
        under_label = abs(run.x0 - last.label.x0) <= 0.7 * height
        return last if under_label and wide and last is above[-1] else None

    def _may_go_on(self, pair: Pair) -> bool:
        if kind_of(pair.label.name) == "text":
            return pair.label.name not in ("account_number", "other:ID") and not _is_dash(pair)
        if len(newest_amount(pair.words)) < len(pair.words):
            return True
        return not fits(pair.label.name, pair.text, self.style)

    def _close(self, n: int, m: int) -> bool:
        first, second = self.rows[n].line, self.rows[m].line
        if not self.rows[m].labels and is_subheading(second):
            return False
        if first.page != second.page:
            return True
        height = max(w.y1 - w.y0 for w in second.words)
        return second.box[1] - first.box[3] <= _LINE * height


def _is_of_a_day(label: Label) -> bool:
    """Also `First reported`, which has no field of its own."""
    return kind_of(label.name) == "date" or _DAY.search(text_of(label.words)) is not None


def _is_amounts(row: Row) -> bool:
    """Two amounts or more and nothing else, but for a month before them."""
    runs = row.runs[1:] if row.runs and token(row.runs[0].words[0]).kind in ("month", "dated") else row.runs
    texts = [run.text for run in runs]
    return (
        not row.labels
        and len(texts) > 1
        and all("$" in t and not isinstance(parse_money(t), Why) for t in texts)
    )


def in_lines(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """A cell's words as they are printed, line by line."""
    lines: list[list[Word]] = []
    for word in words:
        if not lines or word.y0 > lines[-1][-1].y0 + 0.5 * (word.y1 - word.y0):
            lines.append([])
        lines[-1].append(word)
    return [tuple(line) for line in lines]


def _alike(before: Word, word: Word) -> bool:
    """Set in the same type: a value does not go on in a heading's."""
    return before.bold == word.bold and abs(before.size - word.size) <= 0.12 * max(before.size, word.size)


def _is_anothers(run: Run, pair: Pair, beside: Sequence[Item]) -> bool:
    """Do words that may be a label, in the column of this pair's label, stand beside the run?"""
    if pair.inline or run.x0 <= pair.label.x1:
        return False
    height = max(run.words[0].y1 - run.words[0].y0, 1.0)
    return any(i is not run and abs(i.x0 - pair.label.x0) <= 0.7 * height for i in beside)


def _is_dash(pair: Pair) -> bool:
    return pair.text.strip(" -–—") == ""


def _in_column(item: Item, label: Label, right: float, height: float, *, alone: bool) -> bool:
    if abs(item.x0 - label.x0) <= 0.8 * height:
        return True
    if item.x0 >= right - 0.3 * height:
        return False
    ends = abs(item.x1 - label.x1) <= 0.8 * height
    centred = abs((item.x0 + item.x1) - (label.x0 + label.x1)) <= 1.6 * height
    if alone:
        return ends or centred
    return ends or centred or (item.x0 < label.x1 and item.x1 > label.x0)

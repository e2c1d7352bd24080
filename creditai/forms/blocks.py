"""The lines of a section -> blocks, one per account (or record, or inquiry).

A block begins where a label that opens blocks comes again, at the heading above it. Blocks are told
apart by place only, never merged by name or number: two equal accounts are two accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from creditai.documents.lines import Line
from creditai.forms.fields import fits
from creditai.forms.history.tokens import tokens
from creditai.forms.line_kinds import CONTINUED, is_badge, is_subheading, looks_like_address, looks_like_phone
from creditai.forms.pairs.items import Label, Row, Run, is_icon
from creditai.forms.sections import Style
from creditai.values import is_dash

STARTERS = frozenset(
    {"furnisher", "account_number", "account_type", "responsibility", "opened", "reported", "portfolio"}
)
_MONTHS = 3
"""No furnisher is named after so many months."""
_REACH = 8
"""How many lines above its first label a block's heading can stand."""


@dataclass
class Block:
    """`heading`: the lines that name it; `rows`: everything from there to the next block."""

    heading: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def blocks_of(rows: Sequence[Row], style: Style, starters: frozenset[str] = STARTERS) -> list[Block]:
    """What stands before the first block's heading is in none."""
    starts = _merged(rows, _starts(rows, style, starters))
    blocks: list[Block] = []
    for n, (heading, first, _) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(rows)
        blocks.append(Block(heading_lines(rows, heading, first, style), list(rows[heading:end])))
    return blocks


_Start = tuple[int, int, str]
"""(row of the heading, row of the first label, that label)"""


def _starts(rows: Sequence[Row], style: Style, starters: frozenset[str]) -> list[_Start]:
    """By the look of the first block's heading where it has one, else by labels that come again."""
    starts: list[_Start] = []
    seen: _Printed = {}
    last_label, heading = -1, -1
    look: Look | None = None
    for n, row in enumerate(rows):
        printed = _printed(row, starters)
        names = [name for name, _ in printed]
        if look is not None and not _labels(row):
            like = look.is_like(look_of(row.line)) and _may_be_heading(row.line)
            if heading < 0 and like and not _answers_above(rows, n):
                heading = n
        elif _labels(row) and heading >= 0:
            starts.append((heading, n, row.labels[0].name))
            seen, heading = {}, -1
        elif names and not starts:
            above = _heading_above(rows, _first_label(rows, n, style), 0, style)
            starts.append((above, n, names[0]))
            look = _own_look(rows, above, n, style)
        elif (
            names
            and _repeats(printed, seen, row, rows[starts[-1][1]])
            and _comes_again(rows, n, last_label, names, starts[-1], style, look)
        ):
            starts.append((_heading_above(rows, n, last_label + 1, style), n, names[0]))
            seen = {}
        seen.update(printed)
        if _labels(row):
            last_label = n
    return starts


def _labels(row: Row) -> list[Label]:
    """The row's labels; none for a heading that has a label without a field at its right."""
    if (
        row.runs
        and row.items[0] is row.runs[0]
        and all(label.name.startswith("other:") for label in row.labels)
    ):
        return []
    return row.labels


def _unlabelled(row: Row) -> Line:
    """The row's line up to its first label."""
    if not row.labels:
        return row.line
    x = row.labels[0].x0
    kept = tuple(cell for cell in row.line.cells if cell.box[2] < x)
    return Line(kept) if kept else row.line


_Printed = dict[tuple[str, str], str]
"""(field, wording of its label) -> what is printed beside it."""


def _printed(row: Row, starters: frozenset[str]) -> _Printed:
    found: _Printed = {}
    for i, item in enumerate(row.items):
        if isinstance(item, Label) and item.name in starters:
            after = row.items[i + 1] if i + 1 < len(row.items) else None
            wording = " ".join(w.text for w in item.words).casefold().strip(" :")
            found[item.name, wording] = after.text if isinstance(after, Run) else ""
    return found


def _repeats(printed: _Printed, seen: _Printed, row: Row, first: Row) -> bool:
    """Does a label of this block come again? Not where it says the same as in a summary line over the block."""
    again = [key for key in printed if key in seen]
    if [label.name for label in row.labels] == [label.name for label in first.labels]:
        return bool(again)
    return any(printed[key] != seen[key] or not printed[key] for key in again)


def _first_label(rows: Sequence[Row], n: int, style: Style) -> int:
    """The first row of labels over row n with no heading in between: the block's first."""
    first = n
    for i in range(n - 1, max(0, n - _REACH) - 1, -1):
        if _labels(rows[i]):
            first = i
        elif style.is_set_off(rows[i].line) and _may_be_heading(rows[i].line):
            break
    return first


def _comes_again(
    rows: Sequence[Row],
    n: int,
    last_label: int,
    names: Sequence[str],
    last: _Start,
    style: Style,
    look: Look | None,
) -> bool:
    """A label is here again: does a block begin, or is it printed twice in one block?"""
    if "furnisher" in names and n > last[1] + 1:
        return True
    headed = _heading_above(rows, n, last_label + 1, style) < n
    if look is not None:  # what OCR measured of one heading need not be what it measures of the next
        return look.measured and headed and last[2] == names[0]
    return headed or last[2] in names


def _merged(rows: Sequence[Row], starts: list[_Start]) -> list[_Start]:
    """Without starts whose block shares no label with the one before: those are parts of it."""
    kept: list[_Start] = []
    before: set[str] = set()
    for n, start in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(rows)
        names = {label.name for row in rows[start[0] : end] for label in row.labels}
        if kept and not names & before:
            before |= names
            continue
        kept.append(start)
        before = names
    return kept


_DRIFT = 8
"""Points that one left edge drifts over the pages of a photograph, though each is laid flat."""


@dataclass(frozen=True)
class Look:
    """Size, weight, left edge and leading icon of a line; `measured`: by OCR, so nearly and not exactly."""

    size: float
    bold: bool
    x0: float
    icon: bool
    measured: bool

    def is_like(self, other: Look) -> bool:
        if self.icon != other.icon or abs(self.x0 - other.x0) > (_DRIFT if self.measured else 3):
            return False
        if self.measured:
            return abs(self.size / other.size - 1) < 0.15
        return abs(self.size - other.size) <= 0.25 and self.bold == other.bold


def look_of(line: Line) -> Look:
    words = [w for w in line.words if not is_icon(w)] or list(line.words)
    first = words[0]
    size = first.size or first.y1 - first.y0
    return Look(size, first.bold, line.words[0].x0, is_icon(line.words[0]), first.confidence is not None)


def _own_look(rows: Sequence[Row], heading: int, first: int, style: Style) -> Look | None:
    """The look of this heading, if it is one that body text does not have."""
    if heading >= first:
        return None
    line = rows[heading].line
    if not (is_icon(line.words[0]) or style.is_set_off(line)):
        return None
    return look_of(line)


def _heading_above(rows: Sequence[Row], n: int, floor: int, style: Style) -> int:
    """The row of the heading over row n, not above `floor`; n itself when there is none."""
    best = n
    for i in range(n - 1, max(floor, n - _REACH) - 1, -1):
        row = rows[i]
        if _labels(row):
            break
        if not _may_be_heading(row.line):
            continue
        if style.stands_out(row.line):
            best = i
            break
        if best == n and row.line.words[0].x0 <= rows[n].line.words[0].x0 + 15:
            best = i
    if best < n:
        while best - 1 >= floor and _one_heading(rows[best - 1], rows[best], style):
            best -= 1
    return best


def _may_be_heading(line: Line) -> bool:
    text = line.text.strip()
    if "?" in line.cells[0].text:
        return False  # `See something wrong?`: the page asks its reader
    if _is_amount_or_day(line.cells[0].text) or _is_value(line):
        return False
    if is_badge(text) or is_subheading(line) or looks_like_address(text) or looks_like_phone(text):
        return False
    if CONTINUED.search(text) or len(line.words) > 14 or not any(c.isalpha() and c not in "xX" for c in text):
        return False
    kinds = [token.kind for token in tokens(line)]
    if kinds[0] == "dated" or sum(kind in ("month", "dated") for kind in kinds) >= _MONTHS:
        return (
            False  # `Apr 2026  $5,040  $151`: a month of a list; `Year  Jan  Feb  Mar`: the heads of a grid
        )
    return not (text.endswith(".") and len(line.words) > 6)


def _is_value(line: Line) -> bool:
    """`Paid, closed  Oct 31, 2011  May 31, 2023`, or the second line of a remark: a scan's values under labels, in
    whatever type."""
    if not line.measured:
        return False
    days = (any(map(str.isdigit, c.text)) and fits("opened", c.text) for c in line.cells[1:])
    return sum(days) > 1 or line.text[:1].islower()


def _answers_above(rows: Sequence[Row], n: int) -> bool:
    """Close under labels of a scan stands what they say."""
    above, line = rows[n - 1], rows[n].line
    if not n or not line.measured or above.runs or not above.labels:
        return False
    height = max(line.words[0].y1 - line.words[0].y0, 1.0)
    return above.line.page == line.page and line.box[1] - above.line.box[3] < 0.25 * height


@lru_cache(maxsize=4096)
def _is_amount_or_day(text: str) -> bool:
    """Nobody's name."""
    return is_dash(text) or (any(map(str.isdigit, text)) and (fits("balance", text) or fits("opened", text)))


def _one_heading(above: Row, below: Row, style: Style) -> bool:
    """A long name that wraps: the same standing-out style, left edge and spacing."""
    if _labels(above) or not _may_be_heading(above.line) or not style.stands_out(below.line):
        return False
    first, second = above.line.words[0], below.line.words[0]
    height = max(second.y1 - second.y0, 1.0)
    return (
        first.page == second.page
        and abs(first.x0 - second.x0) <= 1.5
        and abs(first.size - second.size) <= 0.2
        and first.bold == second.bold
        and second.y0 - first.y1 <= 0.5 * height
    )


def heading_lines(rows: Sequence[Row], heading: int, first: int, style: Style) -> list[Line]:
    """The heading's own lines: the first, and those it wraps onto."""
    if heading >= first:
        return []
    lines = [_unlabelled(rows[heading])]
    for i in range(heading + 1, first):
        if not _one_heading(rows[i - 1], rows[i], style):
            break
        lines.append(rows[i].line)
    return lines

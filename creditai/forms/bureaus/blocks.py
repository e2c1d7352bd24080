"""Which lines of a three-bureau print are one account's: its heading, and the rows below it.

A new block begins where a label comes again that one account has once, or where the header of bureaus
comes again under another name. Month grids, tallies and page furniture belong to the block around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.bureaus.cells import split
from creditai.forms.bureaus.geometry import Geometry
from creditai.forms.line_kinds import CONTINUED, is_sentence, is_subheading
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.wordings import Wordings

_TALLY = re.compile(r"^(?:\D{0,24})?30\s?:\s*\S+\s+60\s?:\s*\S+\s+90\+?\s?:\s*\S+", re.I)
_TALLY_TITLE = re.compile(r"\bdays late\b|\blate payments?\b.*\byears?\b", re.I)
_HISTORY_TITLE = re.compile(r"payment history|24.month history|months? of history", re.I)
FURNITURE = re.compile(
    r"^(?:back to top|download this report|quick links|print this page|print|\W+|page \d+ of \d+)$", re.I
)
_ORIGINAL = re.compile(r"\(original (?:creditor|lender|client)\b", re.I)
_REPEATS = re.compile(r"comment|remark|late|narrative", re.I)
_NEAR = 2.6
"""A heading stands at most this many text heights above what it heads."""


@dataclass
class Block:
    """`heading`: words that name the furnisher, line by line; `lines`: numbers of the lines below;
    `labels`: the wordings of the rows seen so far."""

    heading: list[tuple[Word, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)

    @property
    def title(self) -> str:
        return _bare_title(w for line in self.heading for w in line)


@dataclass
class Table:
    """The lines of a section with the columns that hold for each (None before the first header)."""

    lines: Sequence[Line]
    geometry: Sequence[Geometry | None]
    headers: frozenset[int]


def is_tally(line: Line) -> bool:
    """`30: 1 60: 0 90: 0`: the vendor's counts of late payments."""
    return bool(_TALLY.match(line.text))


def is_tally_title(line: Line) -> bool:
    """`Days Late - 7 Year History`; not a row whose value says so, nor values that say so together."""
    first = line.cells[0]
    found = _TALLY_TITLE.search(first.text)
    return found is not None and ":" not in first.text[: found.start()]


def is_history_title(line: Line) -> bool:
    return bool(_HISTORY_TITLE.search(line.text))


def blocks_of(table: Table, labels: Wordings, months: dict[int, int]) -> list[Block]:
    grid_lines = set(months.values())
    kinds = _kinds(table, labels, grid_lines)
    blocks: list[Block] = []
    pending: list[int] = []
    for i, (kind, name) in enumerate(kinds):
        if kind == "text":
            pending.append(i)
            continue
        heading = _heading(table.lines, pending, i) if kind in ("header", "row") else []
        title = [table.lines[n].words for n in heading]
        if lead := _lead_of(table.lines[i], i, table):
            title.append(lead)
        current = blocks[-1] if blocks else None
        if current is None or _begins(current, kind, name, title, kinds[i + 1 :]):
            if current is not None:
                current.lines += [n for n in pending if n not in heading]
            blocks.append(Block(title, [i]))
        else:
            if title and not current.labels:
                current.heading += title
            else:
                heading = []
            current.lines += [*(n for n in pending if n not in heading), i]
        pending = []
        if name:
            blocks[-1].labels.add(name)
    if blocks:
        blocks[-1].lines += pending
    return blocks


_Kind = tuple[str, str | None]


def _kinds(table: Table, labels: Wordings, grid_lines: set[int]) -> list[_Kind]:
    """What each line is; words in the columns go on from a row only where there is one to go on from."""
    kinds: list[_Kind] = []
    for i, line in enumerate(table.lines):
        kind = _kind(line, i, table, labels, grid_lines)
        before = kinds[-1][0] if kinds else ""
        alone = before not in ("row", "values") and not (before == "header" and len(line.cells) > 1)
        kinds.append(("text", None) if kind[0] == "values" and alone else kind)
    return kinds


def _begins(
    current: Block, kind: str, name: str | None, title: Sequence[tuple[Word, ...]], after: Sequence[_Kind]
) -> bool:
    """Is this line the first of a new block? A label comes again that one account has once (its name may
    have been cut off); or a header of bureaus comes again under a name, unless that says "continued"."""
    if kind == "row":
        return name in current.labels and not _REPEATS.search(name or "")
    if kind != "header" or not title or not current.labels:
        return False
    words = [w for line in title for w in line]
    if CONTINUED.search(" ".join(w.text for w in words)):
        return False
    if _bare_title(words) != current.title:
        return True
    following = next((n for k, n in after if k == "row"), None)
    return following in current.labels


def _bare_title(words: Iterable[Word]) -> str:
    return CONTINUED.sub("", " ".join(w.text for w in words)).casefold().strip(" -–()")


def _kind(line: Line, i: int, table: Table, labels: Wordings, grid_lines: set[int]) -> _Kind:
    """header, row, values, month (grids, tallies, their titles) or text; and the row's wording."""
    if i in table.headers:
        return "header", None
    text = line.text
    if i in grid_lines or is_tally(line) or is_tally_title(line) or is_history_title(line):
        return "month", None
    if bureau_of(text) is not None or is_subheading(line) or FURNITURE.match(text):
        return "month", None
    geometry = table.geometry[i]
    if geometry is None or _ORIGINAL.search(text):
        return "text", None  # `COLLECTOR (Original Creditor: BANK)`, however its words fall in the columns
    label, values = split(line, geometry)
    if label:
        name = labels.name_of(" ".join(w.text for w in label))
        if name or values or label[-1].text.endswith(":"):
            wording = " ".join(w.text for w in label).casefold().rstrip(": ")
            return ("row", wording) if name or values else ("text", None)
        return "text", None
    for words in values.values():
        found = labels.match([w.text for w in words])
        if found is not None and words[found.end - 1].text.endswith(":"):
            return "row", " ".join(w.text for w in words[: found.end]).casefold().rstrip(": ")
    return ("values", None) if values and _is_value_line(line, i, table, geometry) else ("text", None)


def _is_value_line(line: Line, i: int, table: Table, geometry: Geometry) -> bool:
    """Words in the columns that go on from the row above: at a column's left edge, or side by side."""
    if len(line.cells) > 1 or any(abs(line.words[0].x0 - left) <= 1.5 for left in geometry.lefts):
        return True
    above = table.lines[i - 1] if i else line
    height = max(w.y1 - w.y0 for w in line.words)
    near = above.page == line.page and line.box[1] - above.box[3] <= 0.6 * height
    return near and i - 1 not in table.headers and not geometry.lefts


def _lead_of(line: Line, i: int, table: Table) -> tuple[Word, ...]:
    geometry = table.geometry[i]
    if i not in table.headers or geometry is None:
        return ()
    lead = geometry.header.lead
    return lead if {id(w) for w in lead} <= {id(w) for w in line.words} and _names(lead) else ()


def _names(lead: Sequence[Word]) -> bool:
    """More than a word such as "Details" that heads the labels."""
    text = " ".join(w.text for w in lead).strip(": ").casefold()
    return bool(text) and text not in ("details", "detail", "field", "item", "bureau", "account", "label", "")


def _heading(lines: Sequence[Line], pending: Sequence[int], i: int) -> list[int]:
    """The lines right above line i that can be a name: close to it, or before a page break."""
    heading: list[int] = []
    below = lines[i]
    for n in reversed(pending):
        line = lines[n]
        height = max(w.y1 - w.y0 for w in line.words)
        near = line.page != below.page or below.box[1] - line.box[3] <= _NEAR * height
        if not near or len(heading) >= 4 or not _may_name(line):
            break
        heading.insert(0, n)
        below = line
    return heading


def _may_name(line: Line) -> bool:
    text = line.text.strip()
    return any(c.isalpha() for c in text) and len(line.words) <= 16 and not is_sentence(line)

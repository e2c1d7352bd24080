"""Cards: small labels in a row, each over its value; the labels are told by how they are set.

Lines of one style, smaller than or otherwise unlike the lines below them, whose words mostly name fields,
are lines of labels; each of their cells is one, also those that nobody has listed. So a value can never go
to the neighbour of a label that is not understood. A value stands under its label's edge or middle.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.fields import text_of
from creditai.forms.line_kinds import looks_like_address, looks_like_phone
from creditai.forms.pairs import Pair
from creditai.forms.pairs.items import Label, Row
from creditai.vocabulary.labels import account_heads, account_labels
from creditai.vocabulary.sections import subheading_of
from creditai.vocabulary.wordings import Wordings

_CLOSE = 0.9
"""A value is no further below its label, and its lines from each other, than this many text heights."""
_EDGE = 4.0

Look = tuple[float, bool]


@dataclass(frozen=True)
class Cards:
    """`pairs` in reading order; `rest`: the rows that are no part of them."""

    pairs: list[Pair]
    rest: list[Row]


def cards_in(rows: Sequence[Row]) -> Cards:
    """The labels over values among these rows."""
    heads = account_heads()
    look = _look_of_labels(rows, heads)
    named = _named_rows(rows, heads)
    if look is None and not named:
        return Cards([], list(rows))
    pairs: list[Pair] = []
    rest: list[Row] = []
    over: list[Pair] = []
    above: Line | None = None
    for n, row in enumerate(rows):
        if _stands_under_its_value(rows, n, heads):
            over = []
            rest.append(row)
        elif n in named or (_look(row.line) == look and all(_may_be_label(c) for c in row.line.cells)):
            over = [Pair(_label(cell, heads), n) for cell in row.line.cells]
            pairs.extend(over)
        elif (
            over
            and above is not None
            and not _heads_next(above, row.line)
            and not any(_is_set_as_label(cell, look, heads) for cell in row.line.cells)
            and _is_near(above, row.line)
            and _are_under(over, row.line)
        ):
            for cell in row.line.cells:
                for pair, words in _shares(over, cell):
                    pair.take(words, n)
        else:
            over = []
            rest.append(row)
        above = row.line
    return Cards(pairs, rest)


def _stands_under_its_value(rows: Sequence[Row], n: int, heads: Wordings) -> bool:
    """A telephone number over `Phone number`, an address over `Address`: the one label that is printed so."""
    above, row = rows[n - 1].line if n else None, rows[n].line
    if above is None or len(row.cells) > 1 or len(above.cells) > 1 or not _is_near(above, row):
        return False
    name = _name(row.cells[0], heads) or ""
    if name.endswith("phone"):
        return looks_like_phone(above.text)
    return name.endswith("address") and looks_like_address(above.text)


def _look_of_labels(rows: Sequence[Row], heads: Wordings) -> Look | None:
    """The style of the lines of labels, if at least two lines of one style are such."""
    found: dict[Look, list[int]] = {}
    for above, below in itertools.pairwise(rows):
        look = _look(above.line)
        if look is None or not _differs(look, below.line) or not _is_near(above.line, below.line):
            continue
        if all(_heads(cell, heads) for cell in below.line.cells):
            continue  # `Responsibility  Individual` over the heading "Payment history"
        cells = above.line.cells
        if all(_may_be_label(cell) for cell in cells) and _stand_under(cells, below.line):
            named = sum(_name(cell, heads) is not None for cell in cells)
            found.setdefault(look, []).append(2 * named - len(cells))
    told = {look: sums for look, sums in found.items() if len(sums) >= 2 and sum(sums) > 0}
    return max(told, key=lambda look: len(told[look])) if told else None


def _named_rows(rows: Sequence[Row], heads: Wordings) -> frozenset[int]:
    """Rows of a scan, by their numbers, that are labels whatever their type was measured at: each cell names a field, and
    what stands under them names none. One such row may be a table's head."""
    found = {
        n
        for n, (above, below) in enumerate(itertools.pairwise(rows))
        if above.line.measured
        and len(above.line.cells) > 1
        and all(_name(c, heads) is not None and _may_be_label(c) for c in above.line.cells)
        and not any(_heads(c, heads) for c in below.line.cells)
        and _is_near(above.line, below.line)
        and _stand_under(above.line.cells, below.line)
    }
    return frozenset(found if len(found) > 1 else ())


def _look(line: Line) -> Look | None:
    """Size and weight of the line's words; None where they differ."""
    looks = {(round(w.size * 2) / 2, w.bold) for w in line.words}
    return next(iter(looks)) if len(looks) == 1 else None


def _differs(look: Look, below: Line) -> bool:
    """Is a label of this style unlike the line below: smaller, or of other weight in the same size?"""
    size = max(w.size for w in below.words)
    bold = any(w.bold for w in below.words)
    return 0 < look[0] < 0.95 * size or (look[1] != bold and look[0] <= 1.05 * size)


def _heads(cell: Cell, heads: Wordings) -> bool:
    """A label or a heading itself: nothing that stands under a label as its value."""
    return _name(cell, heads) is not None or subheading_of(cell.text) is not None


def _may_be_label(cell: Cell) -> bool:
    text = cell.text
    if subheading_of(text) is not None and account_labels().name_of(text) is None:
        return False  # "Payment History" heads a part of the block
    if ": " in text:
        return False  # "Remarks: Closed", a label and its value
    digits = any(c.isdigit() for c in text)
    return (not digits and len(cell.words) <= 7 and text[:1].isupper() and text[-1] not in ".,;$") or _no(
        text
    )


def _no(text: str) -> bool:
    """`Account no.`: the one label that ends in a full stop."""
    return text.casefold().endswith(" no.")


def _name(cell: Cell, heads: Wordings) -> str | None:
    text = cell.text.rstrip(":?")
    return heads.name_of(text) or heads.loose_name_of(text)


def _is_set_as_label(cell: Cell, look: Look | None, heads: Wordings) -> bool:
    """`Original creditor  MOCK BANK`, `Remarks: Closed` under a value: a label in its own type, with its value beside it."""
    if _look(Line((cell,))) != look:
        return False
    label, colon, _ = cell.text.partition(":")
    return _name(cell, heads) is not None or (bool(colon) and heads.name_of(label) is not None)


def _label(cell: Cell, heads: Wordings) -> Label:
    name = _name(cell, heads) or f"other:{text_of(cell.words).rstrip(':')}"
    return Label(name, cell.words, cell.text.endswith(":"), True)


def _is_near(above: Line, line: Line) -> bool:
    if above.page != line.page:
        return abs(line.page - above.page) == 1
    height = max(w.y1 - w.y0 for w in line.words)
    return line.box[1] - above.box[3] <= _CLOSE * height


def _heads_next(above: Line, line: Line) -> bool:
    """`Contact info` at the top of the next page, where no room tells it from what is under a label."""
    return line.page != above.page and subheading_of(line.text) is not None


def _stand_under(labels: Sequence[Cell], line: Line) -> bool:
    return all(any(_is_under(label.box[0], label.box[2], cell) for label in labels) for cell in line.cells)


def _is_under(x0: float, x1: float, cell: Cell) -> bool:
    a, _, b, _ = cell.box
    return abs(a - x0) <= _EDGE or abs(b - x1) <= _EDGE or abs(a + b - x0 - x1) <= 2 * _EDGE


def _are_under(over: Sequence[Pair], line: Line) -> bool:
    """Each cell begins or ends where a label does; one that is under none belongs to nobody."""
    return all(_shares(over, cell) for cell in line.cells)


def _shares(over: Sequence[Pair], cell: Cell) -> list[tuple[Pair, tuple[Word, ...]]]:
    """The cell's words by the labels that they stand under: cut where a label begins."""
    cuts = [i for i, w in enumerate(cell.words) if i and any(abs(w.x0 - p.label.x0) <= 1.5 for p in over)]
    found: list[tuple[Pair, tuple[Word, ...]]] = []
    for a, b in zip([0, *cuts], [*cuts, len(cell.words)], strict=True):
        words = cell.words[a:b]
        owner = next((p for p in over if _is_under(p.label.x0, p.label.x1, Cell(words))), None)
        if owner is None:
            return []
        found.append((owner, words))
    return found

"""Accounts printed side by side: one block, up to three bureaus, one entry for each that reports.

A bureau reports when its column has an account number, or says anything but dashes and amounts of
zero. The furnisher's heading stands above the header of bureaus, on its line, or (where the header
comes once a page) above the first row. A header that comes again inside a block begins no new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.accounts import finish, open_account, read_pairs
from creditai.forms.accounts.heading import read_heading
from creditai.forms.bureaus.blocks import (
    FURNITURE,
    Block,
    Table,
    blocks_of,
    is_history_title,
    is_tally,
    is_tally_title,
)
from creditai.forms.bureaus.columns import BureauRow, rows_under
from creditai.forms.bureaus.tallies import read_tallies
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.forms.here import Here
from creditai.forms.history import find_history
from creditai.forms.history.found import Cell as MonthCell
from creditai.forms.history.found import Found
from creditai.forms.history.putting import put_months
from creditai.forms.line_kinds import is_subheading
from creditai.forms.pairs import Pair, Pairs
from creditai.forms.pairs.items import Label, is_icon
from creditai.report import Bureau
from creditai.values import Why, is_dash, parse_money
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.history import LEGEND
from creditai.vocabulary.labels import COLUMN_LABELS, account_labels_with
from creditai.vocabulary.wordings import Wordings

_ORIGINAL = re.compile(r"^\(?original$", re.I)


def read_bureau_accounts(here: Here, table: Table) -> None:
    """Every account of these lines into the draft."""
    labels = account_labels_with((*here.print.labels, *COLUMN_LABELS))
    said = [line for line in table.lines if labels.name_of(line.cells[0].text) != "remarks"]
    found = find_history(said, here.marks, here.print.codes)
    months = _lines_with(table.lines, found)
    here.draft.ignore(found.legend, LEGEND)
    cells: dict[int, list[MonthCell]] = {}
    for cell in found.cells:
        if (i := _line_of(cell.words, cell.heads, months)) is not None:
            cells.setdefault(i, []).append(cell)
    claimed: dict[int, list[Word]] = {}
    for word in found.claimed:
        if (i := months.get(id(word))) is not None:
            claimed.setdefault(i, []).append(word)
    for block in blocks_of(table, labels, months):
        _read_block(here, table, block, labels, found, months, cells, claimed)


def _lines_with(lines: Sequence[Line], found: Found) -> dict[int, int]:
    """id of each word of a grid or legend -> number of its line."""
    taken = {id(w) for w in (*found.claimed, *found.legend)}
    taken.update(id(w) for cell in found.cells for run in (cell.words, *cell.heads, cell.label) for w in run)
    return {id(w): i for i, line in enumerate(lines) for w in line.words if id(w) in taken}


# -- one block


def _read_block(
    here: Here,
    table: Table,
    block: Block,
    labels: Wordings,
    found: Found,
    months: dict[int, int],
    by_line: Mapping[int, Sequence[MonthCell]],
    claimed: Mapping[int, Sequence[Word]],
) -> None:
    draft = here.draft
    own = set(block.lines)
    rows = _rows(table, block, labels, months)
    if not rows:
        return
    heads = _heads_of(table, block)
    reporting = [b for b in heads if _reports(b, rows)]
    slots: dict[Bureau, Slot] = {}
    for bureau in reporting:
        slots[bureau] = _read_column(here, bureau, heads[bureau], rows, block)
    for row in rows:
        draft.claim(row.label)
        for bureau in row.values:
            if bureau not in slots:
                draft.claim(_dashes(row.words_of(bureau)))
    _claim_words(draft, table, block)
    _tallies(draft, table, block, slots)
    put_months([cell for i in block.lines for cell in by_line.get(i, ())], slots)
    for i in block.lines:
        draft.claim(claimed.get(i, ()))
    _colours(found, slots, own, months)


def _dashes(words: Sequence[Word]) -> list[Word]:
    """`--`, `Not reported`: what stands in the column of a bureau that has no such account."""
    return list(words) if is_dash(" ".join(w.text for w in words)) else [w for w in words if is_dash(w.text)]


def _line_of(words: Sequence[Word], heads: Sequence[Sequence[Word]], months: dict[int, int]) -> int | None:
    """The line of a cell; of its head where the cell is a drawing."""
    for run in (words, *heads):
        for word in run:
            if id(word) in months:
                return months[id(word)]
    return None


def _colours(found: Found, slots: dict[Bureau, Slot], own: set[int], months: dict[int, int]) -> None:
    """A history that only colour tells: no status, and a line that says so."""
    for words in found.colour_only:
        bureau = bureau_of(" ".join(w.text for w in words))
        if _line_of(words, (), months) not in own:
            continue
        for name, slot in slots.items():
            if bureau in (None, name) and not slot.parts.get("payment_history"):
                slot.miss("payment_history", "unreadable", words)


def _rows(table: Table, block: Block, labels: Wordings, months: dict[int, int]) -> list[BureauRow]:
    """All labelled rows of the block, each under the header that holds for it."""
    taken = {id(w) for line in block.heading for w in line} | months.keys()
    kept = [
        i
        for i in block.lines
        if i not in table.headers
        and not taken.intersection(id(w) for w in table.lines[i].words)
        and not _is_furniture(table.lines[i])
    ]
    return rows_under(table.lines, kept, table.geometry, labels)[0]


def _is_furniture(line: Line) -> bool:
    text = line.text
    counts = is_tally(line) or is_tally_title(line) or is_history_title(line)
    return bool(counts or FURNITURE.match(text) or bureau_of(text))


def _heads_of(table: Table, block: Block) -> dict[Bureau, tuple[Word, ...]]:
    heads: dict[Bureau, tuple[Word, ...]] = {}
    for i in block.lines:
        geometry = table.geometry[i]
        if geometry is not None:
            for column in geometry.header.columns:
                heads.setdefault(column.bureau, column.words)
    return heads


def _reports(bureau: Bureau, rows: Sequence[BureauRow]) -> bool:
    """Does any label that means something to us have a value there?"""
    for row in rows:
        if row.name.startswith("other:"):
            continue
        text = " ".join(w.text for w in row.words_of(bureau))
        if not text or is_dash(text):
            continue
        amount = parse_money(text)
        if row.name == "account_number" or isinstance(amount, Why) or amount != 0:
            return True
    return False


def _read_column(
    here: Here, bureau: Bureau, head: tuple[Word, ...], rows: Sequence[BureauRow], block: Block
) -> Slot:
    slot = open_account(replace(here, bureau=bureau, bureau_words=head))
    pairs = [_pair(row, n, bureau) for n, row in enumerate(rows) if _speaks(row, bureau)]
    found = Pairs(pairs, [])
    read_pairs(here, slot, found)
    _read_heading(slot, block.heading, found)
    finish(here, slot)
    return slot


def _speaks(row: BureauRow, bureau: Bureau) -> bool:
    """Labels that stand in another column say nothing of this one."""
    return row.only in (None, bureau)


def _pair(row: BureauRow, n: int, bureau: Bureau) -> Pair:
    label = Label(row.name, row.label, row.label[-1].text.endswith(":"), True)
    pair = Pair(label, n)
    for words in row.values.get(bureau, ()):
        pair.take(words, n)
    return pair


def _read_heading(slot: Slot, heading: Sequence[tuple[Word, ...]], found: Pairs) -> None:
    """The furnisher, and `(Original Creditor: X)` taken out of its line or from the next."""
    lines: list[Line] = []
    named = [w for _, original in _without_original(heading) for w in original]
    if named and "original_creditor" not in slot.fields:
        text = " ".join(w.text for w in named)
        bare = text.rstrip(")") if text.count("(") < text.count(")") else text
        slot.put("original_creditor", bare, named)
    for words, _ in _without_original(heading):
        kept = [w for w in words if not is_icon(w)]
        if kept:
            lines.append(Line((Cell(tuple(kept)),)))
    read_heading(slot, lines, found)


def _without_original(
    heading: Sequence[tuple[Word, ...]],
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    inside = False
    for words in heading:
        at = next(
            (
                i
                for i, w in enumerate(words[:-1])
                if _ORIGINAL.match(w.text) and words[i + 1].text.casefold().startswith("creditor")
            ),
            None,
        )
        if at is not None:
            after = words[at + 2 :]
            inside = bool(words[at].text.startswith("(")) and not (after and after[-1].text.endswith(")"))
            yield words[:at], after
        elif inside:
            inside = not words[-1].text.endswith(")")
            yield (), words
        else:
            yield words, ()


def _tallies(draft: Draft, table: Table, block: Block, slots: Mapping[Bureau, Slot]) -> None:
    title: Sequence[Word] = ()
    for i in sorted(block.lines):
        line = table.lines[i]
        if is_tally_title(line) and not is_tally(line):
            title = line.words
            draft.claim(title)
        elif is_tally(line):
            held = table.geometry[i]
            read_tallies(draft, slots, title, line, held.header.columns if held else ())


def _claim_words(draft: Draft, table: Table, block: Block) -> None:
    """Headers again, subheadings, tallies and furniture."""
    for i in block.lines:
        line = table.lines[i]
        text = line.text
        if i in table.headers or is_subheading(line) or is_history_title(line) or bureau_of(text):
            draft.claim(line.words)
        elif FURNITURE.match(text):
            draft.ignore(line.words, "page furniture")
    for words in block.heading:
        draft.claim(words)

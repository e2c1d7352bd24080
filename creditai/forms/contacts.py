"""The list of creditors' addresses at the end of a print -> the accounts' furnishers.

Joined by name, and only where one contact has exactly that name: a list that names a creditor twice
says nothing certain about either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import text_of
from creditai.forms.here import Here
from creditai.forms.line_kinds import is_sentence, looks_like_address, looks_like_phone
from creditai.forms.tables import Record, Table, find_table
from creditai.forms.tables.columns import split_by_columns
from creditai.values import is_dash
from creditai.vocabulary.wordings import Wordings, listed

_HEADS = Wordings(
    listed(
        {
            "name": "Creditor Name|Creditor|Name|Company|Company Name|Subscriber Name|Account Name|Furnisher",
            "address": "Address|Mailing Address|Creditor Address|Location",
            "phone": "Phone Number|Phone|Telephone|Telephone Number|Contact Number",
        }
    )
)


def read_contacts(here: Here, lines: Sequence[Line]) -> None:
    """Every contact to the accounts of its name; contacts of nobody here stay unread."""
    start = 0
    lines = [line for line in lines if not _is_footer(line)]
    while (table := find_table(lines, _HEADS, ["name", "address|phone"], start)) is not None:
        _read_table(here, table, _records(table, lines))
        start = max(table.end, table.first + 1)
    if not start:
        _read_without_heads(here, lines)


def _is_footer(line: Line) -> bool:
    """`© 2026 Acme. All rights reserved.`: one run of words that is a sentence, and no creditor."""
    return len(line.cells) == 1 and (line.text.startswith("©") or is_sentence(line))


def _records(table: Table, lines: Sequence[Line]) -> list[Record]:
    """The contacts. Where the cells of a row are set in its middle, an address begins above its name and
    ends below it: each line then goes to the nearest line that has a name and more."""
    names = [column.name for column in table.columns]
    if table.records and table.records[0].words(names.index("name")):
        return list(table.records)
    body = lines[table.first + 1 : table.end]
    cells = [split_by_columns(line, table.columns) or {} for line in body]
    at, other = names.index("name"), names.index("phone" if "phone" in names else "address")
    anchors = [i for i, own in enumerate(cells) if at in own and other in own]
    records = {i: Record() for i in anchors}
    for i, own in enumerate(cells):
        near = sorted(anchors, key=lambda n: _apart(body[n], body[i]))[:2]
        if not near or (
            len(near) > 1 and 2 * _apart(body[near[0]], body[i]) > _apart(body[near[1]], body[i])
        ):
            return []  # nobody can say whose this line is
        for column, words in own.items():
            records[near[0]].cells.setdefault(column, []).append(words)
    return [records[i] for i in anchors]


def _apart(one: Line, other: Line) -> float:
    if one.page != other.page:
        return 1e6
    return abs(one.box[1] + one.box[3] - other.box[1] - other.box[3])


def _read_table(here: Here, table: Table, records: Sequence[Record]) -> None:
    at = {column.name: n for n, column in enumerate(table.columns)}
    for column in table.columns:
        here.draft.claim(column.words)
    names = Counter(_plain(text_of(r.words(at["name"]))) for r in records)
    for record in records:
        name = _plain(text_of(record.words(at["name"])))
        owners = _owners(here, name)
        if names[name] == 1 and owners:
            here.draft.claim(record.words(at["name"]))
            for slot in owners:
                for field, kind in (("furnisher_address", "address"), ("furnisher_phone", "phone")):
                    _put(slot, field, record.words(at[kind]) if kind in at else ())


def _read_without_heads(here: Here, lines: Sequence[Line]) -> None:
    """`MOCK BANK   PO BOX 1, MOCKFORD, ZZ 00017   (800) 555-0107`: a creditor a row, told by the shapes of its cells."""
    rows = _rows(lines)
    names = Counter(_plain(text_of(row[0])) for row in rows)
    for name, *cells in rows:
        address = next((words for words in cells if _is_whole_address(words)), [])
        phone = next((words for words in cells if looks_like_phone(text_of(words))), [])
        plain = _plain(text_of(name))
        owners = _owners(here, plain) if names[plain] == 1 and (address or phone) else []
        for slot in owners:
            _put(slot, "furnisher_address", address)
            _put(slot, "furnisher_phone", phone)
        here.draft.claim(name if owners else ())


def _rows(lines: Sequence[Line]) -> list[list[list[Word]]]:
    """The cells of each row: what stands right under one, at its edge, goes on from it."""
    rows: list[list[list[Word]]] = []
    last: Line | None = None
    for line in lines:
        goes_on = bool(rows) and last is not None and _is_right_under(last, line)
        under = [_over(rows[-1], cell) for cell in line.cells] if goes_on else []
        if under and all(over is not None for over in under) and len(under) < len(rows[-1]):
            for over, cell in zip(under, line.cells, strict=True):
                (over or []).extend(cell.words)
        elif len(line.cells) > 1:
            rows.append([list(cell.words) for cell in line.cells])
        last = line
    return rows


def _is_right_under(above: Line, line: Line) -> bool:
    height = line.box[3] - line.box[1]
    return above.page == line.page and line.box[1] - above.box[3] <= 0.6 * height


def _over(row: Sequence[list[Word]], cell: Cell) -> list[Word] | None:
    """The cell of the row that this goes on from: not yet an address's end, nor a telephone number."""
    at = next((words for words in row if abs(words[0].x0 - cell.box[0]) <= 3), None)
    return at if at and not _is_whole_address(at) and not looks_like_phone(text_of(at)) else None


def _is_whole_address(words: Sequence[Word]) -> bool:
    """Down to its ZIP code."""
    last = words[-1].text.replace("-", "")
    return looks_like_address(text_of(words)) and last.isdigit() and len(last) in (5, 9)


def _owners(here: Here, name: str) -> list[Slot]:
    """The accounts of the furnisher of this name."""
    accounts = (slot for slot in here.draft.root.parts.get("accounts", ()) if isinstance(slot, Slot))
    return [slot for slot in accounts if name and _plain(slot.fields.get("furnisher") or "") == name]


def _put(slot: Slot, name: str, words: Sequence[Word]) -> None:
    if words and is_dash(text_of(words)):
        slot.miss(name, "dash", words)
    elif words and name not in slot.fields:
        slot.put(name, text_of(words), words)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

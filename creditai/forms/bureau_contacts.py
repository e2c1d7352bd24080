"""The list of creditors' addresses at the end of a three-bureau print -> the accounts' furnishers.

Joined by name, and only where one contact has exactly that name: a list that names a creditor twice
says nothing certain about either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from creditai.documents.lines import Line
from creditai.forms.accounts import Here
from creditai.forms.draft import Slot
from creditai.forms.fields import text_of
from creditai.forms.tables import Record, Table, find_table
from creditai.values import is_dash
from creditai.vocabulary.wordings import Wordings

_HEADS = Wordings(
    (wording, name)
    for name, wordings in {
        "name": "Creditor Name|Creditor|Name|Company|Company Name|Subscriber Name|Account Name|Furnisher",
        "address": "Address|Mailing Address|Creditor Address|Location",
        "phone": "Phone Number|Phone|Telephone|Telephone Number|Contact Number",
    }.items()
    for wording in wordings.split("|")
)


def read_contacts(here: Here, lines: Sequence[Line]) -> None:
    """Every contact to the accounts of its name; contacts of nobody here stay unread."""
    start = 0
    while (table := find_table(lines, _HEADS, ["name", "address|phone"], start)) is not None:
        _read_table(here, table)
        start = max(table.end, table.first + 1)


def _read_table(here: Here, table: Table) -> None:
    at = {column.name: n for n, column in enumerate(table.columns)}
    for column in table.columns:
        here.draft.claim(column.words)
    names = Counter(_plain(text_of(r.words(at["name"]))) for r in table.records)
    accounts = [s for s in here.draft.root.parts.get("accounts", ()) if isinstance(s, Slot)]
    for record in table.records:
        name = _plain(text_of(record.words(at["name"])))
        owners = [s for s in accounts if _plain(s.fields.get("furnisher") or "") == name]
        if name and names[name] == 1 and owners:
            here.draft.claim(record.words(at["name"]))
            for slot in owners:
                _put(slot, "furnisher_address", record, at.get("address"))
                _put(slot, "furnisher_phone", record, at.get("phone"))


def _put(slot: Slot, name: str, record: Record, column: int | None) -> None:
    words = record.words(column) if column is not None else []
    if words and is_dash(text_of(words)):
        slot.miss(name, "dash", words)
    elif words and name not in slot.fields:
        slot.put(name, text_of(words), words)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

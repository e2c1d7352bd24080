"""Accounts printed as rows of one table: a head for each field, a row for each account."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents.lines import Line
from creditai.forms.accounts import Here, finish, open_account, read_pairs
from creditai.forms.fields import text_of
from creditai.forms.items import Label
from creditai.forms.pairs import Pair, Pairs
from creditai.forms.tables import Record, Table, find_table
from creditai.report import Bureau
from creditai.vocabulary.kinds import bureaus_of
from creditai.vocabulary.labels import account_heads

_NEEDS = [
    "furnisher",
    "balance|account_number|status|opened|account_type",
    "balance|status|opened|account_type",
]


def account_table(lines: Sequence[Line], start: int = 0) -> Table | None:
    """The next table of accounts at or after line `start`."""
    table = find_table(lines, account_heads(), _NEEDS, start)
    return table if table is not None and len({c.name for c in table.columns if c.name}) >= 3 else None


def read_account_table(here: Here, table: Table) -> None:
    """Each row as an account; a row that names several bureaus is one account at each."""
    for record in table.records:
        bureaus: list[Bureau | None] = [*_bureaus(table, record)]
        for bureau in bureaus or [here.bureau]:
            _read_record(here, table, record, bureau, named=bool(bureaus))
    for column in table.columns:
        here.draft.claim(column.words)


def _bureaus(table: Table, record: Record) -> list[Bureau]:
    for n, column in enumerate(table.columns):
        if column.name == "bureau":
            return list(bureaus_of(text_of(record.words(n))))
    return []


def _read_record(here: Here, table: Table, record: Record, bureau: Bureau | None, *, named: bool) -> None:
    if not record.words(0) and not named:
        return
    slot = open_account(here) if not named else here.draft.account(bureau)
    pairs: list[Pair] = []
    for n, column in enumerate(table.columns):
        words = record.words(n)
        if column.name == "bureau":
            if named and bureau:
                slot.put("bureau", bureau, words, via="bureau")
            continue
        name = column.name or f"other:{text_of(column.words)}"
        pairs.append(Pair(Label(name, column.words, False, True), 0, list(record.cells.get(n, [])), 0))
    if named and here.heading is not None:
        slot.put("section", here.heading.text, here.heading.words)
    read_pairs(here, slot, Pairs(pairs, []))
    finish(here, slot)

"""Accounts printed as rows of one table: a head for each field, a row for each account.

The first column may hold more than the name, as its head says: an address below it, a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from creditai.documents import Document, Word
from creditai.documents.lines import Line
from creditai.forms.accounts import finish, open_account, read_pairs
from creditai.forms.accounts.contact import read_contact
from creditai.forms.fields import text_of
from creditai.forms.here import Here
from creditai.forms.line_kinds import looks_like_address
from creditai.forms.pairs import Pair, Pairs
from creditai.forms.pairs.items import Label
from creditai.forms.tables import Record, Table
from creditai.forms.tables.rows import row_table
from creditai.report import Bureau
from creditai.vocabulary.kinds import bureaus_of
from creditai.vocabulary.labels import account_heads

_NEEDS = [
    "furnisher|furnisher+address|furnisher+number",
    "balance|account_number|furnisher+number|status|opened|account_type",
    "balance|status|opened|account_type",
]


_TWO = re.compile(r"^(?P<first>.+?)\s*(?:\band\b|&|/|,)\s*(?P<second>[^/&,]+)$", re.I)
_NUMBER = re.compile(
    r"^\W*(?:(?:acct|account|no|number|ending|in)\W*)*[\dxX*.•…#-]*[\d*•xX]{3,}[\dxX*.•…-]*$", re.I
)


def account_table(document: Document, lines: Sequence[Line], start: int = 0) -> Table | None:
    """The next table of accounts at or after line `start`."""
    pages = {line.page for line in lines[start:]}
    marks = {page.number: page.marks for page in document.pages if page.number in pages}
    return row_table(lines, marks, head_named, _NEEDS, start)


@lru_cache(maxsize=8192)
def head_named(text: str) -> str | None:
    """The field that a head names; `furnisher+address` where its column holds both."""
    heads = account_heads()
    name = heads.name_of(text) or heads.loose_name_of(text)
    two = _TWO.match(text)
    if name is not None or two is None:
        return name
    if head_named(two["first"]) != "furnisher":
        return None
    second = heads.name_of(two["second"]) or heads.loose_name_of(two["second"])
    return {"furnisher_address": "furnisher+address", "account_number": "furnisher+number"}.get(second or "")


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
        for name, lines in _parts(column.name, record.cells.get(n, [])):
            name = name or f"other:{text_of(column.words)}"
            pairs.append(Pair(Label(name, column.words, False, True), 0, lines, 0))
    if named and here.heading is not None:
        slot.put("section", here.heading.text, here.heading.words)
    found = Pairs(pairs, [])
    read_pairs(here, slot, found)
    read_contact(slot, found)
    finish(here, slot)


def _parts(name: str, lines: Sequence[tuple[Word, ...]]) -> list[tuple[str, list[tuple[Word, ...]]]]:
    """A cell of two fields, cut where the second begins: smaller print, an address or a number."""
    if name != "furnisher" and "+" not in name:
        return [(name, list(lines))]
    cut = next((n for n in range(1, len(lines)) if _begins_second(name, lines[n - 1], lines[n])), len(lines))
    second = "account_number" if name.endswith("number") else "furnisher_address"
    parts = [("furnisher", list(lines[:cut]))]
    return [*parts, (second, list(lines[cut:]))] if cut < len(lines) else parts


def _begins_second(name: str, above: Sequence[Word], line: Sequence[Word]) -> bool:
    if name.endswith("number"):
        return bool(_NUMBER.match(text_of(line)))
    return line[0].size < 0.95 * above[0].size or looks_like_address(text_of(line))

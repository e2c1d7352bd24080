"""What three-bureau prints say side by side of the consumer, records and counts.

Every row becomes one pair of label and value per bureau, and goes where the same pair would go in a
print of one bureau. Counts in summaries are the vendor's arithmetic: they are kept as printed, in
`other`, and are no bureau's data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.bureaus.blocks import Table
from creditai.forms.bureaus.columns import BureauRow, rows_under
from creditai.forms.bureaus.headers import Column
from creditai.forms.fields import text_of
from creditai.forms.here import Here
from creditai.forms.pairs import Pair, Pairs
from creditai.forms.pairs.items import Label
from creditai.forms.person import put_fact
from creditai.forms.records import put_record
from creditai.report import Bureau
from creditai.values import Why, is_dash, parse_date
from creditai.vocabulary.labels import person_labels, record_labels
from creditai.vocabulary.wordings import Wordings

_FILLS = {"names": 0.3, "employers": 0.8}
"""A line that fills this much of its column may have wrapped. One person's names begin alike, so that
a name which does not is the more likely to be the end of the one above; employers have no such tie."""


def rows_of_table(table: Table, labels: Wordings) -> tuple[list[BureauRow], list[int]]:
    """All rows of the section under whichever header holds, and the lines that are none."""
    at = [i for i in range(len(table.lines)) if i not in table.headers]
    return rows_under(table.lines, at, table.geometry, labels)


def columns_of_table(table: Table) -> dict[Bureau, Column]:
    """Each bureau's column, as the first header that holds names it."""
    columns: dict[Bureau, Column] = {}
    for geometry in table.geometry:
        for column in geometry.header.columns if geometry else ():
            columns.setdefault(column.bureau, column)
    return columns


def pair_of(row: BureauRow, n: int, bureau: Bureau) -> Pair:
    """The row as this bureau's pair of label and value."""
    pair = Pair(Label(row.name, row.label, row.label[-1].text.endswith(":"), True), n)
    for words in row.values.get(bureau, ()):
        pair.take(words, n)
    return pair


def of_bureau(here: Here, column: Column) -> Here:
    return replace(here, bureau=column.bureau, bureau_words=column.words)


def claim_headers(here: Here, table: Table) -> None:
    for i in table.headers:
        here.draft.claim(table.lines[i].words)


# -- the consumer


def read_bureau_person(here: Here, table: Table) -> None:
    """Names, addresses and the like as each bureau prints them."""
    claim_headers(here, table)
    rows, _ = rows_of_table(table, person_labels())
    for bureau, column in columns_of_table(table).items():
        own = of_bureau(here, column)
        if not any(row.values.get(bureau) for row in rows):
            continue
        slot = here.draft.person(bureau)
        if "bureau" not in slot.evidence:
            slot.put("bureau", bureau, column.words, via="bureau")
        for n, row in enumerate(rows):
            pair = _tidy(own, pair_of(row, n, bureau), column, table)
            if pair.label.name == "birth_date" or pair.label.name == "report_date" or pair.words:
                put_fact(own, slot, slot if row.name == "report_date" else here.draft.root, pair)
            here.draft.claim(row.label)


def _tidy(here: Here, pair: Pair, column: Column, table: Table) -> Pair:
    """Lists without the dates beside their items, and with wrapped items put together again."""
    if pair.label.name not in ("names", "addresses", "employers"):
        return pair
    lines: list[tuple[Word, ...]] = []
    for words in pair.lines:
        kept = words
        while kept and _is_date(kept[-1].text):
            here.draft.claim(kept[-1:])
            kept = kept[:-1]
        if not kept:
            continue
        if (
            lines
            and pair.label.name != "addresses"
            and _wraps(pair.label.name, lines[-1], kept, column, table)
        ):
            lines[-1] = (*lines[-1], *kept)
        else:
            lines.append(kept)
    return Pair(pair.label, pair.row, lines, pair.last_row)


def _is_date(text: str) -> bool:
    return "/" in text and not isinstance(parse_date(text.strip("(),;")), Why)


def _wraps(name: str, above: Sequence[Word], words: Sequence[Word], column: Column, table: Table) -> bool:
    """The next word did not fit on the line before: only where a line can be full at all (paper)."""
    if above[0].path or above[0].text.casefold() == words[0].text.casefold():
        return False
    room = _room(column, table)
    long = above[-1].x1 - above[0].x0
    width = words[0].x1 - words[0].x0
    return room is not None and long >= _FILLS[name] * room and long + width + 2 > room


def _room(column: Column, table: Table) -> float | None:
    """How wide a value of this column can be: from column to column, less the space between them."""
    header = next((g.header for g in table.geometry if g and column in g.header.columns), None)
    if header is None or len(header.columns) < 2:
        return None
    return min(b.center - a.center for a, b in pairwise(header.columns)) - 6


# -- scores


# -- records, counts


def read_bureau_records(here: Here, table: Table) -> None:
    """Public records: a block begins where its first label comes again."""
    claim_headers(here, table)
    rows, rest = rows_of_table(table, record_labels())
    columns = columns_of_table(table)
    for block in _repeating(rows):
        first = block[0].at
        heading = [i for i in rest if i < first and _close(table.lines[i], table.lines[first])]
        words = table.lines[heading[-1]].words if heading else ()
        for bureau, column in columns.items():
            pairs = [pair_of(row, n, bureau) for n, row in enumerate(block)]
            if any(p.words and not is_dash(p.text) for p in pairs):
                put_record(of_bureau(here, column), Pairs(pairs, []), words)
            here.draft.claim(w for p in pairs for w in (*p.label.words, *p.words) if is_dash(p.text))
        here.draft.claim(w for row in block for w in row.label)


def _close(above: Line, line: Line) -> bool:
    height = max(w.y1 - w.y0 for w in line.words)
    return above.page == line.page and line.box[1] - above.box[3] <= 5 * height


def _repeating(rows: Sequence[BureauRow]) -> Iterator[list[BureauRow]]:
    block: list[BureauRow] = []
    for row in rows:
        if block and row.name == block[0].name:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def read_bureau_summary(here: Here, table: Table) -> None:
    """The vendor's counts and sums, each under its bureau's name; doubtful amounts are held against them."""
    claim_headers(here, table)
    rows, _ = rows_of_table(table, Wordings({}))
    for bureau, column in columns_of_table(table).items():
        for row in rows:
            here.draft.claim(row.label)
            words = row.words_of(bureau)
            if words and not is_dash(text_of(words)):
                here.draft.root.other(row.label, words, under=[column.words])
                here.draft.note_total(text_of(row.label), words, bureau)
            else:
                here.draft.claim(words)

"""The inquiries of a section -> slots: one per date on which a company asked.

Three shapes: a table under heads; blocks of name, address and labelled dates; blocks whose first
line carries kind and date. The section's heading tells the kind where the print sorts them so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.accounts.parts import remark_runs
from creditai.forms.accounts.status import removal_sentences
from creditai.forms.blocks import Block, blocks_of
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import dates_in, put, text_of
from creditai.forms.here import Here
from creditai.forms.line_kinds import looks_like_address, looks_like_phone
from creditai.forms.pairs import Pairs, pair_up
from creditai.forms.pairs.items import is_icon
from creditai.forms.pairs.rows import rows_of
from creditai.forms.sections import Style
from creditai.forms.side_by_side import abreast, cards_apart
from creditai.forms.tables import Record, Table, find_table
from creditai.report import InquiryKind
from creditai.values import Why, parse_date
from creditai.vocabulary.kinds import bureaus_of, inquiry_kind_of
from creditai.vocabulary.labels import inquiry_labels
from creditai.vocabulary.wordings import BARS

_AT_EDGE = 3.0
"""Points between the left edges of a company's name and of the day under it."""
BULLETS = frozenset("•·*-–◦▪●")
_NEAR = 8.0
"""Points between their lines at most."""
_STARTERS = frozenset({"company", "address", "date", "phone"})
_POSTAL = re.compile(r"^\d{5}(?:-\d{4})?$")
_UNTIL = re.compile(r"until (?P<date>[A-Za-z]+\.? \d{4}|\d{1,2}/(?:\d{1,2}/)?\d{4})", re.I)


def read_inquiries(here: Here, lines: Sequence[Line], style: Style, kind: InquiryKind | None) -> None:
    """Everything in these lines that is an inquiry."""
    for column in abreast(lines, inquiry_labels(), "date", 2):
        for group in cards_apart(column, inquiry_labels()):
            _read_group(here, group, style, kind)


def _read_group(here: Here, lines: Sequence[Line], style: Style, kind: InquiryKind | None) -> None:
    start = 0
    while (table := find_table(lines, inquiry_labels(), ["company", "date"], start)) is not None:
        _read_blocks(here, lines[start : table.first], style, kind)
        _read_table(here, table, kind)
        start = max(table.end, table.first + 1)
    _read_blocks(here, lines[start:], style, kind)


def _open(here: Here, kind: InquiryKind | None) -> Slot:
    slot = here.draft.inquiry(here.bureau)
    if here.bureau and here.bureau_words:
        slot.put("bureau", here.bureau, here.bureau_words, via="bureau")
    if kind is not None and here.heading is not None:
        slot.put("kind", kind, here.heading.words, via="inquiry_kind")
    return slot


# -- tables


def _read_table(here: Here, table: Table, kind: InquiryKind | None) -> None:
    names = {c.name: n for n, c in reversed(list(enumerate(table.columns)))}
    company: list[tuple[Word, ...]] = []
    for record in table.records:
        company = record.cells.get(names["company"], company)
        dates = record.words(names["date"])
        for words in dates_in(dates, here.print.dates) or [[]]:
            if words or record.cells.get(names["company"]):
                _put_record(here, table, names, record, company, words, kind)
    for column in table.columns:
        here.draft.claim(column.words)


def _put_record(
    here: Here,
    table: Table,
    names: dict[str, int],
    record: Record,
    company: list[tuple[Word, ...]],
    date: list[Word],
    kind: InquiryKind | None,
) -> None:
    slot = _open(here, kind)
    _put_company(slot, company)
    put(slot, "date", table.columns[names["date"]].words, date, style=here.print.dates)
    for name, column in names.items():
        words = record.words(column)
        label = table.columns[column].words
        if name == "kind" and words:
            found = inquiry_kind_of(text_of(words))
            if found is not None:
                slot.put("kind", found, words, via="inquiry_kind")
            here.draft.claim(words)
        elif name == "bureau" and words:
            named = bureaus_of(text_of(words))
            if len(named) == 1:
                slot.put("bureau", named[0], words, via="bureau")
        elif name in ("purpose", "address", "expires"):
            put(slot, name, label, words, style=here.print.dates)
        elif name.startswith("other:") or name == "phone":
            here.draft.claim(words)


def _put_company(slot: Slot, lines: Sequence[tuple[Word, ...]]) -> None:
    """Name first, then the lines of its address, then a telephone number."""
    name: list[Word] = []
    address: list[Word] = []
    for line in lines:
        text = text_of(line)
        bare = text.removeprefix("Phone:").strip()
        if looks_like_phone(bare):
            slot.ledger.claim(line)
        elif name and (address or looks_like_address(text)):
            address.extend(line)
        else:
            name.extend(line)
    if name:
        slot.put("company", text_of(name), name)
    if address:
        slot.put("address", text_of(address), address)


# -- blocks


def _read_blocks(here: Here, lines: Sequence[Line], style: Style, kind: InquiryKind | None) -> None:
    rows = rows_of(lines, inquiry_labels())
    for block in blocks_of(rows, style, _STARTERS):
        _read_block(here, block, kind)
    for line, below in zip_longest(lines, lines[1:]):
        _read_dated_line(here, _at_bars(line), below, kind)
        _read_day_and_name(here, line, kind)
    _read_names_over_days(here, lines, kind)


def _at_bars(line: Line) -> Line:
    """`ACME BANK | Apr 17, 2026 | Hard inquiry`: the parts between bars as cells."""
    parts: list[list[Word]] = [[]]
    for word in line.words:
        if word.text in BARS:
            parts.append([])
        else:
            parts[-1].append(word)
    return Line(tuple(Cell(tuple(part)) for part in parts)) if len(parts) > 1 and all(parts) else line


def _read_day_and_name(here: Here, line: Line, kind: InquiryKind | None) -> None:
    """`06/11/2026  ACME BANK`, and nothing else."""
    words = [w for w in line.words if not is_icon(w) and w.text not in BULLETS]
    runs = dates_in(words, here.print.dates)
    if len(runs) != 1 or not all(map(here.draft.is_open, words)) or runs[0][0] is not words[0]:
        return
    name = words[len(runs[0]) :]
    if name and not any(ch.isdigit() for ch in name[0].text) and _names(text_of(name)):
        slot = _open(here, kind)
        slot.put("company", text_of(name), name)
        put(slot, "date", (), runs[0], style=here.print.dates)
        here.draft.claim(w for w in line.words if w.text in BULLETS)


def _read_names_over_days(here: Here, lines: Sequence[Line], kind: InquiryKind | None) -> None:
    """Cards without labels: each day under the name of a company, of one line or more."""
    over: list[Cell] = []
    for n, line in enumerate(lines):
        near = n > 0 and line.page == lines[n - 1].page and line.box[1] - lines[n - 1].box[3] < _NEAR
        over = over if near else []
        for cell in line.cells:
            if not all(map(here.draft.is_open, cell.words)):
                continue
            if not any(len(run) == len(cell.words) for run in dates_in(cell.words, here.print.dates)):
                over.append(cell)
                continue
            own = [c for c in over if abs(c.box[0] - cell.box[0]) <= _AT_EDGE]
            over = [c for c in over if c not in own]
            name = [w for c in own for w in c.words]
            if name and _names(text_of(name)):
                slot = _open(here, kind)
                slot.put("company", text_of(name), name)
                put(slot, "date", (), cell.words, style=here.print.dates)


def _names(text: str) -> bool:
    """A company, and no address, sentence or label."""
    plain = not text.endswith((":", ".")) and any(map(str.isalpha, text)) and not looks_like_address(text)
    return plain and isinstance(parse_date(text), Why) and inquiry_labels().match(text.split()) is None


def _read_dated_line(here: Here, line: Line, below: Line | None, kind: InquiryKind | None) -> None:
    """`ACME BANK      April 17, 2026`: a company and the day at the other end of its line, with no label at all."""
    if len(line.cells) > 3 or not all(map(here.draft.is_open, line.words)):
        return
    told = inquiry_kind_of(line.cells[2].text) if len(line.cells) == 3 else None
    if len(line.cells) == 3 and told is None:
        return
    words = [w for cell in line.cells[:2] for w in cell.words]
    runs = dates_in(words, here.print.dates)
    if len(runs) != 1 or runs[0][-1] is not words[-1]:
        return
    name = words[: -len(runs[0])]
    if not name or not _names(text_of(name)):
        return
    dated = below is None or dates_in(below.words, here.print.dates) or not here.draft.is_open(below.words[0])
    if below is not None and not dated and _wraps(name, runs[0][0], below):
        name += below.words
    slot = _open(here, kind)
    slot.put("company", text_of(name), name)
    put(slot, "date", (), runs[0], style=here.print.dates)
    if told is not None:
        slot.put("kind", told, line.cells[2].words, via="inquiry_kind")


def _wraps(name: Sequence[Word], day: Word, below: Line) -> bool:
    """The line below goes on with the name: the day stood too near for its first word."""
    last, first = name[-1], below.words[0]
    height = max(first.y1 - first.y0, 1.0)
    under = (
        first.page == last.page
        and first.y0 - last.y1 <= 0.6 * height
        and abs(first.x0 - name[0].x0) <= _AT_EDGE
    )
    alike = first.bold == last.bold and abs(first.size - last.size) <= 0.2
    full = day.x0 - last.x1 <= first.x1 - first.x0 + 0.5 * height
    return len(below.cells) == 1 and under and alike and full and _names(below.text)


def _read_block(here: Here, block: Block, kind: InquiryKind | None) -> None:
    draft = here.draft
    heading = [w for line in block.heading for w in line.words]
    if any(len(run) == len(heading) for run in dates_in(heading, here.print.dates)):
        return  # a day is nobody's name
    taken = {id(w) for w in heading}
    rows = [r for r in block.rows if not taken.intersection(id(w) for w in r.line.words)]
    found = pair_up(rows, here.print.dates)
    dated = [p for p in found.pairs if p.label.name == "date"]
    days = [(p, run) for p in dated for run in dates_in(p.words, here.print.dates)]
    if not days and not any(p.words for p in found.pairs):
        return
    draft.claim(w for w in heading if is_icon(w))
    name = [w for w in heading if not is_icon(w)] or _beside_labels(found)
    for pair, run in days or [(p, []) for p in dated[:1]]:
        slot = _open(here, kind)
        if name:
            slot.put("company", text_of(name), name)
        put(slot, "date", pair.label.words, run, style=here.print.dates)
        draft.claim(w for w in pair.words if w.text.strip(",;").casefold() in ("", "and", "y"))
        _put_rest(here, slot, found)


def _beside_labels(found: Pairs) -> list[Word]:
    """A company at the left of the row that begins with its labels; it is no longer loose then."""
    first = next(iter(found.loose), None)
    if first is None or first[0] != 0 or looks_like_address(first[1].text) or looks_like_phone(first[1].text):
        return []
    if any(p.row == 0 and p.label.x0 < first[1].x0 for p in found.pairs):
        return []
    return list(found.loose.pop(0)[1].words)


def _put_rest(here: Here, slot: Slot, found: Pairs) -> None:
    for pair in found.pairs:
        name = pair.label.name
        if name in ("company", "purpose", "address", "expires"):
            put(slot, name, pair.label.words, pair.words, style=here.print.dates)
        elif name == "kind" and pair.words:
            kind = inquiry_kind_of(pair.text)
            if kind is not None:
                slot.put("kind", kind, pair.words, via="inquiry_kind")
            here.draft.claim([*pair.label.words, *pair.words])
        elif name != "date":
            here.draft.claim([*pair.label.words, *pair.words])
    _put_loose(here, slot, [tuple(run.words) for _, run in found.loose])


def _goes_on(address: Sequence[Word], text: str) -> bool:
    """An address ends with its postal code, and no sentence is part of one."""
    return not _POSTAL.search(address[-1].text) and not text.endswith(".") and ". " not in text


def _put_loose(here: Here, slot: Slot, lines: list[tuple[Word, ...]]) -> None:
    address: list[Word] = []
    rest: list[tuple[Word, ...]] = []
    for line in lines:
        text = text_of(line)
        if looks_like_phone(text) or all(is_icon(w) for w in line):
            here.draft.claim(line)
        elif not rest and (looks_like_address(text) or (address and _goes_on(address, text))):
            address.extend(line)
        else:
            rest.append(line)
    if address and "address" not in slot.fields:
        slot.put("address", text_of(address), address)
    words = [w for line in rest for w in line]
    sentences = list(removal_sentences(words))
    spoken = {i for start, end, _ in sentences for i in range(start, end)}
    for start, end, _ in sentences:
        until = _UNTIL.search(text_of(words[start:end]))
        date = parse_date(until["date"]) if until else None
        if date is not None and not isinstance(date, Why):
            slot.put("expires", date, words[start:end])
    purpose = [w for i, w in enumerate(words) if i not in spoken]
    if purpose and "purpose" not in slot.fields and remark_runs([tuple(purpose)]):
        slot.put("purpose", text_of(purpose), purpose)

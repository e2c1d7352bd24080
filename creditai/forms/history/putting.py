"""Months as they were found -> `payment_history` and `monthly`: one with two statuses is of unknown status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from creditai.forms.draft.slots import Slot
from creditai.forms.history.found import Cell, Found
from creditai.report import Bureau, HistoryMonth
from creditai.values import PartialDate, Why, is_dash, parse_money
from creditai.vocabulary.history import LEGEND

VIA = "history"


def put_months(cells: Sequence[Cell], slots: Mapping[Bureau, Slot]) -> None:
    """Each bureau's cells into its slot; cells that name no bureau only where there is one slot."""
    for bureau, slot in slots.items():
        own = [c for c in cells if c.bureau == bureau or (c.bureau is None and len(slots) == 1)]
        put(own, slot)


def settle(found: Found, slot: Slot) -> None:
    slot.ledger.ignore(found.legend, LEGEND)
    slot.ledger.claim(found.claimed)
    if any(c.measure == "status" for c in found.cells):
        return
    if found.colour_only:
        slot.miss("payment_history", "unreadable", found.colour_only[0])
    elif found.undated:
        slot.miss("payment_history", "ambiguous", found.undated[0])


def put(cells: Sequence[Cell], slot: Slot) -> None:
    months: dict[PartialDate, list[Cell]] = {}
    for cell in cells:
        months.setdefault(cell.month, []).append(cell)
    for month, own in months.items():
        statuses = [c for c in own if c.measure == "status"]
        if statuses:
            _put_status(month, statuses, slot)
        if any(c.measure != "status" for c in own):
            _put_amounts(month, [c for c in own if c.measure != "status"], slot)


def _put_status(month: PartialDate, cells: Sequence[Cell], slot: Slot) -> None:
    first = cells[0]
    also = [*first.heads, *(run for c in cells[1:] for run in (c.words, *c.heads))]
    agreed = len({c.status for c in cells}) == 1
    status, why = (first.status, first.why) if agreed else (None, "conflict")
    slot.add("payment_history", HistoryMonth(month, status), first.words, via=VIA, also=also, why=why)


def _put_amounts(month: PartialDate, cells: Sequence[Cell], slot: Slot) -> None:
    printed = [c for c in cells if c.measure != "other"]
    for cell in cells:
        if cell.measure == "other":
            slot.other(cell.label, cell.words, under=cell.heads)
    if not printed:
        return
    part = slot.part("monthly")
    part.put("month", month, [w for run in printed[0].heads for w in run])
    for cell in printed:
        _put_amount(cell, part)
        slot.ledger.claim(w for run in cell.heads for w in run)


def _put_amount(cell: Cell, part: Slot) -> None:
    text = " ".join(w.text for w in cell.words)
    value: Decimal | str | Why = text if cell.measure == "remark" and not is_dash(text) else _amount(text)
    if isinstance(value, Why):
        part.miss(cell.measure, value.reason, [*cell.label, *cell.words])  # type: ignore[arg-type]
    elif part.fields.get(cell.measure, value) != value:
        del part.fields[cell.measure], part.evidence[cell.measure]
        part.miss(cell.measure, "conflict", cell.words)
    else:
        part.put(cell.measure, value, cell.words, also=[*cell.heads, *([cell.label] if cell.label else [])])


def _amount(text: str) -> Decimal | Why:
    """`$25`, and `$25 on 02/01/2024` of a payment."""
    return parse_money(text.split(" on ")[0])

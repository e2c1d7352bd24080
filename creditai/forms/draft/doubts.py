"""What OCR was not sure of, held against what the report says elsewhere.

A report prints many facts twice: a balance among the account's values and in its month, one account in the
columns of three bureaus. A value that OCR was unsure of is null, unless a sure print of the same fact says
the same: then it stands, with its own low confidence, and `also` has the other place. A value that OCR was
only fairly sure of, and that sure values make impossible or contradict by a single figure, becomes null
with the reason `conflict`. Nothing is computed into the report, and two unsure prints prove nothing:
one network misreads one type in one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from creditai.forms.draft.places import SURE
from creditai.forms.draft.slots import Slot
from creditai.report import Evidence, Missing, Place
from creditai.values import PartialDate, certainly_after

FAIRLY_SURE = 0.92
"""An amount or a date less sure than this yields to sure values that contradict it."""
_IN_MONTHS = (
    ("balance", "balance"),
    ("monthly_payment", "scheduled"),
    ("past_due", "past_due"),
    ("high_credit", "high_credit"),
    ("credit_limit", "credit_limit"),
)
_IN_ORDER = (("opened", "last_payment"), ("opened", "reported"), ("opened", "closed"))
"""The first is never after the second."""


def settle_doubts(accounts: Sequence[Slot]) -> None:
    """Keep the unsure values that a sure print elsewhere says too; drop the fairly sure ones that it denies."""
    for group in _printed_side_by_side(accounts):
        for slot in group:
            for name in tuple(slot.doubts):
                _keep_if_said(slot, name, ((other, name) for other in group if other is not slot))
    for slot in accounts:
        month = _reported_month(slot)
        for name, in_month in _IN_MONTHS if month is not None else ():
            _keep_if_said(slot, name, [(month, in_month)])
            _keep_if_said(month, in_month, [(slot, name)])
            _drop_if_denied(slot, name, (month, in_month))
            _drop_if_denied(month, in_month, (slot, name))
        for first, second in _IN_ORDER:
            if certainly_after(slot.fields.get(first), slot.fields.get(second)):
                _drop_the_doubtful(slot, first, second)


def _keep_if_said(slot: Slot, name: str, elsewhere: Iterable[tuple[Slot, str]]) -> None:
    doubt = slot.doubts.get(name)
    if doubt is None or name in slot.fields:
        return
    for other, field in elsewhere:
        seen = other.evidence.get(field)
        if seen is not None and is_sure(seen, SURE) and _same(other.fields.get(field), doubt.value):
            keep(slot, name, doubt.value, doubt.evidence, seen)
            return


def keep(slot: Slot, name: str, value: Any, evidence: Evidence, because: Evidence) -> None:
    """The value stands, and points at what it stands on."""
    slot.fields[name] = value
    place = Place(because.page, because.box, because.text)
    slot.evidence[name] = replace(evidence, also=(*evidence.also, place))
    slot.missing.pop(name, None)


def _drop_if_denied(slot: Slot, name: str, elsewhere: tuple[Slot, str]) -> None:
    """Two amounts of one month that differ in one figure: a misreading, if one of them is not sure."""
    other, field = elsewhere
    ours, theirs = slot.fields.get(name), other.fields.get(field)
    seen, sure = slot.evidence.get(name), other.evidence.get(field)
    if seen is None or sure is None or is_sure(seen, FAIRLY_SURE) or not is_sure(sure, FAIRLY_SURE):
        return
    if isinstance(ours, Decimal) and isinstance(theirs, Decimal) and one_figure_apart(ours, theirs):
        drop(slot, name)


def _drop_the_doubtful(slot: Slot, first: str, second: str) -> None:
    """Of two dates that cannot both be, the one that is not sure, where the other is."""
    sure = [is_sure(slot.evidence[name], FAIRLY_SURE) for name in (first, second)]
    if sure == [False, True]:
        drop(slot, first)
    elif sure == [True, False]:
        drop(slot, second)


def drop(slot: Slot, name: str) -> None:
    """The value does not stand: something sure denies it."""
    seen = slot.evidence.pop(name)
    del slot.fields[name]
    slot.missing[name] = Missing(name, "conflict", seen.page, seen.box, seen.text)


def is_sure(seen: Evidence, enough: float) -> bool:
    return seen.confidence is None or seen.confidence >= enough


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


def one_figure_apart(a: Decimal, b: Decimal) -> bool:
    first, second = f"{a:.2f}", f"{b:.2f}"
    return len(first) == len(second) and sum(x != y for x, y in zip(first, second, strict=True)) == 1


def _reported_month(slot: Slot) -> Any:
    """The account's own month of amounts that is the month it was reported in."""
    reported = slot.fields.get("reported")
    months = slot.parts.get("monthly", ()) if isinstance(reported, PartialDate) and reported.month else ()
    wanted = reported.to_month() if isinstance(reported, PartialDate) else None
    return next((m for m in months if getattr(m, "fields", {}).get("month") == wanted), None)


def _printed_side_by_side(accounts: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The entries of several bureaus under one heading of a furnisher."""
    groups: dict[tuple[Any, ...], list[Slot]] = {}
    for slot in accounts:
        heading = slot.evidence.get("furnisher")
        if heading is not None and heading.box is not None:
            groups.setdefault((heading.page, heading.box, heading.text), []).append(slot)
    for group in groups.values():
        if len({slot.fields.get("bureau") for slot in group}) == len(group) > 1:
            yield group

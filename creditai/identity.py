"""What a pointer of the analysis points at, told so that another run knows it again.

No place in a list or on a page enters: the furnisher, the number as printed, the dates. The text is
for digests only; it is never shown.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from creditai.case import Case
from creditai.report import Account, Inquiry, PublicRecord

_ODD = re.compile(r"[^0-9a-z]+")


def identity(case: Case, pointer: str) -> str:
    """The identity of an account, inquiry, record, or of anything else by its path and words."""
    report, name, item = _resolve(case, pointer)
    if isinstance(item, Account):
        # a number outlives its mask's style; what has none is known by more of itself
        known = [item.furnisher, item.account_number, item.opened]
        rest = [item.original_creditor, item.portfolio, item.account_type, item.high_credit]
        return _told("account", item.bureau, *known, *(rest if None in known else ()))
    if isinstance(item, Inquiry):
        return _told("inquiry", item.bureau, item.company, item.date, item.kind)
    if isinstance(item, PublicRecord):
        return _told("record", item.bureau, item.kind, item.reference, item.filed, item.chapter, item.court)
    bureaus = "+".join(sorted(case.reports[report].source.bureaus))
    if isinstance(item, str) and not name.endswith("ssn_last4"):
        return _told(re.sub(r"/\d+", "", name), bureaus, item)
    return _told(re.sub(r"/\d+", "", name), bureaus)


def money(case: Case, pointer: str) -> Decimal:
    """The largest amount still at stake in the thing pointed at; 0 where none is printed."""
    item = _resolve(case, pointer)[2]
    names = ("balance", "past_due", "charge_off_amount", "amount")
    return max((getattr(item, name, None) or Decimal(0) for name in names), default=Decimal(0))


def pulled(case: Case, subject: tuple[str, ...]) -> tuple[date, int]:
    """When the newest print that `subject` points into was made; its place among the files breaks ties."""
    ranks = []
    for pointer in subject:
        number = _resolve(case, pointer)[0]
        when = case.reports[number].report_date
        ranks.append((date.min if when is None else when.earliest, number))
    return max(ranks, default=(date.min, 0))


def _resolve(case: Case, pointer: str) -> tuple[int, str, Any]:
    """(number of the report, path inside it, the value there); KeyError where there is nothing."""
    _, head, number, *steps = pointer.split("/")
    try:
        if head != "reports":
            raise KeyError(pointer)
        held: Any = case.reports[int(number)]
        for step in steps:
            held = held[int(step)] if isinstance(held, tuple) else getattr(held, step)
    except (ValueError, IndexError, AttributeError) as error:
        raise KeyError(pointer) from error
    return int(number), "/".join(steps), held


def _told(*parts: object) -> str:
    return "|".join("" if part is None else _ODD.sub("", str(part).lower()) for part in parts)

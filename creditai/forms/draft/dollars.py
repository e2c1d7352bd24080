"""Amounts of a scan that lost their dollar sign to a figure: `$12,864` read as `512,864`, `$0` as `50`.

Where nearly all amounts of a print begin with `$`, one that OCR read without it and that begins with a figure of that shape
is more likely that sign: it is null. The figures behind it are no better known: one of them could be the lost sign's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from creditai.forms.draft.slots import Slot
from creditai.report import Evidence, Missing

_MONEY = ("credit_limit", "high_credit", "balance", "past_due", "monthly_payment", "charge_off_amount")
_FEWEST, _NEARLY_ALL = 5, 0.9
_SIGN_MISREAD = re.compile(r"[3568S](?:0|[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d+)(?:\.\d\d)?$")
"""A figure like the sign, and an amount behind it."""


def settle_lost_signs(accounts: Sequence[Slot]) -> None:
    """Null for what is an amount only if this print forgot its sign for once."""
    seen = list(_amounts(accounts))
    signed = sum(evidence.text.startswith("$") for _, _, evidence in seen)
    if signed < _FEWEST or signed < _NEARLY_ALL * len(seen):
        return
    for slot, name, evidence in seen:
        if evidence.confidence is not None and _SIGN_MISREAD.match(evidence.text):
            del slot.fields[name]
            del slot.evidence[name]
            slot.missing[name] = Missing(name, "unreadable", evidence.page, evidence.box, evidence.text)


def _amounts(accounts: Sequence[Slot]) -> Iterator[tuple[Slot, str, Evidence]]:
    for slot in accounts:
        for name in _MONEY:
            if name in slot.fields and name in slot.evidence:
                yield slot, name, slot.evidence[name]

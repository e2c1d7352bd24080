"""What the newer of two papers shows of what was disputed on the older one. Nothing but the papers decides.

`updated` in a bureau's answer is not yet corrected; so an item counts as changed as asked only when the
disputed values changed and the finding is no longer found on the newer paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from creditai.case import AccountEntry, Case, Comparison, FieldChange
from creditai.contract import as_json
from creditai.disputes.pointers import number_of
from creditai.disputes.register import Dispute, DisputedItem
from creditai.findings import Finding
from creditai.report import Report

Shown = Literal["gone", "changed as asked", "changed otherwise", "unchanged", "back", "new"]
_IDENTITY = ("furnisher", "account_number", "opened")


@dataclass(frozen=True, slots=True)
class Result:
    """One account in two papers. `disputes`: `experian-1/2`, the disputed items about it."""

    shown: Shown
    before: str | None
    after: str | None
    fields: tuple[FieldChange, ...] = ()
    disputes: tuple[str, ...] = ()


def in_order(first: Report, second: Report) -> tuple[Report, Report]:
    """The older and the newer by their dates; as they are given where the dates do not tell."""
    dates = first.report_date, second.report_date
    if dates[0] is not None and dates[1] is not None and dates[1].latest < dates[0].earliest:
        return second, first
    return first, second


def before(disputes: Sequence[Dispute], newer: Report) -> tuple[Dispute, ...]:
    """Those that the newer paper can show anything of: a dispute that was opened from it came after it."""
    return tuple(dispute for dispute in disputes if newer.source.sha256 not in dispute.reports)


def results(case: Case, findings: Sequence[Finding], disputes: Sequence[Dispute]) -> tuple[Result, ...]:
    """For every comparison of the case, what is shown; with the disputed items that it answers."""
    return tuple(_result(case, findings, disputes, each) for each in case.comparisons)


def _result(case: Case, findings: Sequence[Finding], disputes: Sequence[Dispute], each: Comparison) -> Result:
    about = list(_about(case, disputes, each))
    names = tuple(name for name, _ in about)
    if each.change in ("gone", "new", "back"):
        return Result(each.change, each.before, each.after, each.fields, names)
    if each.change == "unchanged":
        return Result("unchanged", each.before, each.after, (), names)
    asked = bool(about) and all(_as_asked(each, item, findings) for _, item in about)
    return Result(
        "changed as asked" if asked else "changed otherwise", each.before, each.after, each.fields, names
    )


def _about(case: Case, disputes: Sequence[Dispute], each: Comparison) -> Iterator[tuple[str, DisputedItem]]:
    entries = [case.account(pointer) for pointer in (each.before, each.after) if pointer is not None]
    for dispute in disputes:
        for number, item in enumerate(dispute.items, 1):
            if any(_same(item, entry) for entry in entries):
                yield f"{dispute.id}/{number}", item


def _same(item: DisputedItem, entry: AccountEntry) -> bool:
    """All that identifies the disputed thing stands at this entry."""
    known: dict[str, Any] = {name: as_json(getattr(entry.item, name)) for name in _IDENTITY}
    return item.subject.get("bureau") == entry.item.bureau and all(
        item.subject.get(name) == value for name, value in known.items()
    )


def _as_asked(each: Comparison, item: DisputedItem, findings: Sequence[Finding]) -> bool:
    changed = {change.name.partition("/")[0] for change in each.fields}
    disputed = {name.partition("/")[0] for name in item.printed}
    assert each.after is not None
    newer = number_of(each.after)
    still = any(f.id == item.finding and any(number_of(p) == newer for p in f.subject) for f in findings)
    return bool(changed & disputed) and not still

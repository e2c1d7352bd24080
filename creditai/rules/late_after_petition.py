"""A late month after the bankruptcy was filed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, certainly_after

_RECORD = {"kind": "bankruptcy", "filed": "2022-04-04"}


def _file(month: str, *, record: dict[str, Any] | None = None, **account: Any) -> dict[str, Any]:
    line = {
        "furnisher": "First Sample Bank",
        "status": "bankruptcy",
        "payment_history": [{"month": month, "status": "60"}],
        **account,
    }
    return {"reports": [{"accounts": [line], "public_records": [{**_RECORD, **(record or {})}]}]}


class LateAfterPetition(Rule):
    """The account is marked with the bankruptcy, and a month after the filing is printed as late. From the
    filing on, such a debt is not collected while the case runs.

    For a lawyer:
    Only where words or status tie the account to the bankruptcy and the same bureau prints the day of
    filing; months later than that of the latest filing. Silent on a dismissed or withdrawn case and on
    words of reaffirmation. A chapter 13 debt may lawfully be paid outside the plan: the consumer is asked
    for the dates of the case.
    """

    title = "Late after the bankruptcy was filed"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The filing and the late month stand in one report."),
    )
    needs = (Need("case-dates", "When was the case filed, and was this debt part of it?"),)
    examples = (
        Example("hit", _file("2022-08"), "60"),
        Example("miss", _file("2022-02")),
        Example("miss", _file("2022-04")),
        Example("miss", _file("2022-08", record={"filed": None})),
        Example("miss", _file("2022-08", status="past_due_60")),
        Example("trap", _file("2022-08", record={"disposition": "dismissed"})),
        Example("trap", _file("2022-08", remarks=["Chapter 7 reaffirmed"])),
        Example("trap", _file("2022-08", remarks=["Bankruptcy of co-borrower"])),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            if entry.item.status != "bankruptcy" and not phrases.said(entry, phrases.BANKRUPTCY):
                continue
            if phrases.said(entry, phrases.REAFFIRMED) or phrases.said(entry, phrases.ANOTHERS_BANKRUPTCY):
                continue
            records = [
                record
                for record in case.public_records()
                if record.report_pointer == entry.report_pointer
                and record.item.kind == "bankruptcy"
                and record.item.bureau == entry.item.bureau
            ]
            if not records or any(not _stands(r.item.disposition, r.item.filed) for r in records):
                continue
            last = max(records, key=lambda record: str(record.item.filed))
            late = [
                m
                for m in tradeline.history(entry.item)
                if m.status in tradeline.LATE and all(certainly_after(m.month, r.item.filed) for r in records)
            ]
            if late:
                mark = phrases.said(entry, phrases.BANKRUPTCY) or "status"
                hit = Hit.each(
                    [(last, ("filed",)), (entry, (mark, *tradeline.cells(entry.item, late)))],
                    "These months are later than the filing.",
                )
                yield replace(hit, subject=(entry.pointer,))


def _stands(disposition: str | None, filed: PartialDate | None) -> bool:
    return filed is not None and disposition not in ("dismissed", "withdrawn")

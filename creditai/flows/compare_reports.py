"""Say what two reports of one bureau show: gone, changed, unchanged, back, new; and what was disputed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from creditai.choosing import analysed
from creditai.contract import as_json
from creditai.disputes.results import before, in_order, results
from creditai.errors import Invalid
from creditai.flows.look_at_papers import look_at_papers
from creditai.papers import analysis, register, reports
from creditai.papers.at import At
from creditai.papers.reports import Kept
from creditai.quoting import thing
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows as data; pointers name each report by its id."""

    results: Sequence[dict[str, Any]]


def compare_reports(wiring: Wiring, who: Who, older: UUID, newer: UUID) -> Compared:
    """Invalid when they are not two dated reports of one bureau about one person."""

    def see(at: At) -> tuple[Kept, Kept, register.Workspace]:
        return reports.one(at, older), reports.one(at, newer), register.read(at)

    old, new, said = look_at_papers(wiring, who, "report.compare", f"{older},{newer}", see)
    if old.id == new.id:
        raise Invalid("Both are one and the same report; name an older and a newer one.")
    found = analysed(said.register, [old.report, new.report])
    _, newer_one = in_order(old.report, new.report)
    shown = results(found.case, found.findings, before(said.register.disputes, newer_one))
    if not shown:
        raise Invalid(
            "These two cannot be compared: they are not two dated reports of one bureau about one person, with accounts in them."
        )
    rows = []
    for each in shown:
        pointer = each.after or each.before
        assert pointer is not None
        disputed = each.shown != "changed otherwise" or each.disputes
        rows.append(
            {
                "shown": each.shown if disputed else "changed",
                "account": thing(found.case.account(pointer)),
                "before": each.before,
                "after": each.after,
                "fields": as_json(each.fields),
                "disputes": list(each.disputes),
            }
        )
    return Compared(analysis.named(rows, (old.id, new.id)))

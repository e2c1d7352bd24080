"""An account that was gone and is printed again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai import tradeline
from creditai.case import AccountEntry, Case, is_picture
from creditai.linking.lives import pulled
from creditai.quoting import day
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, certainly_after, certainly_before

_LINE = {"furnisher": "First Sample Bank", "account_number": "441712XXXX", "status": "charge_off"}


def _three(change: str = "back", layout: str = "example", **rest: Any) -> dict[str, Any]:
    line = {**_LINE, **rest.pop("line", {})}
    return {
        "reports": [
            {"report_date": "2025-03-15", "accounts": [line]},
            {"report_date": "2025-06-15", "accounts": [], "source": {"layout": layout}},
            {"report_date": "2025-09-15", "accounts": [line]},
        ],
        "links": [{"accounts": ["/reports/0/accounts/0", "/reports/2/accounts/0"], "kind": "pulls"}],
        "comparisons": [{"before": None, "after": "/reports/2/accounts/0", "change": change}],
        **rest,
    }


class ReturnedAfterAbsence(Rule):
    """This account was printed, was absent from a later report of the same bureau that was read whole, and
    is printed again.

    For a lawyer:
    15 USC 1681i(a)(5)(B) binds only where it had been deleted by dispute: with a recorded outcome that is
    `reinserted`, and this rule is silent; without one the consumer is asked. Silent too where the report
    between is of another make (a product may leave accounts out), was unread in part or is a picture, and on collections,
    which a collector may lawfully recall and place again.
    """

    title = "Gone, and back again"
    scope = "pulls"
    severity = "low"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681i(a)(5)(B)", why="If it had been deleted by dispute, notice is due."),
    )
    needs = (Need("disputed-before", "Had you disputed this account, or were you told of its return?"),)
    examples = (
        Example("hit", _three(), "June 15, 2025"),
        Example("miss", _three("new")),
        Example("miss", {**_three(), "links": []}),
        Example("trap", _three(layout="another")),
        Example("trap", _three(line={"portfolio": "collection"})),
        Example("trap", _three(outcomes=[{"rule": "paid-with-balance", "subject": {"furnisher": "First Sample Bank"}, "word": "deleted", "on": "2025-05-20"}])),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for change in case.comparisons:
            if change.change != "back" or change.after is None:
                continue
            now = case.account(change.after)
            if tradeline.is_collection(now.item) or any(o.is_about(now) for o in case.outcomes):
                continue
            first = _before(case, now)
            gap = _absent(case, first, now) if first is not None else None
            if first is not None and gap is not None:
                hit = Hit.of(
                    (first, now),
                    ("account_number", "status", "balance", "report_date"),
                    f"The report of {day(gap)} between them does not print it.",
                )
                yield replace(hit, subject=(now.pointer, first.pointer))


def _before(case: Case, now: AccountEntry) -> AccountEntry | None:
    """The newest earlier print of the same account."""
    group = next((g for g in case.linked("pulls") if any(e.pointer == now.pointer for e in g)), ())
    earlier = [e for e in group if certainly_before(e.report_date, now.report_date)]
    return max(earlier, key=lambda entry: str(entry.report_date), default=None)


def _absent(case: Case, first: AccountEntry, now: AccountEntry) -> PartialDate | None:
    """The date of a report between the two, of the bureau and of one make with both."""
    for report in case.reports:
        if now.item.bureau is None or now.item.bureau not in report.source.bureaus:
            continue
        if report.source.layout != now.report.source.layout or is_picture(report):
            continue
        date = pulled(report, now.item.bureau)
        if certainly_after(date, first.report_date) and certainly_before(date, now.report_date):
            return date
    return None

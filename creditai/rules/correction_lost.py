"""A corrected value that is back at the old one."""

from collections.abc import Iterator
from typing import Any

from creditai.case import AccountEntry, Case, Outcome
from creditai.contract import as_json
from creditai.quoting import day
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import PartialDate, certainly_after

_ASKED = {"rule": "limit-missing-revolving", "subject": {"furnisher": "First Sample Bank"}, "word": "updated", "on": "2025-09-20"}  # fmt: skip


def _pulls(kind: Any, old: dict[str, Any], new: dict[str, Any], says: str = "", **change: Any) -> Example:
    fields = [{"name": "credit_limit", "before": "500.00", "after": "5000.00", **change.pop("field", {})}]
    return Example.pulls(kind, old, new, says, outcomes=[{**_ASKED, "fields": fields, **change}])


class CorrectionLost(Rule):
    """After a dispute a value of this account was corrected, as an earlier report shows; the later report of
    the same bureau prints the old value again.

    For a lawyer:
    15 USC 1681i(a)(5)(C): a bureau keeps procedures against the return of what was deleted or corrected;
    1681s-2(b)(1)(E) binds the furnisher. Needs the recorded outcome "updated", a report after it that
    shows another value than the disputed one, and a later report with the disputed value again (or with
    its label empty again). A new value is a new event and says nothing.
    """

    title = "A correction is lost again"
    scope = "pulls"
    severity = "high"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(C)", why="What was corrected is kept from coming back."),
        Basis(law="15 USC 1681s-2(b)(1)(E)", why="What was found wrong is corrected for good."),
    )
    examples = (
        _pulls("hit", {"credit_limit": "5000.00"}, {"credit_limit": "500.00"}, "$500.00"),
        _pulls("hit", {"credit_limit": "5000.00"}, {"credit_limit": None, "blank": ["credit_limit"]}, "$5,000.00", field={"before": None}),
        _pulls("hit", {"credit_limit": "5000.00"}, {"credit_limit": "500.00"}, field={"after": None}),
        _pulls("miss", {"credit_limit": "5000.00"}, {"credit_limit": "5500.00"}),
        _pulls("miss", {"credit_limit": "500.00"}, {"credit_limit": "500.00"}),
        _pulls("miss", {"credit_limit": "5000.00"}, {"credit_limit": None}, field={"before": None}),
        _pulls("miss", {"credit_limit": "5000.00"}, {"credit_limit": "500.00"}, word="verified"),
        _pulls("trap", {"credit_limit": "5000.00"}, {"credit_limit": "500.00"}, on="2025-12-20"),
        _pulls("trap", {"credit_limit": "5000.00"}, {"credit_limit": "4000.00"}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            for outcome in case.outcomes:
                if outcome.word != "updated" or not outcome.is_about(after):
                    continue
                if not certainly_after(before.report_date, outcome.on):
                    continue
                names = list(_returned(outcome, before, after))
                if names:
                    yield Hit.of(
                        (before, after),
                        (*names, "report_date"),
                        f"The recorded answer of {day(PartialDate.of(outcome.on))} to a dispute was that it is updated; the old value is printed again.",
                    )


def _returned(outcome: Outcome, before: AccountEntry, after: AccountEntry) -> Iterator[str]:
    for change in outcome.fields:
        if not hasattr(after.item, change.name) or change.before == change.after:
            continue
        then, now = (as_json(getattr(entry.item, change.name)) for entry in (before, after))
        if now != change.before or then in (None, change.before):
            continue
        if change.after is not None and then != change.after:
            continue
        if now is not None or after.blank(change.name):
            yield change.name

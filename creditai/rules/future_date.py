"""A date of the past that lies after the report."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import add_days, certainly_after

_PAST = ("opened", "closed", "reported", "last_payment", "charged_off", "first_delinquency")


class FutureDate(Rule):
    """The report says that something has happened on a day that had not yet come when the report was made.

    For a lawyer:
    Opened, closed, reported, last payment, charged off, first delinquency: later than the report's date by
    more than a day (bureaus' clocks differ). A month fires only when it begins after that. Removal,
    maturity and the start of deferred payments lie in the future rightly and are not read.
    """

    title = "A past event dated after the report"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="The date cannot have been reached."),
        Basis(law="15 USC 1681e(b)", why="What has happened is dated after the report."),
    )
    examples = (
        Example.account("hit", "2026-03", last_payment="2026-03"),
        Example.account("hit", opened="2026-01-20", reported="2026-01-21"),
        Example.account("miss", last_payment="2026-01-16"),
        Example.account("miss", last_payment="2026-01"),
        Example.account("trap", removal="2026-03", terms="360 Months"),
        Example.account("trap", other=[{"label": "Deferred payment start date", "value": "2026-03"}]),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            if entry.report_date is None:
                continue
            reached = add_days(entry.report_date.latest, numbers.FUTURE_TOLERANCE_DAYS.value)
            ahead = [name for name in _PAST if certainly_after(getattr(entry.item, name), reached)]
            if ahead:
                yield Hit.of(
                    entry,
                    (*ahead, "report_date"),
                    "What has already happened cannot be dated after the report itself.",
                )

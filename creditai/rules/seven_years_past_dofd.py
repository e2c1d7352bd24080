"""A charge-off or collection past the seven years that bureaus keep in practice, not yet past the law's."""

from collections.abc import Iterator

from creditai import obsolescence
from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import add_years, certainly_after


class SevenYearsPastDofd(Rule):
    """Bureaus are known to remove a charge-off or collection about seven years after the first missed
    payment. The law allows about half a year more. This one is in between: worth asking about, no more.

    For a lawyer:
    No law is cited: 15 USC 1681c(a)(4), (c)(1) allow date of first delinquency + 180 days + 7 years, and
    that day is not certainly past (then `obsolete-account` speaks). The practice of removing at 7 years
    is known, not announced. Silent where that rule is silent: federal student loans, large credit,
    accounts that were only late.
    """

    title = "Past seven years from the first delinquency"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(policy="seven-years-from-first-delinquency", why="Bureaus usually remove such an item by now."),
    )
    examples = (
        Example.account("hit", "2018-10", status="charge_off", first_delinquency="2018-10"),
        Example.account("miss", status="charge_off", first_delinquency="2019-02"),
        Example.account("miss", status="charge_off", first_delinquency="2017-10"),
        Example.account("miss", status="charge_off", first_delinquency="2019"),
        Example.account(
            "trap", account_type="Education loan", status="collection", first_delinquency="2018-10"
        ),
        Example.account("trap", status="current", first_delinquency="2018-10"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        years = numbers.FIRST_DELINQUENCY_PRACTICE_YEARS.value
        for entry in case.accounts():
            dofd, today = obsolescence.loss_since(entry.item), entry.report_date
            if dofd is None:
                continue
            obsolete = certainly_after(today, obsolescence.adverse_until(dofd))
            if certainly_after(today, add_years(dofd.latest, years)) and not obsolete:
                yield Hit.of(
                    entry,
                    (*obsolescence.shows_loss(entry.item), "first_delinquency", "report_date"),
                    f"The report is dated more than {years} years after that date of first delinquency; bureaus "
                    "are known to remove such an account by then, though the period of the law is longer.",
                )

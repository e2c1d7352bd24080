"""Late marks older than seven years on an account that was never charged off or collected."""

from collections.abc import Iterator

from creditai import obsolescence, tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.law import numbers
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import add_years, certainly_after


class ObsoleteLateMark(Rule):
    """A late payment may be shown for seven years. The payment history here still shows one that is
    older. The ask is that the old mark go; the account and its good months may stay.

    For a lawyer:
    15 USC 1681c(a)(5): any other adverse item, seven years from the item. A month is read as its last
    day. Silent on accounts that were charged off, collected, repossessed, foreclosed or in bankruptcy,
    whose marks follow the clock of (a)(4) and (c)(1) or their own; on what may be a federal student loan;
    on credit of $150,000 or more (1681c(b)).
    """

    title = "Late marks older than seven years"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681c(a)(5)", why="An adverse item is left out after seven years."),
        Basis(law="15 USC 1681e(a)", why="A bureau keeps procedures to leave such items out."),
    )
    examples = (
        Example.account("hit", "“30” for December 2018", status="current", payment_history=months("2019-02", "OK", "OK", "30", "OK")),
        Example.account("miss", status="current", payment_history=months("2019-02", "OK", "30", "OK")),
        Example.account("miss", status=None, payment_history=months("2018-12", "30", "OK")),
        Example.account("trap", status="charge_off", payment_history=months("2018-12", "90", "60", "30")),
        Example.account("trap", status="paid", payment_history=months("2019-03", "PAID", "RP", "90", "60", "30")),
        Example.account("trap", status="current", account_type="Education loan", payment_history=months("2018-12", "30")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        years = numbers.OTHER_ADVERSE_YEARS.value
        for entry in case.accounts():
            account = entry.item
            if (
                account.status is None
                or _has_another_clock(account)
                or obsolescence.outside_seven_years(account)
            ):
                continue
            old = [
                month
                for month in tradeline.history(account)
                if month.status in tradeline.LATE
                and certainly_after(entry.report_date, add_years(month.month.latest, years))
            ]
            if old:
                yield Hit.of(
                    entry,
                    (*tradeline.cells(account, old), "report_date"),
                    f"The report is dated more than {years} years after {'these months' if len(old) > 1 else 'that month'}, "
                    "the period of 15 USC 1681c for a late payment.",
                )


def _has_another_clock(account: Account) -> bool:
    gone = ("repossession", "foreclosure", "voluntary_surrender", "bankruptcy")
    marks = {month.status for month in account.payment_history}
    return (
        obsolescence.charged_off_or_collected(account)
        or account.status in gone
        or bool(marks & {*tradeline.WORSE, "BK"})
    )

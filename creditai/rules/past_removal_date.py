"""An account that the report itself said would be gone by now."""

import re
from collections.abc import Iterator

from creditai import obsolescence
from creditai.case import Case
from creditai.examples import months
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import PartialDate, certainly_after

_ONLY_A_MARK = re.compile(
    r"positive|good standing|delinquen|late payment|status|adverse information", re.IGNORECASE
)


class PastRemovalDate(Rule):
    """The report prints a month in which this item was to be removed. That month is over, and the item
    is still there.

    For a lawyer:
    15 USC 1681c(a) sets the periods from which a bureau computes the date it prints; the printed date is
    the bureau's own. Months are compared, because bureaus remove by the month. Silent on a date that
    covers an adverse mark only (`removal_covers` mark, or words about a return to positive status): there
    the account may lawfully stay. Silent too on an account that is printed as current, paid, closed or transferred
    and shows nothing adverse: the periods are not about it, and its deletion would take good history away.
    """

    title = "Still here after its printed removal date"
    scope = "one"
    severity = "medium"
    asks = "delete"
    basis = (
        Basis(law="15 USC 1681c(a)", why="The removal date is computed from the periods of this section."),
        Basis(law="15 USC 1681e(a)", why="A bureau keeps procedures to leave out what is too old."),
    )
    examples = (
        Example.account("hit", "2025-12", removal="2025-12", removal_covers="account", status="charge_off"),
        Example.account("miss", removal="2026-01", removal_covers="account", status="charge_off"),
        Example.account("miss", removal="2025", report_date="2025-12-20", status="charge_off"),
        Example.account("hit", removal="2025-12", status="current", payment_history=months("2021-02", "OK", "60", "30")),
        Example.account("hit", removal="2025-12"),
        Example.account("trap", removal="2025-12", removal_covers="account", status="paid", condition="closed", payment_history=months("2016-02", "PAID", "OK")),
        Example.account("trap", removal="2025-12", removal_covers="account", status="closed", condition="closed"),
        Example.account("trap", removal="2025-12", removal_covers="mark", status="current"),
        Example.account(
            "trap", removal="2025-12", removal_text="By Dec 2025, this account is scheduled to go to a positive status."
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account, today = entry.item, entry.report_date
            if (
                today is None
                or _in_good_order(account)
                or account.removal_covers == "mark"
                or _ONLY_A_MARK.search(account.removal_text or "")
            ):
                continue
            if certainly_after(PartialDate(today.year, today.month), account.removal):
                yield Hit.of(
                    entry,
                    ("removal", "report_date"),
                    "The report is of a later month than its own removal date for this item.",
                )


def _in_good_order(account: Account) -> bool:
    return account.status in ("current", "paid", "closed", "transferred") and not obsolescence.adverse(
        account
    )

"""More past due than is owed."""

import re
from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule

_OTHER_DUES = re.compile(r"\b(?:lease|rent|rental|mortgage|escrow|home equity|real estate)\b", re.IGNORECASE)


class PastDueExceedsBalance(Rule):
    """The amount that is late is printed as more than all that is owed. A part cannot be more than the
    whole.

    For a lawyer:
    Equal is right on a charge-off. Silent on leases, rentals and mortgages, where escrow shortfalls or
    rents past due are no part of the balance, and where the status is paid, settled or transferred:
    `paid-with-past-due` reads that fact.
    """

    title = "More past due than the whole balance"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The part is printed as more than the whole."),
    )
    examples = (
        Example.account("hit", "$900.00", balance="700.00", past_due="900.00"),
        Example.account("miss", balance="700.00", past_due="700.00"),
        Example.account("miss", balance=None, past_due="700.00"),
        Example.account("trap", status="charge_off", balance="700.00", past_due="700.00"),
        Example.account("trap", account_type="Auto lease", balance="700.00", past_due="900.00"),
        Example.account("trap", portfolio="mortgage", balance="700.00", past_due="900.00"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.past_due is None or account.balance is None or account.past_due <= account.balance:
                continue
            if account.past_due <= 0 or account.status in ("paid", "settled", "transferred"):
                continue
            if tradeline.kind_of(account) != "mortgage" and not _OTHER_DUES.search(
                account.account_type or ""
            ):
                yield Hit.of(
                    entry,
                    ("past_due", "balance"),
                    "The amount past due is part of the balance and cannot be more than it.",
                )

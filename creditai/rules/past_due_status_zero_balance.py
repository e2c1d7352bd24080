"""An open account late today, with nothing owed."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class PastDueStatusZeroBalance(Rule):
    """The account is printed as open and late today, and its balance as zero. Who owes nothing is not late.

    For a lawyer:
    Only where the entry itself says open: on a closed or transferred account with a zero balance the last
    status reads as history (43 F.4th 331, 3d Cir. 2022), and that is left alone.
    """

    title = "Late today, with nothing owed"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="Both values stand in one entry."),
    )
    examples = (
        Example.account("hit", "$0.00", status="past_due_90", condition="open", balance="0.00"),
        Example.account("miss", status="past_due_90", condition="open", balance="10.00"),
        Example.account("miss", status="past_due_90", balance="0.00"),
        Example.account(
            "trap",
            status="past_due_90",
            condition="closed",
            balance="0.00",
            remarks=["Transferred to another lender"],
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                account.status in tradeline.PAST_DUE_STATUSES
                and account.balance == 0
                and account.condition == "open"
            ):
                yield Hit.of(
                    entry,
                    ("status", "condition", "balance"),
                    "An open account on which nothing is owed has no payment to be late with.",
                )

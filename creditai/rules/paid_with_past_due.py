"""Status paid, settled or transferred beside an amount past due."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class PaidWithPastDue(Rule):
    """The account is printed as paid, settled or transferred, and yet an amount is printed as past due
    today. Where nothing is owed, nothing can be late.

    For a lawyer:
    Status 05, 13 and 61-65 of the reporting format go with past due zero. What an account once had past
    due belongs to its payment history, also where the print keeps amounts month by month: those are not
    read here.
    """

    title = "Paid or transferred, yet an amount is past due"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Where nothing is owed, nothing is past due."),
    )
    examples = (
        Example.account("hit", "$85.00", status="paid", past_due="85.00"),
        Example.account("hit", status="transferred", past_due="85.00"),
        Example.account("miss", status="paid", past_due="0.00"),
        Example.account("miss", status="closed", past_due="85.00"),
        Example.account(
            "trap", status="paid", past_due="0.00", monthly=[{"month": "2024-03", "past_due": "85.00"}]
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.status in ("paid", "settled", "transferred") and tradeline.positive(account.past_due):
                yield Hit.of(
                    entry,
                    ("status", "past_due"),
                    "Where nothing is owed to this furnisher any more, nothing is past due: the two cannot both hold.",
                )

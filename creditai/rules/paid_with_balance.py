"""Status paid or settled beside a balance."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class PaidWithBalance(Rule):
    """The account is printed as paid or settled, and yet an amount is printed as still owed. What is
    paid owes nothing: the two cannot both hold.

    For a lawyer:
    status paid or settled (Metro 2 13 and 61-65; comment AU) goes with balance zero. 15 USC
    1681s-2(a)(2) is the furnisher's duty to correct; a bureau's is 1681i(a)(1)(A), (a)(5)(A). An account
    that is closed, not paid, may lawfully be repaid after closing: silent. So is a transferred one, which
    `sold-or-transferred-still-owing` reads.
    """

    title = "Paid, yet a balance is owed"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="A paid account owes nothing."),
        Basis(law="15 USC 1681e(b)", why="Both values stand in one entry."),
        Basis(law="15 USC 1681s-2(a)(2)", why="The furnisher updates what it has been paid."),
    )
    examples = (
        Example(
            "hit",
            {"reports": [{"accounts": [{"furnisher": "First Sample Bank", "account_number": "441712XXXX", "status": "paid", "status_text": "Paid, closed", "balance": "412.00", "printed": {"balance": "$412", "status": "Paid, closed"}}]}]},
            says="$412",
        ),
        Example("hit", {"reports": [{"accounts": [{"furnisher": "First Sample Bank", "status": "settled", "balance": "90.00"}]}]}),
        Example("miss", {"reports": [{"accounts": [{"furnisher": "First Sample Bank", "status": "paid", "balance": "0.00"}]}]}),
        Example("miss", {"reports": [{"accounts": [{"furnisher": "First Sample Bank", "status": "paid", "balance": None}]}]}),
        Example("trap", {"reports": [{"accounts": [{"furnisher": "First Sample Bank", "status": "closed", "condition": "closed", "balance": "412.00"}]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            if entry.item.status in ("paid", "settled") and tradeline.owing(entry.item):
                yield Hit.of(
                    entry, ("status", "balance"), "A paid account owes nothing: the two cannot both hold."
                )

"""Status paid or settled beside a balance."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class PaidWithBalance(Rule):
    """The account is printed as paid or settled, and yet an amount is printed as still owed. What is paid
    or settled owes nothing: the two cannot both hold.

    For a lawyer:
    Status paid or settled (Metro 2 status 13 and 61-65; comment AU) goes with balance zero. 15 USC
    1681s-2(a)(2) is the furnisher's duty to correct; the bureau's are 1681e(b) and 1681i(a). An account
    that is closed, not paid, may lawfully be repaid after closing: silent. A transferred one is read by
    `sold-or-transferred-still-owing`.
    """

    title = "Paid, yet a balance is owed"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="A paid or settled account owes nothing."),
        Basis(law="15 USC 1681s-2(a)(2)", why="The furnisher updates what it finds incomplete."),
    )
    examples = (
        Example.account(
            "hit",
            "$412",
            status="paid",
            balance="412.00",
            printed={"balance": "$412", "status": "Paid, closed"},
        ),
        Example.account("hit", "A settled account owes nothing", status="settled", balance="90.00"),
        Example.account("miss", status="paid", balance="0.00"),
        Example.account("miss", status="paid", balance=None),
        Example.account("trap", status="closed", condition="closed", balance="412.00"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            if entry.item.status in ("paid", "settled") and tradeline.owing(entry.item):
                yield Hit.of(
                    entry,
                    ("status", "balance"),
                    f"A {entry.item.status} account owes nothing: the two cannot both hold.",
                )

"""Words say sold or transferred to another, and a balance is still shown."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class SoldOrTransferredStillOwing(Rule):
    """The entry says that this debt was sold or transferred to another company, and still shows money owed
    to the old one. After a sale only the buyer shows a balance; otherwise one debt counts twice.

    For a lawyer:
    Status 05, comments O, AH, AT go with balance zero. Silent on a transfer to the creditor's own recovery
    department (BA: same owner), on words about a sale of the collateral, and on a line that came *from*
    another lender. Zero here and the balance at the buyer is right.
    """

    title = "Sold or transferred, yet a balance is owed here"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="What was sold is owed to the buyer."),
    )
    needs = (
        Need(
            "sale-of-this-debt",
            "Do you know this debt itself to have been sold or transferred to another company?",
        ),
    )
    examples = (
        Example.account(
            "hit",
            "Transferred to another lender",
            remarks=["Transferred to another lender"],
            balance="3100.00",
        ),
        Example.account("hit", status="transferred", balance="3100.00"),
        Example.account(
            "hit", status="charge_off", remarks=["Purchased by another lender"], balance="900.00"
        ),
        Example.account("miss", remarks=["Transferred to another lender"], balance="0.00"),
        Example.account("miss", remarks=["Transferred from another lender"], balance="3100.00"),
        Example.account(
            "trap", status="charge_off", remarks=["Account transferred to recovery"], balance="3100.00"
        ),
        Example.account(
            "trap",
            status="repossession",
            remarks=["Vehicle sold at auction, deficiency owed"],
            balance="3100.00",
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            words = phrases.said(entry, phrases.SOLD_OR_TRANSFERRED)
            named = words or ("status" if entry.item.status == "transferred" else None)
            if named and tradeline.owing(entry.item):
                yield Hit.of(
                    entry,
                    (named, "balance"),
                    "A debt that was sold or transferred is no longer owed to this furnisher: the two cannot both hold.",
                )

"""A balance above the amount charged off."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class ChargeOffWithGrowingBalance(Rule):
    """The balance of this charged-off account is more than the amount that was charged off. Something was
    added after the charge-off, and the report does not say what.

    For a lawyer:
    May be lawful: contract interest, court costs. A creditor that stops sending statements may do so
    because it will add none (12 CFR 1026.5(b)(2)(i)), or for other reasons. So the ask is an
    investigation, and the consumer is asked first. A balance below the charged-off amount is repayment.
    """

    title = "Balance above the charged-off amount"
    scope = "one"
    severity = "medium"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="What was added is not told."),
    )
    needs = (
        Need(
            "no-new-charges",
            "Is it right that you agreed to no interest, fees or costs after the charge-off?",
        ),
    )
    examples = (
        Example.account(
            "hit", "$2,640.00", status="charge_off", charge_off_amount="2000.00", balance="2640.00"
        ),
        Example.account("miss", status="charge_off", charge_off_amount="2000.00", balance="1500.00"),
        Example.account("miss", status="charge_off", charge_off_amount=None, balance="2640.00"),
        Example.account("trap", status="charge_off", charge_off_amount="2000.00", balance="2000.00"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            lost, owed = account.charge_off_amount, account.balance
            if account.status == "charge_off" and lost is not None and owed is not None and owed > lost > 0:
                yield Hit.of(
                    entry,
                    ("status", "charge_off_amount", "balance"),
                    "The balance is more than the amount charged off; the entry does not say what was added.",
                )

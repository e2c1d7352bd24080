"""Nothing owed, closed or paid, and still a monthly payment."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class ClosedWithMonthlyPayment(Rule):
    """The account is closed or paid and its balance is zero, and yet a monthly payment is printed. Who
    judges what a person can afford may count that payment.

    For a lawyer:
    Status 13 goes with scheduled payment zero. A closed account that is still being repaid has a payment
    and is left alone; so is a charge-off, which `charge-off-with-monthly-payment` reads. A last or
    original payment under a label of its own is another field.
    """

    title = "Closed and paid, yet a monthly payment is shown"
    scope = "one"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Where nothing is owed no payment is due."),
    )
    examples = (
        Example.account(
            "hit",
            "$310.00",
            status="paid",
            account_type="Auto loan",
            balance="0.00",
            monthly_payment="310.00",
        ),
        Example.account("hit", condition="closed", balance="0.00", monthly_payment="40.00"),
        Example.account("miss", status="paid", balance="0.00", monthly_payment="0.00"),
        Example.account("miss", condition="open", balance="0.00", monthly_payment="40.00"),
        Example.account("trap", condition="closed", balance="900.00", monthly_payment="40.00"),
        Example.account(
            "trap", status="paid", balance="0.00", other=[{"label": "Original payment", "value": "$310"}]
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            ended = account.condition == "closed" or account.status == "paid"
            if not ended or account.status == "charge_off" or account.balance != 0:
                continue
            if tradeline.positive(account.monthly_payment):
                names = [
                    name for name in ("status", "condition") if getattr(account, name) in ("paid", "closed")
                ]
                yield Hit.of(
                    entry,
                    (*names, "balance", "monthly_payment"),
                    "Where nothing is owed no monthly payment is due.",
                )

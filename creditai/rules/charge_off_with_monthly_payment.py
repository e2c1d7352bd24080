"""A charged-off account with a monthly payment due."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class ChargeOffWithMonthlyPayment(Rule):
    """A charged-off account has no monthly payment any more: the creditor has given the account up as a
    loss and the whole of it is due. Here a monthly payment is printed beside the charge-off.

    For a lawyer:
    Status 97 goes with scheduled payment zero. Silent where words tell of a payment arrangement or a
    counselling plan; an arrangement that is not printed is the consumer's to tell. A last-known or
    original payment under a label of its own is another field.
    """

    title = "Charged off, yet a monthly payment is due"
    scope = "one"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry."),
        Basis(law="15 USC 1681e(b)", why="A charged-off account has no scheduled payment."),
    )
    needs = (Need("no-arrangement", "Is it right that you have no payment arrangement for this account?"),)
    examples = (
        Example.account("hit", "$45.00", status="charge_off", monthly_payment="45.00"),
        Example.account("miss", status="charge_off", monthly_payment="0.00"),
        Example.account("miss", status="past_due_180", monthly_payment="45.00"),
        Example.account(
            "trap",
            status="charge_off",
            monthly_payment="45.00",
            remarks=["Paying under a partial payment agreement"],
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.status != "charge_off" or not tradeline.positive(account.monthly_payment):
                continue
            if not phrases.said(entry, phrases.PARTIAL_PAYMENT_PLAN):
                yield Hit.of(
                    entry,
                    ("status", "monthly_payment"),
                    "A charged-off account has no monthly payment, unless one was arranged.",
                )

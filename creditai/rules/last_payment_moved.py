"""A last payment that moved later while nothing was paid off."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.tradeline import is_collection
from creditai.values import certainly_after

_OLD = {"status": "charge_off", "last_payment": "2023-02", "balance": "2000.00"}


class LastPaymentMoved(Rule):
    """The account is charged off or in collection in both reports. The later one prints a later last
    payment, and yet the balance is no lower.

    For a lawyer:
    The date of a last payment never moves the seven years of 15 USC 1681c, whatever it says. Balances must
    be printed in both and must not have fallen. Garnishment, fees and interest can explain it: the
    consumer is asked whether a payment was made at all.
    """

    title = "Last payment moved later, balance no lower"
    scope = "pulls"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="A payment lowers a balance unless something is added."),
    )
    needs = (Need("no-payment", "Did you make no payment on this account between the two dates?"),)
    examples = (
        Example.pulls("hit", _OLD, {**_OLD, "last_payment": "2025-06"}, "2025-06"),
        Example.pulls("miss", {**_OLD, "last_payment": None}, {**_OLD, "last_payment": "2023-02"}),
        Example.pulls("miss", _OLD, {**_OLD, "last_payment": "2025-06", "balance": None}),
        Example.pulls("miss", {**_OLD, "status": "current"}, {**_OLD, "last_payment": "2025-06"}),
        Example.pulls("trap", _OLD, {**_OLD, "last_payment": "2025-06", "balance": "1900.00"}),
        Example.pulls("trap", {**_OLD, "last_payment": "2023"}, {**_OLD, "last_payment": "2023-02"}),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            old, new = before.item, after.item
            if not (_is_lost(old) and _is_lost(new)) or old.balance is None or new.balance is None:
                continue
            if certainly_after(new.last_payment, old.last_payment) and new.balance >= old.balance:
                yield Hit.of(
                    (before, after),
                    ("status", "last_payment", "balance"),
                    "The last payment is printed later, and the balance is no lower.",
                )


def _is_lost(account: Account) -> bool:
    return account.status in ("charge_off", "collection") or is_collection(account)

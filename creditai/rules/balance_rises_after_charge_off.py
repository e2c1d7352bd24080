"""A charged-off or collected balance that rose between two pulls."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Need, Rule


class BalanceRisesAfterChargeOff(Rule):
    """Between two reports of one bureau the balance of a charged-off account, or of a collection, went up.
    Something was added, and the report does not say what.

    For a lawyer:
    A collector adds only what the agreement creates or the law permits (15 USC 1692f(1)). May be lawful:
    contract interest, court costs, interest on a judgment, a payment that was returned. So the ask is an
    investigation, and the consumer is asked first.
    """

    title = "Balance rose after charge-off or collection"
    scope = "pulls"
    severity = "medium"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="What was added is not told."),
        Basis(
            law="15 USC 1692f(1)",
            why="If the furnisher is a debt collector: it adds only what is agreed or permitted.",
        ),
    )
    needs = (
        Need(
            "no-new-charges",
            "Is it right that you agreed to no interest, fees or costs after the charge-off?",
        ),
    )
    examples = (
        Example.pulls("hit", {"status": "charge_off", "balance": "2000.00"}, {"status": "charge_off", "balance": "2150.00"}, "$2,150.00"),
        Example.pulls("hit", {"portfolio": "collection", "balance": "200.00"}, {"portfolio": "collection", "balance": "215.00"}),
        Example.pulls("miss", {"status": "charge_off", "balance": "2000.00"}, {"status": "charge_off", "balance": "1900.00"}),
        Example.pulls("miss", {"status": "charge_off", "balance": None}, {"status": "charge_off", "balance": "1900.00"}),
        Example.pulls("trap", {"status": "past_due_180", "balance": "2000.00"}, {"status": "charge_off", "balance": "2150.00"}),
        Example.pulls(
            "trap", {"status": "charge_off", "balance": "2000.00"}, {"status": "charge_off", "balance": "2150.00", "remarks": ["Judgment interest added"]}
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            old, new = before.item, after.item
            if old.balance is None or new.balance is None or not (_lost(old) and _lost(new)):
                continue
            if new.balance > old.balance and not any("judgment" in remark.lower() for remark in new.remarks):
                yield Hit.of(
                    (before, after),
                    ("status", "balance"),
                    "The balance rose after the loss; neither print says what was added.",
                )


def _lost(account: Account) -> bool:
    return account.status == "charge_off" or tradeline.is_collection(account)

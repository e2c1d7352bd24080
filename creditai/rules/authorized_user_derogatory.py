"""Trouble on an account of which the consumer is an authorized user."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Need, Rule


class AuthorizedUserDerogatory(Rule):
    """The report prints the consumer as an authorized user, who may use an account and does not owe it,
    and the account shows trouble. Such an entry may be printed; one may ask to be taken off it.

    For a lawyer:
    Reporting an authorized user's account is lawful (Regulation B even asks for it between spouses), so
    this is no claim of inaccuracy: the ask is removal of the authorized user. 12 CFR 1022.43(a)(1):
    liability may be disputed with the furnisher. Collections and bankruptcies are read by
    `authorized-user-on-collection`.
    """

    title = "Trouble on an account where you are an authorized user"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="12 CFR 1022.43(a)(1)", why="Liability may be disputed with the furnisher."),
    )
    needs = (
        Need("not-liable", "Were you only allowed to use this account, without having signed to pay it?"),
    )
    examples = (
        Example.account("hit", "authorized_user", responsibility="authorized_user", status="charge_off"),
        Example.account(
            "hit", responsibility="authorized_user", status="current", payment_history=months("2025-12", "OK", "60", "30")
        ),
        Example.account("miss", responsibility="authorized_user", status="current", payment_history=months("2025-12", "OK", "OK")),
        Example.account("miss", responsibility=None, status="charge_off"),
        Example.account("trap", responsibility="joint", status="charge_off"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.responsibility != "authorized_user" or account.status == "bankruptcy":
                continue
            if tradeline.derogatory(account) and not tradeline.is_collection(account):
                worst = [m for m in tradeline.history(account) if m.status in tradeline.BAD][-3:]
                names = ("responsibility", "status", *tradeline.cells(account, worst))
                yield Hit.of(entry, names, "An authorized user may use an account and does not owe it.")

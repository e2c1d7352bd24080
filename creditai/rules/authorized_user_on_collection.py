"""An authorized user on a collection or a bankruptcy."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class AuthorizedUserOnCollection(Rule):
    """The consumer is printed as an authorized user, who does not owe the account, on a collection or an
    account in bankruptcy. Both are reported for those who owe.

    For a lawyer:
    The reporting format: collectors report liable persons only, and a bankruptcy removes authorized
    users. A creditor's own account that it sent to collection is no collector's: `authorized-user-derogatory`
    reads it. 12 CFR 1022.41(a)(1): accuracy covers the consumer's liability. A joint holder owes: silent.
    """

    title = "Authorized user on a collection or bankruptcy"
    scope = "one"
    severity = "high"
    asks = "delete"
    basis = (
        Basis(policy="collection-names-liable-persons", why="Collections name those who owe."),
        Basis(law="12 CFR 1022.41(a)(1)", why="Accuracy covers who is liable."),
    )
    needs = (Need("never-signed", "Did you never sign to pay this account?"),)
    examples = (
        Example.account("hit", "authorized_user", responsibility="authorized_user", portfolio="collection"),
        Example.account("hit", responsibility="authorized_user", status="bankruptcy"),
        Example.account("miss", responsibility="authorized_user", status="current"),
        Example.account("miss", portfolio="collection"),
        Example.account("miss", responsibility="authorized_user", status="collection"),
        Example.account("trap", responsibility="joint", portfolio="collection"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            collected = tradeline.is_collection(account) or account.status == "bankruptcy"
            if account.responsibility == "authorized_user" and collected:
                yield Hit.of(
                    entry,
                    ("responsibility", "portfolio", "status"),
                    "An authorized user does not owe the account; such entries are reported for those who owe.",
                )

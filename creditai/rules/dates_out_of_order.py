"""Dates of one account in an order that cannot be."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_before

_ANY = ("closed", "reported")
_OWN = ("last_payment", "first_delinquency", "charged_off")


class DatesOutOfOrder(Rule):
    """Something is printed as having happened to this account before the account was opened.

    For a lawyer:
    Closed or reported before opened, on any account; a payment, first delinquency or charge-off before
    opened, on a creditor's own account. Silent for these three on collections, debt buyers, and accounts
    that words say were moved, assumed, refinanced or bought, and on what may be a federal student loan:
    there earlier events belong to the earlier creditor or servicer. Months fire only when no day of them
    would be in order. A charge-off before the first delinquency is `re-aged-first-delinquency`.
    """

    title = "Something happened before the account was opened"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="The dates stand in one entry and cannot all hold."),
        Basis(law="15 USC 1681e(b)", why="Nothing happens to an account before it is opened."),
    )
    examples = (
        Example.account("hit", "2021-11", opened="2022-05", closed="2021-11"),
        Example.account("hit", opened="2022-05", last_payment="2022-03-04", first_delinquency="2021-11"),
        Example.account("miss", opened="2022-05-20", closed="2022-05"),
        Example.account("miss", opened="2022", last_payment="2022-03"),
        Example.account("trap", furnisher="Example Collections LLC", portfolio="collection", opened="2023-05", first_delinquency="2022-11"),
        Example.account("trap", account_type="Factoring company account (debt buyer)", opened="2023-05", charged_off="2022-11"),
        Example.account("trap", portfolio="mortgage", remarks=["Loan transferred from another servicer"], opened="2023-05", last_payment="2023-02"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            names = (*_ANY, *(() if _had_an_earlier_owner(entry) else _OWN))
            early = [name for name in names if certainly_before(getattr(entry.item, name), entry.item.opened)]
            if early:
                yield Hit.of(
                    entry,
                    ("opened", *early),
                    "Nothing can have happened to an account before it was opened: these dates cannot all hold.",
                )


def _had_an_earlier_owner(entry: AccountEntry) -> bool:
    account = entry.item
    bought = (
        tradeline.is_collection(account)
        or tradeline.is_debt_buyer(account)
        or account.original_creditor is not None
    )
    return (
        bought
        or tradeline.may_be_federal_student_loan(account)
        or phrases.said(entry, phrases.MOVED) is not None
    )

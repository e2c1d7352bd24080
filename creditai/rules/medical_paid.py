"""A medical collection that is paid."""

from collections.abc import Iterator
from typing import Any

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


def _bill(kind: Any, says: str = "", **fields: Any) -> Example:
    line = {
        "furnisher": "Example Collections LLC",
        "portfolio": "collection",
        "account_type": "Medical",
        "original_creditor": "Exampleton General Hospital",
    }
    return Example.account(kind, says, **{**line, **fields})


class MedicalPaid(Rule):
    """A collection for medical care is printed as paid, or with nothing owed. The three bureaus announced
    that they leave paid medical collections out.

    For a lawyer:
    The bureaus' own policy since July 1, 2022; no law is cited. Medical by the printed type or class, or
    by the original creditor's name; a card or loan that paid a doctor is not medical. A zero that comes
    with a bankruptcy, or with words of sale or transfer, is no payment: silent. Insurance may have paid a part only: the consumer
    is asked.
    """

    title = "Paid medical collection"
    scope = "one"
    severity = "medium"
    asks = "delete"
    basis = (Basis(policy="medical-paid", why="The bureaus announced that paid medical collections go."),)
    needs = (Need("paid-in-full", "Was this bill paid in full, by you or by insurance?"),)
    examples = (
        _bill("hit", "paid", status="paid"),
        _bill("hit", account_type=None, balance="0.00"),
        _bill("miss", status="collection", balance="900.00"),
        _bill("miss", status="collection", balance=None),
        _bill("miss", account_type=None, original_creditor="First Sample Bank", status="paid"),
        _bill("trap", account_type=None, original_creditor="Sample Animal Hospital", status="paid"),
        _bill("trap", portfolio="revolving", account_type="Credit card", furnisher="Example Health Card", status="paid"),
        _bill("trap", balance="0.00", status="bankruptcy"),
        _bill("trap", balance="0.00", status="transferred", remarks=["Transferred to another collector"]),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            medical = tradeline.is_medical(account)
            if medical is None or account.status in ("transferred", "bankruptcy"):
                continue
            if phrases.said(entry, phrases.SOLD_OR_TRANSFERRED) or phrases.said(entry, phrases.REPLACED):
                continue
            if account.status in ("paid", "settled") or (
                account.balance is not None and account.balance == 0
            ):
                yield Hit.of(
                    entry,
                    (medical, "status", "balance"),
                    "The bureaus announced that they leave out paid medical collections.",
                )

"""Two collectors, one debt, both owing."""

from collections.abc import Iterator
from typing import Any

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.linking.names import likeness
from creditai.linking.together import together
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_near

_LINE = {
    "furnisher": "Example Collections LLC",
    "account_number": "77XXXX",
    "portfolio": "collection",
    "original_creditor": "First Sample Bank",
    "high_credit": "512.00",
    "balance": "512.00",
    "first_delinquency": "2023-02",
}
_OTHER = {**_LINE, "furnisher": "Invented Recovery Inc", "account_number": "A9XXXX", "balance": "530.00"}


def _two(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"reports": [{"accounts": [{**_LINE, **first}, {**_OTHER, **second}]}]}


class TwoCollectorsOneDebt(Rule):
    """Two collectors print the same original creditor and the same first amount, and both show it as
    owed. One debt is owed once.

    For a lawyer:
    One report and bureau; original creditor and first amount equal; first delinquencies not more than 31
    days apart where both are printed; both balances above zero. Balances may differ through interest.
    Where the first collector is at zero after a transfer nothing is said. Two debts of one creditor may
    have one amount: the consumer is asked.
    """

    title = "Two collectors show one debt as owed"
    scope = "one"
    severity = "high"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="One debt is owed once."),
        Basis(law="15 USC 1681e(b)", why="The two entries agree in creditor, amount and time."),
    )
    needs = (Need("one-debt", "Is this one and the same debt?"),)
    examples = (
        Example("hit", _two({}, {}), "Invented Recovery Inc"),
        Example("miss", _two({}, {"high_credit": "530.00"})),
        Example("miss", _two({}, {"original_creditor": None})),
        Example("miss", _two({}, {"first_delinquency": "2024-01"})),
        Example("miss", _two({}, {"balance": None})),
        Example("trap", _two({"balance": "0.00", "status": "transferred", "status_text": "Transferred"}, {})),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entries in case.prints():
            collections = [entry for entry in entries if tradeline.is_collection(entry.item)]
            for alike in together(collections, lambda entry: (entry.item.high_credit,), _is_one):
                names = ("original_creditor", "high_credit", "balance", "first_delinquency")
                who = "Both" if len(alike) == 2 else "All"
                yield Hit.of(alike, names, f"{who} show it as owed; one debt is owed once.")


def _is_one(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if not (a.furnisher and b.furnisher and a.original_creditor and b.original_creditor):
        return False
    dates = (a.first_delinquency, b.first_delinquency)
    days = numbers.DATE_TOLERANCE_DAYS.value
    return (
        tradeline.owing(a)
        and tradeline.owing(b)
        and tradeline.positive(a.high_credit)
        and a.high_credit == b.high_credit
        and (None in dates or certainly_near(*dates, days))
        and likeness(a.furnisher, b.furnisher) == "other"
        and likeness(a.original_creditor, b.original_creditor) == "same"
    )

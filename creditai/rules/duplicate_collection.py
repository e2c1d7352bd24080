"""One collection printed twice by one bureau."""

from collections.abc import Iterator
from typing import Any

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.linking.names import likeness
from creditai.linking.numbers import agreement
from creditai.linking.together import together
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_near

_LINE = {
    "furnisher": "Example Collections LLC",
    "account_number": "77XXXX",
    "portfolio": "collection",
    "original_creditor": "First Sample Bank",
    "high_credit": "240.00",
    "first_delinquency": "2023-02",
}


def _two(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"reports": [{"accounts": [{**_LINE, **first}, {**_LINE, **second}]}]}


class DuplicateCollection(Rule):
    """One bureau prints two collections of the same collector for the same creditor, amount and date. If
    it is one debt, it is counted twice.

    For a lawyer:
    Same report and bureau; collector, original creditor and first amount equal; first delinquency or date
    opened within 31 days of each other, whatever days the months stand for, and both of them where visible
    digits of the numbers differ. Separate visits, fines or months can cost
    the same and have numbers of their own: the consumer is asked.
    """

    title = "One collection printed twice"
    scope = "one"
    severity = "high"
    asks = "delete"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is told twice is not accurate."),
        Basis(law="15 USC 1681e(b)", why="The two entries agree in what tells collections apart."),
    )
    needs = (Need("one-debt", "Is this one and the same debt?"),)
    examples = (
        Example("hit", _two({}, {}), "$240.00"),
        Example("hit", _two({"first_delinquency": None, "opened": "2023-06-01"}, {"first_delinquency": None, "opened": "2023-06-01"})),
        Example("miss", _two({}, {"high_credit": "265.00"})),
        Example("miss", _two({}, {"original_creditor": None})),
        Example("miss", _two({}, {"first_delinquency": "2023-04"})),
        Example("miss", _two({}, {"original_creditor": "Second Sample Store"})),
        Example("hit", _two({"account_number": "*7701", "opened": "2023-06-01"}, {"account_number": "*7702", "opened": "2023-06-01"})),
        Example("trap", _two({"account_number": "*7701"}, {"account_number": "*7702"})),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entries in case.prints():
            collections = [entry for entry in entries if tradeline.is_collection(entry.item)]
            for alike in together(collections, lambda entry: (entry.item.high_credit,), _is_one):
                names = ("account_number", "original_creditor", "high_credit", "first_delinquency", "opened")
                who = tradeline.agreeing(len(alike))
                yield Hit.of(alike, names, f"{who} in collector, original creditor, amount and date.")


def _is_one(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if not a.furnisher or not b.furnisher or not a.original_creditor or not b.original_creditor:
        return False
    if not tradeline.positive(a.high_credit) or a.high_credit != b.high_credit:
        return False
    days = numbers.DATE_TOLERANCE_DAYS.value
    delinquent = (a.first_delinquency, b.first_delinquency)
    started = certainly_near(*delinquent, days)
    apart = None not in delinquent and not started
    placed = certainly_near(a.opened, b.opened, days)
    numbered = agreement(a.account_number or "", b.account_number or "")
    dated = (started and placed) if numbered.conflict else (started or placed)
    return (
        dated
        and not apart
        and likeness(a.furnisher, b.furnisher) == "same"
        and likeness(a.original_creditor, b.original_creditor) == "same"
    )

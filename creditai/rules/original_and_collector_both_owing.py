"""A charged-off account and its collector, both owing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from creditai import tradeline
from creditai.case import Case
from creditai.law import numbers
from creditai.linking.names import likeness
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_apart, certainly_near

_CREDITOR = {
    "furnisher": "First Sample Bank",
    "account_number": "441712XXXX",
    "status": "charge_off",
    "balance": "1900.00",
    "first_delinquency": "2022-06",
}
_COLLECTOR = {
    "furnisher": "Example Collections LLC",
    "account_number": "77XXXX",
    "portfolio": "collection",
    "original_creditor": "First Sample Bank",
    "balance": "1900.00",
    "first_delinquency": "2022-06",
}


def _debt(creditor: dict[str, Any], collector: dict[str, Any], *more: dict[str, Any]) -> dict[str, Any]:
    return {"reports": [{"accounts": [{**_CREDITOR, **creditor}, {**_COLLECTOR, **collector}, *more]}]}


class OriginalAndCollectorBothOwing(Rule):
    """The creditor's charged-off account shows a balance, and a collector that names this creditor shows
    the like amount. If it is one debt, it is shown as owed twice.

    For a lawyer:
    Medium on purpose: a creditor that only placed the debt still owns it and may show it; after a sale
    only the buyer shows money owed. One report and bureau; the collector's original creditor is the
    furnisher; the larger balance is at most a quarter above the smaller; first delinquencies not more than
    31 days apart where both are printed; one such account only, for with two it is not said which.
    """

    title = "Creditor and collector both show the debt as owed"
    scope = "one"
    severity = "medium"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One debt is owed once."),
    )
    needs = (Need("one-debt", "Are these two entries one and the same debt?"),)
    examples = (
        Example("hit", _debt({}, {}), "$1,900.00"),
        Example("hit", _debt({}, {"balance": "2200.00", "first_delinquency": None})),
        Example("miss", _debt({}, {"balance": "4000.00"})),
        Example("miss", _debt({}, {"original_creditor": None})),
        Example("miss", _debt({}, {"first_delinquency": "2023-06"})),
        Example("trap", _debt({"balance": "0.00"}, {})),
        Example("trap", _debt({}, {}, {**_CREDITOR, "account_number": "441799XXXX"})),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entries in case.prints():
            creditors = [e for e in entries if _is_charged_off(e.item)]
            for collector in entries:
                if not tradeline.is_collection(collector.item):
                    continue
                fitting = [e for e in creditors if _may_be_one_debt(e.item, collector.item)]
                if len(fitting) == 1 and _of_one_time(fitting[0].item, collector.item):
                    yield Hit.of(
                        (fitting[0], collector),
                        ("status", "original_creditor", "balance"),
                        "The collector names this creditor, and both show a like amount as owed.",
                    )


def _is_charged_off(account: Account) -> bool:
    return (
        account.status == "charge_off" and tradeline.owing(account) and not tradeline.is_collection(account)
    )


def _may_be_one_debt(creditor: Account, collector: Account) -> bool:
    if not collector.original_creditor or not creditor.furnisher or not tradeline.owing(collector):
        return False
    assert creditor.balance is not None
    assert collector.balance is not None
    low, high = sorted((creditor.balance, collector.balance))
    growth = 1 + Decimal(numbers.DEBT_GROWTH_PERCENT.value) / 100
    return (
        high <= low * growth
        and likeness(collector.original_creditor, creditor.furnisher) != "other"
        and not certainly_apart(
            creditor.first_delinquency, collector.first_delinquency, numbers.DATE_TOLERANCE_DAYS.value
        )
    )


def _of_one_time(creditor: Account, collector: Account) -> bool:
    dates = (creditor.first_delinquency, collector.first_delinquency)
    return None in dates or certainly_near(*dates, numbers.DATE_TOLERANCE_DAYS.value)

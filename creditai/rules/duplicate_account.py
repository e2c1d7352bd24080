"""One account printed twice by one bureau."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.linking.kinds import family
from creditai.linking.names import likeness
from creditai.linking.numbers import ENOUGH, agreement
from creditai.linking.together import together
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_near

_LINE = {
    "furnisher": "First Sample Bank",
    "account_number": "*4417",
    "opened": "2019-03-02",
    "high_credit": "3100.00",
    "balance": "900.00",
}


def _two(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"reports": [{"accounts": [{**_LINE, **first}, {**_LINE, **second}]}]}


class DuplicateAccount(Rule):
    """One bureau prints two entries of the same furnisher whose visible digits, opening date and credit
    line are the same, and both show a debt or trouble. If it is one account, it is counted twice.

    For a lawyer:
    Same report and bureau; furnisher names that are one; at least four visible digits that agree, and
    where these are only a bank's own first digits the balances too; opened within 31 days of each other; equal high credit
    or limit; both owing or both derogatory. Silent on words of loss, theft, replacement or transfer
    (a replaced number lawfully stands beside the old one at zero), on student loans (disbursements of one
    day), and on collections, which have a rule of their own. Twin accounts of one day do exist: the
    consumer is asked.
    """

    title = "One account printed twice"
    scope = "one"
    severity = "high"
    asks = "delete"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is told twice is not accurate."),
        Basis(law="15 USC 1681e(b)", why="The two entries agree in what tells accounts apart."),
    )
    needs = (Need("only-one", "Did you have only one such account with this company?"),)
    examples = (
        Example("hit", _two({}, {}), "*4417"),
        Example("hit", _two({"status": "charge_off", "balance": "0.00"}, {"status": "charge_off", "balance": None})),
        Example("miss", _two({}, {"account_number": "*4418"})),
        Example("miss", _two({}, {"opened": "2020-03-02"})),
        Example("miss", _two({}, {"high_credit": None})),
        Example("miss", _two({"account_number": "441712XXXX"}, {"account_number": "441712XXXX", "balance": "120.00"})),
        Example("trap", _two({}, {"balance": "0.00", "status": "closed", "remarks": ["Credit card lost or stolen"]})),
        Example("trap", _two({"account_type": "Education"}, {"account_type": "Education"})),
        Example("trap", {"reports": [{"bureau": "experian", "accounts": [_LINE]}, {"bureau": "equifax", "accounts": [_LINE]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entries in case.prints():
            for alike in together(entries, _lines, _is_one):
                names = ("account_number", "opened", "high_credit", "credit_limit", "balance", "status")
                who = tradeline.agreeing(len(alike))
                yield Hit.of(
                    alike, names, f"{who} in furnisher, visible digits, opening date and credit line."
                )


def _lines(entry: AccountEntry) -> tuple[Decimal | None, Decimal | None]:
    a = entry.item
    return a.high_credit, a.credit_limit


def _is_one(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if not a.account_number or not b.account_number or not a.furnisher or not b.furnisher:
        return False
    digits = agreement(a.account_number, b.account_number)  # first: it tells most pairs apart, and cheaply
    if digits.conflict or digits.digits < ENOUGH:
        return False
    if not certainly_near(a.opened, b.opened, numbers.DATE_TOLERANCE_DAYS.value):
        return False
    if any(tradeline.is_collection(x) or family(x.account_type) == "education" for x in (a, b)):
        return False
    if likeness(a.furnisher, b.furnisher) != "same":
        return False
    if not digits.telling and (not a.balance or a.balance != b.balance):
        return False
    same_line = any(
        tradeline.positive(x) and x == y
        for x, y in ((a.high_credit, b.high_credit), (a.credit_limit, b.credit_limit))
    )
    both = (tradeline.owing(a) and tradeline.owing(b)) or (
        tradeline.derogatory(a) and tradeline.derogatory(b)
    )
    return same_line and both and not any(phrases.said(e, phrases.REPLACED) for e in (one, other))

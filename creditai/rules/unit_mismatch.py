"""One account, one number in two units."""

import re
from collections.abc import Iterator
from decimal import Decimal

from creditai import tradeline
from creditai.case import AccountEntry, Case, apart
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule

_TERM = re.compile(r"\b(\d{1,3})\s*-?\s*(months?|mos?|years?|yrs?|weeks?|wks?|quarters?)\b", re.IGNORECASE)
_PER_YEAR = {"m": 12, "y": 1, "w": 52, "q": 4}
_FACTORS = (Decimal(52) / 12, Decimal(26) / 12, Decimal(12))
"""A monthly payment against the same payment told by the week, the fortnight, the year."""


class UnitMismatch(Rule):
    """Two bureaus print the same number in two units for one account: thirty months here, thirty years
    there; or one prints as the monthly payment what the other prints by the week or the year.

    For a lawyer:
    Terms: equal numbers, unequal units, entries whose link is certain. 360 months and 30 years agree.
    Payments: only instalment loans and mortgages, whose payment is fixed, and only where one is 52/12,
    26/12 or 12 times the other to the dollar; below $20 rounding decides too much. Which is true the
    consumer's contract says.
    """

    title = "One number in two units"
    scope = "bureaus"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="One account has one set of terms."),
        Basis(law="15 USC 1681e(b)", why="The bureaus print it in two ways."),
    )
    needs = (Need("which-is-true", "Which of the two does your contract say?"),)
    examples = (
        Example.linked("hit", {"terms": "30 Months"}, {"terms": "30 Years"}, "30 Years"),
        Example.linked(
            "hit", {"portfolio": "installment", "monthly_payment": "433.00"}, {"portfolio": "installment", "monthly_payment": "100.00"}, "$433.00"
        ),
        Example.linked("miss", {"terms": "60 Months"}, {"terms": "72 Months"}),
        Example.linked("miss", {"portfolio": "revolving", "monthly_payment": "433.00"}, {"portfolio": "revolving", "monthly_payment": "100.00"}),
        Example.linked("miss", {"terms": "30 Months"}, {}),
        Example.linked("trap", {"terms": "360 Months"}, {"terms": "30 Years"}),
        Example.linked("trap", {"terms": "30 Months"}, {"terms": "30 Years"}, certainty="maybe"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked():
            for name, differ in (("terms", _terms_differ), ("monthly_payment", _payments_differ)):
                prints = apart(group, differ)
                if prints:
                    yield Hit.of(
                        prints,
                        (name,),
                        "One account has one set of terms: the prints cannot all hold.",
                    )
                    break


def _terms_differ(a: AccountEntry, b: AccountEntry) -> bool:
    first, second = _TERM.search(a.item.terms or ""), _TERM.search(b.item.terms or "")
    if first is None or second is None or first[1] != second[1]:
        return False
    return _PER_YEAR[first[2][0].lower()] != _PER_YEAR[second[2][0].lower()]


def _payments_differ(a: AccountEntry, b: AccountEntry) -> bool:
    if not all(tradeline.kind_of(e.item) in ("installment", "mortgage") for e in (a, b)):
        return False
    if a.item.monthly_payment is None or b.item.monthly_payment is None:
        return False
    low, high = sorted((a.item.monthly_payment, b.item.monthly_payment))
    return low >= numbers.SMALLEST_PAYMENT.value and any(abs(low * factor - high) < 1 for factor in _FACTORS)

"""A medical collection that began under $500."""

from collections.abc import Iterator
from typing import Any

from creditai import tradeline
from creditai.case import Case
from creditai.law import numbers
from creditai.quoting import dollars
from creditai.rules import Basis, Example, Hit, Rule


def _bill(kind: Any, says: str = "", **fields: Any) -> Example:
    line = {
        "furnisher": "Example Collections LLC",
        "portfolio": "collection",
        "account_type": "Medical",
        "balance": "310.00",
    }
    return Example.account(kind, says, **{**line, **fields})


class MedicalUnder500(Rule):
    """A collection for medical care began with less than $500. The three bureaus announced that they leave
    such collections out.

    For a lawyer:
    The bureaus' own policy since April 11, 2023; no law is cited. The first reported balance decides
    (printed as original amount or high credit), not what is owed today; where it is not printed, or is
    zero, nothing is said.
    """

    title = "Medical collection under $500"
    scope = "one"
    severity = "medium"
    asks = "delete"
    basis = (
        Basis(policy="medical-under-500", why="The bureaus announced that small medical collections go."),
    )
    examples = (
        _bill("hit", "$310.00", high_credit="310.00"),
        _bill("miss", high_credit="500.00"),
        _bill("miss", high_credit=None),
        _bill("miss", high_credit="0.00"),
        _bill("miss", high_credit="310.00", account_type="Utility"),
        _bill("trap", high_credit="900.00"),
        _bill("trap", high_credit="310.00", portfolio="installment", account_type="Medical loan"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            medical, first = tradeline.is_medical(entry.item), entry.item.high_credit
            if medical and first is not None and 0 < first < numbers.MEDICAL_AMOUNT.value:
                yield Hit.of(
                    entry,
                    (medical, "high_credit"),
                    f"The bureaus announced that they leave out medical collections that began under {dollars(numbers.MEDICAL_AMOUNT.value)}.",
                )

"""A medical collection within a year of the first delinquency."""

from collections.abc import Iterator
from typing import Any

from creditai import tradeline
from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import add_years, certainly_before


def _bill(kind: Any, says: str = "", **fields: Any) -> Example:
    line = {"furnisher": "Example Collections LLC", "portfolio": "collection", "account_type": "Medical"}
    return Example.account(kind, says, **{**line, **fields})


class MedicalUnderOneYear(Rule):
    """A collection for medical care is printed less than a year after the first missed payment. The three
    bureaus announced that they wait for a full year.

    For a lawyer:
    The bureaus' own policy since July 1, 2022; no law is cited. Counted from the first delinquency, not
    from the placement with the collector, and from the earliest day that a printed month may stand for.
    A veteran's year runs from the service (15 USC 1681c(a)(7)): another matter.
    """

    title = "Medical collection less than a year old"
    scope = "one"
    severity = "medium"
    asks = "delete"
    basis = (
        Basis(policy="medical-one-year", why="The bureaus announced a year's wait for medical collections."),
    )
    examples = (
        _bill("hit", "2025-06", first_delinquency="2025-06"),
        _bill("miss", first_delinquency="2024-12"),
        _bill("miss", first_delinquency="2025-01"),
        _bill("miss", first_delinquency=None, opened="2025-08-01"),
        _bill("miss", first_delinquency="2025-06", account_type="Utility"),
        _bill("trap", first_delinquency="2024-06", opened="2025-08-01"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            medical, began = tradeline.is_medical(entry.item), entry.item.first_delinquency
            if medical is None or began is None:
                continue
            if certainly_before(entry.report_date, add_years(began.earliest, numbers.MEDICAL_YEARS.value)):
                yield Hit.of(
                    entry,
                    (medical, "first_delinquency", "report_date"),
                    "The bureaus announced that they wait for a full year from the first delinquency.",
                )

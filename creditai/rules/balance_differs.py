"""Two balances on one day."""

from collections.abc import Iterator

from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule


class BalanceDiffers(Rule):
    """Two bureaus print different balances of one account for the same day. On one day a debt is one amount.

    For a lawyer:
    Entries whose link is certain; the full date reported must be printed and the same at both; a
    difference of a dollar or less is rounding. On different days balances lawfully differ.
    """

    title = "Bureaus print different balances for one day"
    scope = "bureaus"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="An account has one balance on one day."),
    )
    examples = (
        Example.linked("hit", {"balance": "500.00", "reported": "2026-01-03"}, {"balance": "900.00", "reported": "2026-01-03"}, "$900.00"),
        Example.linked("miss", {"balance": "500.00", "reported": "2026-01-03"}, {"balance": "900.00", "reported": "2026-01-09"}),
        Example.linked("miss", {"balance": "500.00", "reported": "2026-01"}, {"balance": "900.00", "reported": "2026-01"}),
        Example.linked("miss", {"balance": "500.00", "reported": "2026-01-03"}, {"balance": None, "reported": "2026-01-03"}),
        Example.linked("trap", {"balance": "500.40", "reported": "2026-01-03"}, {"balance": "500.00", "reported": "2026-01-03"}),
        Example.linked(
            "trap", {"balance": "500.00", "reported": "2026-01-03"}, {"balance": "900.00", "reported": "2026-01-03"}, certainty="maybe"
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for prints in case.contradicting(_differ):
            yield Hit.of(
                prints,
                ("balance", "reported"),
                "On one day an account has one balance: the prints cannot all hold.",
            )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if a.reported is None or a.reported != b.reported or not a.reported.exact:
        return False
    if a.balance is None or b.balance is None:
        return False
    return abs(a.balance - b.balance) > numbers.BALANCE_TOLERANCE.value

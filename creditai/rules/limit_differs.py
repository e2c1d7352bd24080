"""Two credit limits for one month."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule


class LimitDiffers(Rule):
    """Two bureaus print different credit limits of one account for the same month.

    For a lawyer:
    Entries whose link is certain, reported in one month, both limits printed and above zero; a difference
    of a dollar or less is rounding. A limit may have changed between two cycles: other months are silent.
    """

    title = "Bureaus print different credit limits for one month"
    scope = "bureaus"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One account is told with two limits."),
    )
    needs = (Need("which-limit", "If you know it: what was the limit in that month?"),)
    examples = (
        Example.linked("hit", {"credit_limit": "5000.00", "reported": "2026-01-03"}, {"credit_limit": "500.00", "reported": "2026-01-03"}, "$500.00"),
        Example.linked("miss", {"credit_limit": "5000.00", "reported": "2026-01-03"}, {"credit_limit": None, "reported": "2026-01-03"}),
        Example.linked("miss", {"credit_limit": "5000.00", "reported": "2026-01-03"}, {"credit_limit": "500.00", "reported": None}),
        Example.linked("miss", {"credit_limit": "5000.00", "reported": "2026-01-03"}, {"credit_limit": "0.00", "reported": "2026-01-03"}),
        Example.linked("trap", {"credit_limit": "5000.00", "reported": "2025-12-03"}, {"credit_limit": "5500.00", "reported": "2026-01-03"}),
        Example.linked(
            "trap", {"credit_limit": "5000.00", "reported": "2026-01-03"}, {"credit_limit": "500.00", "reported": "2026-01-03"}, certainty="maybe"
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for prints in case.contradicting(_differ):
            yield Hit.of(
                prints,
                ("credit_limit", "reported"),
                "For one month an account has one limit: the prints cannot all hold.",
            )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if not tradeline.reported_in_one_month(a, b):
        return False
    if not tradeline.positive(a.credit_limit) or not tradeline.positive(b.credit_limit):
        return False
    assert a.credit_limit is not None
    assert b.credit_limit is not None
    return abs(a.credit_limit - b.credit_limit) > numbers.BALANCE_TOLERANCE.value

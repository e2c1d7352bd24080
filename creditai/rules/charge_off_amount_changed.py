"""The charged-off amount differs between two pulls."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class ChargeOffAmountChanged(Rule):
    """The amount that the creditor charged off is a fact of one day and does not change. Two reports of one
    bureau print different amounts for the same account.

    For a lawyer:
    The reporting format keeps the original charge-off amount for good. Silent where one print has none,
    and on a lower amount in a print of another make, which may show the loss net of recoveries under
    another label.
    """

    title = "Charged-off amount changed between two reports"
    scope = "pulls"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The amount of one day is printed in two ways."),
    )
    examples = (
        Example.pulls("hit", {"charge_off_amount": "2000.00"}, {"charge_off_amount": "2400.00"}, "$2,400.00"),
        Example.pulls("miss", {"charge_off_amount": "2000.00"}, {"charge_off_amount": None}),
        Example.pulls("miss", {"charge_off_amount": "2000.00"}, {"charge_off_amount": "2000.00"}),
        Example(
            "trap",
            {
                "reports": [
                    {
                        "report_date": "2025-10-15",
                        "source": {"layout": "one"},
                        "accounts": [{"charge_off_amount": "2000.00"}],
                    },
                    {
                        "report_date": "2026-01-15",
                        "source": {"layout": "other"},
                        "accounts": [{"charge_off_amount": "1600.00"}],
                    },
                ],
                "comparisons": [
                    {"before": "/reports/0/accounts/0", "after": "/reports/1/accounts/0", "change": "changed"}
                ],
            },
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            old, new = before.item.charge_off_amount, after.item.charge_off_amount
            if old is None or new is None or old == new:
                continue
            if new < old and before.report.source.layout != after.report.source.layout:
                continue
            yield Hit.of(
                (before, after),
                ("charge_off_amount",),
                "The amount charged off is that of one day; it is printed in two ways.",
            )

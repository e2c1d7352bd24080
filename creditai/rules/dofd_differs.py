"""One account, two dates of first delinquency at two bureaus."""

from collections.abc import Iterator

from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_apart


class DofdDiffers(Rule):
    """The delinquency that led to a charge-off or collection began once. Two bureaus print for the same
    account that it began at different times.

    For a lawyer:
    15 USC 1681c(c)(1). Only entries whose link is certain; more than 31 days apart whatever days the
    printed months stand for. Never says which is right, nor picks the one that is better for the
    consumer.
    """

    title = "Bureaus print different dates of first delinquency"
    scope = "bureaus"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681c(c)(1)", why="The date starts the seven years."),
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
    )
    needs = (
        Need(
            "which-date",
            "If you know it: in which month was the first payment missed that was never made up?",
        ),
    )
    examples = (
        Example.linked("hit", {"first_delinquency": "2020-03"}, {"first_delinquency": "2020-11"}, "2020-11"),
        Example.linked("miss", {"first_delinquency": "2020-03"}, {"first_delinquency": "2020-04"}),
        Example.linked("miss", {"first_delinquency": "2020-03"}, {"first_delinquency": None}),
        Example.linked(
            "trap", {"first_delinquency": "2020-03"}, {"first_delinquency": "2020-11"}, certainty="maybe"
        ),
        Example.linked("trap", {"first_delinquency": "2020-03"}, {"first_delinquency": "2020"}),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for prints in case.contradicting(_differ):
            yield Hit.of(
                prints,
                ("first_delinquency",),
                f"These dates lie more than {numbers.DATE_TOLERANCE_DAYS.value} days apart; one account has one.",
            )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    days = numbers.DATE_TOLERANCE_DAYS.value
    return certainly_apart(one.item.first_delinquency, other.item.first_delinquency, days)

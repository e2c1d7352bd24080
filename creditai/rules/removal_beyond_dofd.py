"""A removal date later than the law allows, by the report's own first delinquency."""

from collections.abc import Iterator

from creditai import obsolescence, phrases
from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_after


class RemovalBeyondDofd(Rule):
    """The report prints when the trouble began, and when the item will be removed. The second is later
    than the first allows for a charge-off or collection.

    For a lawyer:
    15 USC 1681c(c)(1): last day = date of first delinquency + 180 days + 7 years; a month is read as its
    last day. Narrowed to accounts that were charged off or collected: an account that is closed in good
    order, or was only late and cured, may print a removal date of its own, ten years after closing.
    Silent on bankruptcies, on what may be a federal student loan, and on credit of $150,000 or more.
    """

    title = "Removal date later than the period allows"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(
            law="15 USC 1681c(c)(1)",
            why="The period ends 180 days and seven years after the first delinquency.",
        ),
        Basis(law="15 USC 1681c(a)(4)", why="Charge-offs and collections are left out after that."),
        Basis(law="15 USC 1681e(a)", why="A bureau keeps procedures to leave such items out."),
    )
    examples = (
        Example.account("hit", "2026-03", status="charge_off", first_delinquency="2018-01", removal="2026-03", report_date="2024-01-15"),
        Example.account("miss", status="charge_off", first_delinquency="2018-01", removal="2025-07", report_date="2024-01-15"),
        Example.account("trap", status="bankruptcy", first_delinquency="2018-01", removal="2027-03", report_date="2024-01-15"),
        Example.account(
            "trap", status="collection", account_type="Student loan", first_delinquency="2018-01", removal="2027-03", report_date="2024-01-15"
        ),
        Example.account("trap", status="paid", condition="closed", first_delinquency="2016-01", closed="2020-06", removal="2030-06"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account, dofd = entry.item, obsolescence.loss_since(entry.item)
            if dofd is None:
                continue
            if phrases.said(entry, phrases.BANKRUPTCY):
                continue
            if certainly_after(account.removal, obsolescence.adverse_until(dofd)):
                yield Hit.of(
                    entry,
                    (*obsolescence.shows_loss(account), "first_delinquency", "removal"),
                    f"The removal date lies more than {numbers.ADVERSE_START_DAYS.value} days and {numbers.ADVERSE_YEARS.value} "
                    "years after the date of first delinquency, the period of 15 USC 1681c.",
                )

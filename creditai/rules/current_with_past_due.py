"""Status current beside an amount past due."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class CurrentWithPastDue(Rule):
    """The account is printed as current, and yet an amount is printed as past due. An account that is
    current has nothing past due.

    For a lawyer:
    Status 11 (0-29 days past due) goes with past due zero. Where status and amount are dated differently
    both may have been true, each on its day: a status whose words carry a month of their own ("as of Mar
    2026") is left alone unless that is the month reported.
    """

    title = "Current, yet an amount is past due"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="A current account has nothing past due."),
    )
    examples = (
        Example.account("hit", "$60.00", status="current", past_due="60.00"),
        Example.account("miss", status="past_due_30", past_due="60.00"),
        Example.account("miss", status="current", past_due="0.00"),
        Example.account(
            "trap",
            status="current",
            status_text="Current as of Nov 2025",
            reported="2026-01-03",
            past_due="60.00",
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                account.status == "current"
                and tradeline.positive(account.past_due)
                and not tradeline.status_has_its_own_month(account)
            ):
                yield Hit.of(
                    entry,
                    ("status", "past_due"),
                    "An account that is current has nothing past due: the two cannot both hold.",
                )

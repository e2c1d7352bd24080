"""Words say never late, the history shows a bad month."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Rule


class NeverLateButLate(Rule):
    """The entry says in words that the account was never late, and its payment history shows a month that
    was late or worse.

    For a lawyer:
    Only words about the whole life of the account ("never late"). Words about today ("pays as agreed",
    "current") say nothing of the past, and words with a limit ("never late in the last 24 months") are
    left alone.
    """

    title = "“Never late”, yet a late month is shown"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Words and history contradict each other."),
    )
    examples = (
        Example.account(
            "hit",
            "Open/Never late.",
            status_text="Open/Never late.",
            payment_history=months("2023-04", "OK", "90", "60"),
        ),
        Example.account(
            "miss", status_text="Open/Never late.", payment_history=months("2023-04", "OK", "ND", "OK")
        ),
        Example.account(
            "trap", status_text="Pays as agreed", payment_history=months("2023-04", "OK", "90", "60")
        ),
        Example.account(
            "trap",
            remarks=["Never late in the last 24 months"],
            payment_history=months("2023-04", "OK", "90", "60"),
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            words = phrases.said(entry, phrases.NEVER_LATE)
            bad = [month for month in tradeline.history(entry.item) if month.status in tradeline.BAD]
            if words and bad:
                yield Hit.of(
                    entry,
                    (words, *tradeline.cells(entry.item, bad)),
                    "An account that was never late has no such month: these cannot all hold.",
                )

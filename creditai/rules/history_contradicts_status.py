"""The status, and the payment history for the same month, say different things."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.report import Account, HistoryMonth
from creditai.rules import Basis, Example, Hit, Rule


class HistoryContradictsStatus(Rule):
    """For the month in which the account was last reported, the status says one thing (current, or so many
    days late) and the payment history another.

    For a lawyer:
    Only where the grid itself has the month of the date reported; a grid that ends before it says nothing
    about the status. Only current and days-past-due statuses against on-time and days-past-due months; and
    120 days and more count as one, because TransUnion and some wordings stop there. A charge-off in the
    newest month is `charged-off-but-current`. Silent where the status words name another month as theirs.
    """

    title = "Status and history differ for the same month"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="One month has one state."),
    )
    examples = (
        Example.account("hit", "“OK” (on time) for January 2026", status="past_due_90", reported="2026-01-04", payment_history=months("2026-01", "OK", "OK")),
        Example.account("hit", status="current", reported="2026-01", payment_history=months("2026-01", "60", "30")),
        Example.account("miss", status="past_due_30", reported="2026-01-04", payment_history=months("2025-12", "OK", "OK")),
        Example.account("miss", status="past_due_60", reported="2026-01-04", payment_history=months("2026-01", "60", "30")),
        Example.account("trap", status="past_due_120", bureau="transunion", reported="2026-01-04", payment_history=months("2026-01", "180", "150")),
        Example.account("trap", status="current", reported="2026-01-04", payment_history=months("2026-01", "ND", "30")),
        Example.account("trap", status="current", reported="2025", payment_history=months("2025-12", "30", "30")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            month = _month_reported(account)
            said = _level(
                "OK" if account.status == "current" else (account.status or "").removeprefix("past_due_")
            )
            if month is None or said is None or tradeline.status_has_its_own_month(account):
                continue
            shown = _level(month.status)
            if shown is not None and shown != said:
                yield Hit.of(
                    entry,
                    ("status", "reported", tradeline.cell(account, month)),
                    "Status and history speak of the same month and cannot both hold.",
                )


def _month_reported(account: Account) -> HistoryMonth | None:
    reported = account.reported.to_month() if account.reported else None
    return next((month for month in account.payment_history if month.month == reported), None)


def _level(bucket: str | None) -> int | None:
    """Steps behind: 0 on time, 4 for 120 days and all above; None for anything else."""
    steps = {"OK": 0, "30": 1, "60": 2, "90": 3, "120": 4, "150": 4, "180": 4}
    return steps.get(bucket or "")

"""Late today, and a payment history without any data."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule


class StatusLateHistoryEmpty(Rule):
    """The status says that the account is late today, and every month of the payment history is printed as
    without data. Nothing in the report shows how it came to be late.

    For a lawyer:
    Only a printed grid, with every month "no data". Silent on an account so young that its first report
    may be this one, and where a dispute, disaster or forbearance is printed, during which reporting may be
    held up.
    """

    title = "Late today, with an empty history"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The history is incomplete beside the status."),
    )
    examples = (
        Example.account("hit", "“ND” (no data) for January 2026", status="past_due_60", opened="2022-05", reported="2026-01-03", payment_history=months("2026-01", *["ND"] * 6)),
        Example.account("miss", status="past_due_60", opened="2022-05", reported="2026-01-03", payment_history=months("2026-01", "ND", "30", "ND")),
        Example.account("miss", status="past_due_60", opened="2022-05", reported="2026-01-03"),
        Example.account("trap", status="past_due_60", opened="2025-10", reported="2026-01-03", payment_history=months("2026-01", "ND", "ND")),
        Example.account(
            "trap", status="past_due_60", opened="2022-05", reported="2026-01-03", disputed=True, payment_history=months("2026-01", "ND", "ND")
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            months = tradeline.history(account)
            empty = bool(months) and all(month.status == "ND" for month in account.payment_history)
            if (
                account.status not in tradeline.PAST_DUE_STATUSES
                or not empty
                or not _has_been_reported_before(entry)
            ):
                continue
            if not account.disputed and not phrases.said(entry, phrases.PAST_DISPUTE):
                yield Hit.of(
                    entry,
                    ("status", *tradeline.cells(account, months[-1:])),
                    f"All {len(months)} months that the history prints are without data; nothing in it shows how the account came to be late.",
                )


def _has_been_reported_before(entry: AccountEntry) -> bool:
    """More months lie between opening and report than the status itself needs."""
    opened, reported = entry.item.opened, entry.item.reported
    if opened is None or reported is None:
        return False
    needed = int((entry.item.status or "past_due_0").removeprefix("past_due_"))
    return (reported.earliest - opened.latest).days > needed + 2 * numbers.DATE_TOLERANCE_DAYS.value

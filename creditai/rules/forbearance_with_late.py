"""Words say forbearance, deferment or disaster, and the month reported is late."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Need, Rule


class ForbearanceWithLate(Rule):
    """The entry says that payments were put off (forbearance, deferment, a disaster), and shows the account
    as late for the very month it was reported in. While payments are put off none is due.

    For a lawyer:
    Only the month of the date reported, as the grid shows it, or the status where the grid does not have
    it. Late months from before the accommodation lawfully stay. Whether an accommodation covered the month
    paper cannot tell, so the consumer gives its dates. 15 USC 1681s-2(a)(1)(F) reaches pandemic
    accommodations only (January 31, 2020 to 120 days after April 10, 2023).
    """

    title = "Payments put off, yet shown as late"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="Words and history of one month contradict each other."),
        Basis(law="15 USC 1681s-2(a)(1)(F)", why="If it was a pandemic accommodation that was kept."),
    )
    needs = (
        Need(
            "accommodation-dates",
            "From when to when were your payments put off, and did you keep to what was agreed?",
        ),
    )
    examples = (
        Example.account(
            "hit",
            "“60” for January 2026",
            remarks=["Account in forbearance"],
            reported="2026-01-03",
            payment_history=months("2026-01", "60", "30"),
        ),
        Example.account("hit", remarks=["Payment deferred"], reported="2026-01-03", status="past_due_60"),
        Example.account("miss", reported="2026-01-03", payment_history=months("2026-01", "60", "30")),
        Example.account(
            "trap",
            remarks=["Account in forbearance"],
            reported="2026-01-03",
            payment_history=months("2026-01", "OK", "60", "30"),
        ),
        Example.account(
            "trap",
            remarks=["Forbearance ended"],
            reported="2026-01-03",
            payment_history=months("2026-01", "60", "30"),
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            words, late = phrases.said(entry, phrases.ACCOMMODATION), _late_as_reported(entry)
            if words and late:
                yield Hit.of(
                    entry,
                    (words, "reported", *late),
                    "While payments are put off none is due that could be late.",
                )


def _late_as_reported(entry: AccountEntry) -> tuple[str, ...]:
    """The fields that show the month reported as late."""
    account = entry.item
    month = account.reported.to_month() if account.reported else None
    if month is None:
        return ()
    shown = [m for m in account.payment_history if m.month == month]
    if shown:
        return tradeline.cells(account, shown) if shown[0].status in tradeline.LATE else ()
    return ("status",) if account.status in tradeline.PAST_DUE_STATUSES else ()

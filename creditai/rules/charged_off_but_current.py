"""Status current or past due beside signs of a charge-off."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Rule


class ChargedOffButCurrent(Rule):
    """The status says that the account is current, or some days late; elsewhere the same entry says that
    it is charged off, that is, given up by the creditor as a loss. It is one or the other.

    For a lawyer:
    Status 11, 71-84 against 97: fires on a charged-off amount above zero, on CO as the newest printed
    month, or on words that say charged off or profit and loss as of today. Words about the past ("was a
    charge-off") are history. Silent where words say that the charge-off was reversed, the loan
    rehabilitated, the account reinstated or recovered.
    """

    title = "Charged off, yet reported as current or late"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="An account is charged off, or it is not."),
    )
    examples = (
        Example.account("hit", "$1,200.00", status="current", charge_off_amount="1200.00"),
        Example.account("hit", status="past_due_90", payment_history=months("2025-12", "CO", "CO", "90")),
        Example.account(
            "hit", "Charged off as bad debt", status="current", remarks=["Charged off as bad debt"]
        ),
        Example.account(
            "miss", status="paid", status_text="Paid, was a charge-off", charge_off_amount="1200.00"
        ),
        Example.account(
            "miss", status="current", charge_off_amount="0.00", payment_history=months("2025-12", "OK", "CO")
        ),
        Example.account(
            "trap",
            status="current",
            charge_off_amount="1200.00",
            remarks=["Charge-off reversed, loan rehabilitated"],
        ),
        Example.account("trap", status="current", remarks=["Account previously charged off"]),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            status = entry.item.status
            if status != "current" and status not in tradeline.PAST_DUE_STATUSES:
                continue
            signs = _signs(entry)
            if signs and not phrases.said(entry, phrases.CHARGE_OFF_UNDONE):
                yield Hit.of(
                    entry,
                    ("status", *signs),
                    "An account is charged off, or it is current or some days past due: these cannot hold together.",
                )


def _signs(entry: AccountEntry) -> tuple[str, ...]:
    """The fields that say charged off."""
    account = entry.item
    newest = tradeline.history(account)[-1:]
    words = phrases.said(entry, phrases.CHARGED_OFF)
    return (
        *(["charge_off_amount"] if tradeline.positive(account.charge_off_amount) else []),
        *([tradeline.cell(account, newest[0])] if newest and newest[0].status == "CO" else []),
        *([words] if words else []),
    )

"""A bad month after the account was paid off."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.law import numbers
from creditai.report import HistoryMonth
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, months_between

_REUSED = ("revolving", "line_of_credit", None)


class LateAfterPayoff(Rule):
    """The payment history shows a bad month after the account was paid off. Where nothing is owed, nothing
    can be late.

    For a lawyer:
    A bad month after a PAID month; or, on an instalment loan or mortgage with status paid and balance zero,
    a bad month more than one month after the month closed. Narrowed to accounts that cannot be drawn on
    again: on a revolving line (and where the kind of credit is not told) `closed` ends purchases, not the debt,
    and a line may be used again after it was paid to zero, so lates there are lawful. The month of the
    payoff and the next may still carry an earlier lateness.
    """

    title = "Late after it was paid off"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Nothing is late once nothing is owed."),
    )
    needs = (Need("nothing-owed", "Was nothing owed on this account any more in those months?"),)
    examples = (
        Example.account("hit", "“30” for July 2023", portfolio="installment", payment_history=months("2023-07", "30", "ND", "ND", "PAID", "OK")),
        Example.account(
            "hit", portfolio="installment", status="paid", balance="0.00", closed="2023-04-10", payment_history=months("2023-07", "30", "OK", "OK", "OK")
        ),
        Example.account(
            "miss", portfolio="installment", status="paid", balance="0.00", closed="2023-04-10", payment_history=months("2023-05", "30", "30", "OK")
        ),
        Example.account("miss", portfolio="installment", payment_history=months("2023-07", "PAID", "30", "OK")),
        Example.account(
            "trap", portfolio="revolving", status="paid", balance="0.00", closed="2023-04-10", payment_history=months("2023-07", "30", "OK", "OK", "OK")
        ),
        Example.account("trap", portfolio="installment", remarks=["Account reopened"], payment_history=months("2023-07", "30", "OK", "PAID", "OK")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                tradeline.kind_of(account) in _REUSED
                or tradeline.is_collection(account)
                or phrases.said(entry, phrases.MOVED)
            ):
                continue
            name, end = _payoff(entry)
            bad = (
                []
                if end is None
                else [
                    m
                    for m in tradeline.history(account)
                    if m.status in tradeline.BAD and _is_after(m, name, end)
                ]
            )
            if bad:
                shown = (name,) if name.startswith("payment_history") else ("status", "balance", name)
                yield Hit.of(
                    entry,
                    (*shown, *tradeline.cells(account, bad)),
                    "After a payoff nothing is owed that could be late: these cannot all hold.",
                )


def _payoff(entry: AccountEntry) -> tuple[str, PartialDate | None]:
    """The field that shows the payoff, and its month."""
    account = entry.item
    paid = [month for month in tradeline.history(account) if month.status == "PAID"]
    if paid:
        return tradeline.cell(account, paid[0]), paid[0].month
    loan = (
        tradeline.kind_of(account) in ("installment", "mortgage")
        and account.status == "paid"
        and account.balance == 0
    )
    return "closed", account.closed if loan and account.closed and account.closed.month else None


def _is_after(month: HistoryMonth, name: str, end: PartialDate) -> bool:
    grace = numbers.RUN_TOLERANCE_MONTHS.value if name == "closed" else 0
    return months_between(end, month.month) > grace

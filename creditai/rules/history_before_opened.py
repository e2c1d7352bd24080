"""A late month before the account was opened."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_before


class HistoryBeforeOpened(Rule):
    """The payment history shows a bad month before the month in which the account was opened. Nothing
    could be late then.

    For a lawyer:
    Creditors' own accounts only. Narrowed: where a month in good order is printed before the opening, or
    words say that the account was moved, renumbered, assumed or refinanced, the history is that of an
    earlier line and `opened` that of the new one; nothing is said. So too for what may be a federal
    student loan, whose servicers keep a loan's history.
    """

    title = "Bad months before the account was opened"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="Nothing is late before the account exists."),
    )
    examples = (
        Example.account("hit", "“60” for February 2022", opened="2022-05", payment_history=months("2022-06", "OK", "OK", "ND", "ND", "60")),
        Example.account("miss", opened="2022-05", payment_history=months("2022-06", "60", "30")),
        Example.account("miss", opened="2022", payment_history=months("2022-03", "60")),
        Example.account("trap", opened="2022-05", payment_history=months("2022-02", "60", "30", "OK")),
        Example.account("trap", opened="2022-05", payment_history=months("2022-02", "60", "30"), remarks=["Account assumed by another party"]),
        Example.account("trap", portfolio="collection", opened="2022-05", payment_history=months("2022-02", "60", "30")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            before = [m for m in tradeline.history(account) if certainly_before(m.month, account.opened)]
            bad = [month for month in before if month.status in tradeline.BAD]
            if not bad or tradeline.is_collection(account) or tradeline.is_debt_buyer(account):
                continue
            if any(
                month.status in tradeline.GOOD for month in before
            ) or tradeline.may_be_federal_student_loan(account):
                continue
            if not phrases.said(entry, phrases.MOVED):
                yield Hit.of(
                    entry,
                    ("opened", *tradeline.cells(account, bad)),
                    "Nothing can be late on an account before it is opened: these cannot all hold.",
                )

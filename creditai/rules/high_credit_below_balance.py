"""A revolving balance above the highest balance."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule


class HighCreditBelowBalance(Rule):
    """The report prints the highest balance that this card ever had, and a balance of today that is higher
    still. The highest cannot be less than today's.

    For a lawyer:
    Revolving accounts only: on instalment loans, mortgages and student loans the field is the original
    amount, and capitalised interest may lift the balance above it. Silent where words say that the field
    holds something else (the limit, the charged-off amount). A balance over the *limit* may be true.
    """

    title = "Balance above the highest balance"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The highest balance is printed as less than today's."),
    )
    examples = (
        Example.account("hit", "$800.00", portfolio="revolving", high_credit="800.00", balance="1150.00"),
        Example.account("hit", account_type="Credit card", high_credit="800.00", balance="1150.00"),
        Example.account("miss", portfolio="revolving", high_credit="1150.00", balance="1150.00"),
        Example.account("miss", portfolio="revolving", high_credit="0.00", balance="1150.00"),
        Example.account("trap", portfolio="installment", account_type="Student loan", high_credit="8000.00", balance="9150.00"),
        Example.account("trap", portfolio="revolving", credit_limit="800.00", high_credit="1200.00", balance="1150.00"),
        Example.account(
            "trap", portfolio="revolving", high_credit="800.00", balance="1150.00", remarks=["High credit represents original charge-off amount"]
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                tradeline.kind_of(account) != "revolving"
                or account.high_credit is None
                or account.balance is None
            ):
                continue
            if account.balance > account.high_credit > 0 and not phrases.said(
                entry, phrases.HIGH_CREDIT_IS_OTHER
            ):
                yield Hit.of(
                    entry,
                    ("high_credit", "balance"),
                    "The highest balance an account has had is no less than its balance today.",
                )

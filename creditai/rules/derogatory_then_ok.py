"""A charge-off, collection, foreclosure or repossession followed by an ordinary month."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Rule

_FINAL = ("CO", "CL", "FC", "RP")


class DerogatoryThenOk(Rule):
    """The payment history shows the account as charged off, in collection, foreclosed or repossessed, and
    after that as on time or some days late again. Ordinary months do not follow such an end.

    For a lawyer:
    CO, CL, FC or RP followed later by OK or a late month. Silent where words say redeemed, reinstated,
    rehabilitated, modified or reversed (comments AZ, AO). No data after it, or PAID, is in order. A
    charged-off account repeats CO each month until it is paid or sold; that is right.
    """

    title = "Ordinary months after a charge-off or collection"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The months cannot follow each other without a word about it."),
    )
    examples = (
        Example.account(
            "hit",
            "“OK” (on time) for April 2022",
            payment_history=months("2022-04", "OK", "CO", "180", "150"),
        ),
        Example.account("hit", payment_history=months("2022-06", "30", "ND", "RP", "90")),
        Example.account("miss", payment_history=months("2022-05", "PAID", "CO", "CO", "180")),
        Example.account("miss", payment_history=months("2022-05", "ND", "CO", "180")),
        Example.account(
            "trap", payment_history=months("2022-04", "OK", "RP", "90"), remarks=["Redeemed repossession"]
        ),
        Example.account(
            "trap", payment_history=months("2022-04", "OK", "CO", "180"), remarks=["Charge-off reversed"]
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            months = tradeline.history(entry.item)
            end = next((i for i, month in enumerate(months) if month.status in _FINAL), None)
            if end is None or phrases.said(entry, phrases.UNDONE):
                continue
            later = next(
                (m for m in months[end + 1 :] if m.status == "OK" or m.status in tradeline.LATE), None
            )
            if later is not None:
                last = max(
                    (m for m in months if m.status in _FINAL and m.month < later.month), key=lambda m: m.month
                )
                yield Hit.of(
                    entry,
                    tradeline.cells(entry.item, [last, later]),
                    "The second month cannot follow the first, unless the account was restored, and no words say so.",
                )

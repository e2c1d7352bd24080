"""A collection that names no original creditor."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule

_LINE = {"furnisher": "Example Collections LLC", "portfolio": "collection", "balance": "512.00"}


class CollectionWithoutOriginalCreditor(Rule):
    """A collector's entry has the label for the original creditor, and nothing stands beside it. Without
    that name a person cannot tell what the debt was.

    For a lawyer:
    Practice since the bureaus' settlement with the states; the reporting format has a segment for the
    name. Only a printed label that is left empty counts: a print that has no such label says nothing. To
    the consumer the name of a medical provider is shown too (15 USC 1681g).
    """

    title = "Collection without the original creditor's name"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(
            policy="collections-name-the-original-creditor",
            why="The bureaus announced that collections name the original creditor.",
        ),
    )
    blanks = ("original_creditor",)
    examples = (
        Example.account("hit", "Example Collections LLC", blank=["original_creditor"], **_LINE),
        Example.account(
            "hit",
            blank=["original_creditor"],
            **{**_LINE, "portfolio": "open", "account_type": "Collection agency/attorney"},
        ),
        Example.account("miss", original_creditor="First Sample Bank", **_LINE),
        Example.account("miss", **_LINE),
        Example.account("trap", status="collection", balance="512.00", blank=["original_creditor"]),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if tradeline.kind_of(account) == "collection" and entry.blank("original_creditor"):
                yield Hit.of(
                    entry,
                    ("portfolio", "balance", "account_type"),
                    "Its label for the original creditor is printed with nothing beside it.",
                )

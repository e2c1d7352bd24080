"""A collection whose first delinquency is later than its placement."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_after


class CollectionDofdAfterPlacement(Rule):
    """A collector receives a debt because it was not paid, so the first missed payment comes before the day
    on which the collector opened its account. Here it is printed as later.

    For a lawyer:
    15 USC 1681s-2(a)(5)(B): a collector uses the creditor's date, or one that precedes the placement. A
    collection's `opened` is the placement or the purchase and is rightly later than the delinquency;
    only the other order fires. A month-only date fires only when no day of it would be in order.
    """

    title = "First delinquency after the debt was already in collection"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681s-2(a)(5)(B)", why="The date precedes the placement for collection."),
        Basis(law="15 USC 1681c(c)(1)", why="The date starts the seven years."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both dates stand in one entry."),
    )
    examples = (
        Example.account(
            "hit", "2023-06", furnisher="Example Collections LLC", portfolio="collection", opened="2023-05", first_delinquency="2023-06"
        ),
        Example.account("miss", furnisher="Example Collections LLC", portfolio="collection", opened="2023-05", first_delinquency="2023-05"),
        Example.account("miss", status="charge_off", opened="2023-05", first_delinquency="2023-06"),
        Example.account("trap", furnisher="Example Collections LLC", portfolio="collection", opened="2023-05", first_delinquency="2022-11"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if tradeline.is_collection(account) and certainly_after(
                account.first_delinquency, account.opened
            ):
                yield Hit.of(
                    entry,
                    ("opened", "first_delinquency"),
                    "A debt is placed with or sold to a collector after its first delinquency: the two dates cannot both hold.",
                )

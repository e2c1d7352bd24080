"""One account, two removal dates at two bureaus."""

from collections.abc import Iterator

from creditai import obsolescence
from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_apart


class RemovalDiffers(Rule):
    """Two bureaus print for the same charged-off or collected account that it will be removed at times more
    than half a year apart, though both count from the same missed payment.

    For a lawyer:
    15 USC 1681c(c)(1). Bureaus count seven years from the first delinquency, or seven years and 180 days;
    a difference within 180 days is only that. Narrowed to accounts that are charged off or collected at
    both: on others a removal date may be that of a late mark or of an account in good order, and these
    differ lawfully. Silent when one date covers a mark and the other the account.
    """

    title = "Bureaus print different removal dates"
    scope = "bureaus"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681c(c)(1)", why="Both count from one first delinquency."),
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
    )
    examples = (
        Example.linked("hit", {"status": "charge_off", "removal": "2027-01"}, {"status": "charge_off", "removal": "2028-02"}, "2028-02"),
        Example.linked("miss", {"status": "charge_off", "removal": "2027-01"}, {"status": "charge_off", "removal": "2027-06"}),
        Example.linked("miss", {"status": "charge_off", "removal": "2027-01"}, {"status": "charge_off"}),
        Example.linked("trap", {"status": "current", "removal": "2027-01"}, {"status": "current", "removal": "2031-02"}),
        Example.linked(
            "trap",
            {"status": "charge_off", "removal": "2027-01", "removal_covers": "account"},
            {"status": "charge_off", "removal": "2028-02", "removal_covers": "mark"},
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        days = numbers.REMOVAL_TOLERANCE_DAYS.value
        for group in case.linked():
            dated = [
                e
                for e in group
                if e.item.removal is not None and obsolescence.charged_off_or_collected(e.item)
            ]
            if len({e.item.removal_covers for e in dated} - {None}) > 1:
                continue
            dated.sort(key=lambda entry: str(entry.item.removal))
            if any(certainly_apart(a.item.removal, b.item.removal, days) for a in dated for b in dated):
                yield Hit.of(
                    dated,
                    ("removal",),
                    f"These dates lie more than {days} days apart, though each counts from one first delinquency of one account.",
                )

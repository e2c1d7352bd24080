"""One account, two removal dates at two bureaus."""

from collections.abc import Iterator

from creditai import obsolescence
from creditai.case import AccountEntry, Case
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
        for prints in case.contradicting(_differ):
            yield Hit.of(
                prints,
                ("removal",),
                f"These dates lie more than {numbers.REMOVAL_TOLERANCE_DAYS.value} days apart, though each counts "
                "from one first delinquency of one account.",
            )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    """Both removals are those of a loss, and neither is known to cover something else than the other."""
    a, b = one.item, other.item
    if not all(obsolescence.charged_off_or_collected(x) for x in (a, b)):
        return False
    if len({a.removal_covers, b.removal_covers} - {None}) > 1:
        return False
    return certainly_apart(a.removal, b.removal, numbers.REMOVAL_TOLERANCE_DAYS.value)

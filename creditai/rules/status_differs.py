"""Two bureaus, one month, two kinds of status."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Rule

_GOOD = ("current", "paid", "closed", "transferred")
_LOSS = ("charge_off", "collection")


class StatusDiffers(Rule):
    """Two bureaus tell of one account for the same month, and the kind of status differs: in good order at
    one, late, charged off or worse at the other.

    For a lawyer:
    Entries whose link is certain, reported in one month. Families of status are compared, not the words:
    in good order (current, paid, closed, transferred), late, charged off or in collection, and each other
    trouble by itself. Silent on other months, on two grades of late, on settled, and on a trouble at zero
    balance beside paid or closed, which may tell one end in two ways. Which is right paper does not say.
    """

    title = "Bureaus print different kinds of status for one month"
    scope = "bureaus"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One account is told in two ways for one month."),
    )
    examples = (
        Example.linked("hit", {"status": "charge_off", "reported": "2026-01-03"}, {"status": "current", "reported": "2026-01-03"}, "charge_off"),
        Example.linked("hit", {"status": "past_due_60", "reported": "2026-01"}, {"status": "current", "reported": "2026-01"}),
        Example.linked("miss", {"status": "past_due_30", "reported": "2025-12-03"}, {"status": "past_due_60", "reported": "2026-01-03"}),
        Example.linked("miss", {"status": "past_due_30", "reported": "2026-01-03"}, {"status": "past_due_60", "reported": "2026-01-03"}),
        Example.linked("miss", {"status": "charge_off", "reported": "2026-01-03"}, {"status": "current", "reported": None}),
        Example.linked("miss", {"status": "charge_off", "reported": "2026-01-03"}, {"status": None, "reported": "2026-01-03"}),
        Example.linked("trap", {"status": "past_due_60", "reported": "2025-12-03"}, {"status": "current", "reported": "2026-01-03"}),
        Example.linked("trap", {"status": "charge_off", "balance": "0.00", "reported": "2026-01-03"}, {"status": "paid", "reported": "2026-01-03"}),
        Example.linked("trap", {"status": "charge_off", "reported": "2026-01-03"}, {"status": "current", "reported": "2026-01-03"}, certainty="maybe"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for prints in case.contradicting(_differ):
            yield Hit.of(
                prints,
                ("status", "reported"),
                "For one month an account has one kind of status: the prints cannot all hold.",
            )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    a, b = one.item, other.item
    if not tradeline.reported_in_one_month(a, b):
        return False
    families = (_family(a), _family(b))
    if None in families or families[0] == families[1]:
        return False
    ended = {a.status, b.status} & {"paid", "closed", "transferred"}
    return not (ended and any(x.balance == 0 and _family(x) != "good" for x in (a, b)))


def _family(account: Account) -> str | None:
    if account.status in _GOOD:
        return "good"
    if account.status in _LOSS:
        return "loss"
    if account.status is None or account.status == "settled":
        return None
    return "late" if account.status.startswith("past_due") else account.status

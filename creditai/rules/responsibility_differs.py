"""Owner at one bureau, authorized user at another."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule

_OWES = ("individual", "joint")


class ResponsibilityDiffers(Rule):
    """One bureau prints the consumer as an owner of this account, another as an authorized user, who does
    not owe it.

    For a lawyer:
    12 CFR 1022.41(a)(1): accuracy covers the consumer's liability. Entries whose link is certain;
    individual or joint against authorized user. Individual against joint alone is left alone: a co-owner
    may have come or gone.
    """

    title = "Owner at one bureau, authorized user at another"
    scope = "bureaus"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="12 CFR 1022.41(a)(1)", why="Accuracy covers who is liable."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="The prints cannot all hold."),
        Basis(law="15 USC 1681e(b)", why="One account is told with two kinds of responsibility."),
    )
    needs = (
        Need("which-responsibility", "Did you sign to pay this account, or were you only allowed to use it?"),
    )
    examples = (
        Example.linked("hit", {"responsibility": "joint"}, {"responsibility": "authorized_user"}, "authorized_user"),
        Example.linked("miss", {"responsibility": "individual"}, {"responsibility": None}),
        Example.linked("trap", {"responsibility": "individual"}, {"responsibility": "joint"}),
        Example.linked("trap", {"responsibility": "joint"}, {"responsibility": "authorized_user"}, certainty="maybe"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked():
            told = [e for e in group if e.item.responsibility in (*_OWES, "authorized_user")]
            kinds = {entry.item.responsibility for entry in told}
            if "authorized_user" in kinds and len(kinds) > 1:
                yield Hit.of(
                    told,
                    ("responsibility",),
                    "One person is either liable for an account or not: the prints cannot all hold.",
                )

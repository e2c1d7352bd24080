"""Two opening dates of one account."""

from collections.abc import Iterator

from creditai import phrases
from creditai.case import AccountEntry, Case, apart
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_apart


class OpenedDiffers(Rule):
    """An account was opened once. Two bureaus print opening dates of this account that lie more than a
    month apart.

    For a lawyer:
    Entries whose link is certain (without equal opening dates that takes agreeing digits and an equal
    limit or high credit); more than 31 days whatever days the printed months stand for. Silent on words
    of transfer, sale, refinancing or a new servicer: the later date may be the newcomer's.
    """

    title = "Bureaus print different opening dates"
    scope = "bureaus"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="An account is opened once."),
    )
    needs = (Need("which-opened", "If you know it: when did you open this account?"),)
    examples = (
        Example.linked("hit", {"opened": "2015-02"}, {"opened": "2017-02"}, "2017-02"),
        Example.linked("miss", {"opened": "2015-02-28"}, {"opened": "2015-03"}),
        Example.linked("miss", {"opened": "2015-02-28"}, {"opened": None}),
        Example.linked("miss", {"opened": "2015-02-28"}, {"opened": "2015"}),
        Example.linked("trap", {"opened": "2015-02"}, {"opened": "2017-02", "remarks": ["Transferred from another lender"]}),
        Example.linked("trap", {"opened": "2015-02", "remarks": ["Loan modified"]}, {"opened": "2017-02"}),
        Example.linked("trap", {"opened": "2015-02"}, {"opened": "2017-02"}, certainty="maybe"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked():
            prints = apart(group, _differ)
            if prints and not any(phrases.said(entry, phrases.MOVED) for entry in group):
                yield Hit.of(
                    prints,
                    ("opened",),
                    f"These dates lie more than {numbers.DATE_TOLERANCE_DAYS.value} days apart; an account is opened once.",
                )


def _differ(one: AccountEntry, other: AccountEntry) -> bool:
    return certainly_apart(one.item.opened, other.item.opened, numbers.DATE_TOLERANCE_DAYS.value)

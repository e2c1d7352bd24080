"""A mark of dispute that is gone."""

from collections.abc import Iterator

from creditai import phrases
from creditai.case import AccountEntry, Case, is_picture
from creditai.rules import Basis, Example, Hit, Need, Rule

_MARKED = {"disputed": True, "remarks": ["Account information disputed by consumer"]}


class DisputedFlagLost(Rule):
    """The earlier report says that the consumer disputes this account; the later one of the same bureau
    does not, and no words say that the investigation ended.

    For a lawyer:
    15 USC 1681c(f) and 1681s-2(a)(3): a dispute is noted while it lasts, and the note lawfully ends with
    the investigation (XH words). Where the later print says nothing about disputes it counts only if both
    prints are of one make and the later one is no picture. Silent when an answer for this account was recorded. Whether the dispute goes
    on only the consumer can say.
    """

    title = "The mark of a dispute is gone"
    scope = "pulls"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681c(f)", why="A dispute that the furnisher told of is shown."),
        Basis(law="15 USC 1681s-2(a)(3)", why="A disputed item is furnished with notice of it."),
    )
    needs = (Need("still-disputed", "Do you still dispute this account, with no result yet?"),)
    examples = (
        Example.pulls("hit", _MARKED, {"disputed": None}, "disputed by consumer"),
        Example.pulls("hit", _MARKED, {"disputed": False, "remarks": ["Not disputed"]}),
        Example.pulls("miss", _MARKED, _MARKED),
        Example.pulls("miss", {"disputed": None}, {"disputed": None}),
        Example.pulls("trap", _MARKED, {"disputed": False, "remarks": ["Account previously in dispute; investigation completed"]}),
        Example.pulls(
            "trap", _MARKED, {"disputed": None},
            outcomes=[{"rule": "paid-with-balance", "subject": {"furnisher": "First Sample Bank"}, "word": "verified", "on": "2025-12-20"}],
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            if not before.item.disputed or after.item.disputed or _ended(case, after):
                continue
            one_make = before.report.source.layout == after.report.source.layout and not is_picture(
                after.report
            )
            if after.item.disputed is False or one_make:
                shown = [
                    f"remarks/{i}" for i, words in enumerate(before.item.remarks) if "disput" in words.lower()
                ]
                yield Hit.each(
                    [(before, shown or ["disputed"]), (after, ["disputed", "report_date"])],
                    "The later report prints neither the dispute nor that an investigation has ended.",
                )


def _ended(case: Case, after: AccountEntry) -> bool:
    if phrases.said(after, phrases.DISPUTE_ENDED):
        return True
    return any(outcome.is_about(after) for outcome in case.outcomes)

"""A month that the payment history leaves out."""

import re
from collections.abc import Iterator
from itertools import pairwise

from creditai import tradeline
from creditai.case import AccountEntry, Case, is_picture
from creditai.quoting import page
from creditai.report import HistoryMonth
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import months_between

_MARK = re.compile(
    r"^(?:ok|nd|n/r|co|cl|col|fc|rp|vs|bk|[bcdefkrx]|\d{1,3}|(?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|"
    r"[✓✔☑●■□◼*-]|[\ue000-\uf8ff])$",
    re.IGNORECASE,
)


class HistoryGap(Rule):
    """The payment history goes month by month, and then a month is not there at all: neither as on time,
    nor as late, nor as without data.

    For a lawyer:
    Only where the grid prints months in good order too (some layouts list bad months only). Silent where
    the two sides of the gap stand on different pages, and where words of that page that could be marks of a
    grid were left unread by us: the month may stand among them. Silent on pictures: a mark
    that OCR did not see is a month left out by us. A month printed as "no data" is no gap.
    """

    title = "A month is missing from the history"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="A history that leaves out a month is incomplete."),
    )
    examples = (
        Example.account("hit", "March 2024", payment_history=[{"month": "2024-05", "status": "OK"}, {"month": "2024-03", "status": "OK"}]),
        Example.account("miss", payment_history=[{"month": m, "status": s} for m, s in (("2024-05", "OK"), ("2024-04", "ND"), ("2024-03", "OK"))]),
        Example.account("miss", payment_history=[{"month": "2024-05", "status": "OK"}]),
        Example.account("trap", payment_history=[{"month": "2024-05", "status": "30"}, {"month": "2024-03", "status": "60"}]),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            months = tradeline.history(entry.item)
            if is_picture(entry.report) or not any(month.status == "OK" for month in months):
                continue
            gaps = [
                pair
                for pair in pairwise(months)
                if months_between(pair[0].month, pair[1].month) > 1 and _all_was_read(entry, pair)
            ]
            if gaps:
                sides = list(dict.fromkeys(month for pair in gaps for month in pair))
                yield Hit.of(
                    entry,
                    tradeline.cells(entry.item, sides),
                    "Between such two neighbours the history leaves out at least one month.",
                )


def _all_was_read(entry: AccountEntry, pair: tuple[HistoryMonth, HistoryMonth]) -> bool:
    pages = {page(entry, name) for name in tradeline.cells(entry.item, pair)}
    left = (place.text for place in entry.report.coverage.unread if place.page in pages)
    return len(pages) == 1 and not any(_may_be_of_a_grid(text) for text in left)


def _may_be_of_a_grid(text: str) -> bool:
    """At least half of the words could be marks, months or years."""
    words = text.split()
    return 2 * sum(bool(_MARK.match(word)) for word in words) >= len(words)

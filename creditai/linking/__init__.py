"""Are these the same account? One account at three bureaus, at two dates; one debt and its collectors.

    link(reports) -> links      people(reports) -> which reports are one person's

Bureaus print different ends of one number under different names for one furnisher, so nothing is
keyed: lines are paired by all that both print (evidence.py), as the best pairing of whole lists
(pairing.py). A group is `certain` or `maybe`, with the reason in words; two accounts at one furnisher
stay two; where the paper leaves two pairings equally good, it is silent. Reports of different people
are never linked. Pointers are rooted at the analysis document (`/reports/1/accounts/0`).

- `pulls`: the same line in several reports of one bureau, whatever lies between.
- `bureaus`: at most one line per bureau, of reports made at one time; and, where reports are of
  different times, the newest line of each bureau.
- `debt`: a creditor's line and those of its collectors (debts.py), at one bureau where that has both.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.linking.debts import debts
from creditai.linking.group import Certainty, Link, LinkKind
from creditai.linking.lives import lives, rounds
from creditai.linking.people import people
from creditai.report import Report

__all__ = ["Certainty", "Link", "LinkKind", "link", "people"]


def link(reports: Sequence[Report]) -> tuple[Link, ...]:
    """Every group, in the order of its first pointer; the same for every order of the files."""
    found: list[Link] = []
    for places in people(reports):
        found += lives(reports, places)
        found += debts(reports, rounds(reports, places))
    return tuple(sorted(found, key=lambda one: ([_place(p) for p in one.accounts], one.kind, one.certainty)))


def _place(pointer: str) -> tuple[int, int]:
    _, _, report, _, account = pointer.split("/")
    return int(report), int(account)

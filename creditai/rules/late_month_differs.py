"""A month that is late at one bureau and in good order at another."""

from collections.abc import Iterator
from itertools import permutations

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.report import HistoryMonth
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import months_between


class LateMonthDiffers(Rule):
    """One bureau prints a month of this account as late, another prints the same month in good order, and
    no late month right before or after that a shifted calendar could explain.

    For a lawyer:
    Entries whose link is certain. The other bureau's print must show the month before, the month and the
    month after as OK: bureaus name a cycle by its start or its end, so one month's shift is lawful, and a
    month without data decides nothing.
    """

    title = "A month late at one bureau, in good order at another"
    scope = "bureaus"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One month is told in two ways."),
    )
    needs = (Need("paid-on-time", "Did your payment arrive in time for each month that is printed as late?"),)
    examples = (
        Example.linked(
            "hit", {"payment_history": months("2024-06", "OK", "60", "30", "OK")}, {"payment_history": months("2024-07", "OK", "OK", "OK", "OK", "OK")}, "May 2024"
        ),
        Example.linked("miss", {"payment_history": months("2024-06", "OK", "30", "OK")}, {"payment_history": months("2024-06", "30", "30", "OK")}),
        Example.linked("miss", {"payment_history": months("2024-06", "OK", "30", "OK")}, {"payment_history": []}),
        Example.linked("trap", {"payment_history": months("2024-06", "OK", "30", "OK", "OK")}, {"payment_history": months("2024-06", "30", "OK", "OK", "OK")}),
        Example.linked("trap", {"payment_history": months("2024-06", "OK", "30", "OK")}, {"payment_history": months("2024-06", "OK", "ND", "OK")}),
        Example.linked("trap", {"payment_history": months("2024-06", "OK", "30", "OK")}, {"payment_history": months("2024-05", "OK", "OK", "OK")}),
        Example.linked(
            "trap", {"payment_history": months("2024-06", "OK", "30", "OK")}, {"payment_history": months("2024-06", "OK", "OK", "OK")}, certainty="maybe"
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked():
            told: dict[str, tuple[AccountEntry, list[HistoryMonth]]] = {}
            for one, other in permutations(group, 2):
                for late, good in _against(one, other):
                    for entry, cell in ((one, late), (other, good)):
                        cells = told.setdefault(entry.pointer, (entry, []))[1]
                        if cell not in cells:
                            cells.append(cell)
            if told:
                yield Hit.each(
                    [(entry, tradeline.cells(entry.item, cells)) for entry, cells in told.values()],
                    "One month is late at one bureau and in good order at the other, the months around it too.",
                )


def _against(one: AccountEntry, other: AccountEntry) -> Iterator[tuple[HistoryMonth, HistoryMonth]]:
    """Late months of `one` with the same months of `other`, in good order with both neighbours."""
    calm = [m for m in tradeline.history(other.item) if m.status == "OK"]
    for late in tradeline.history(one.item):
        if late.status not in tradeline.LATE:
            continue
        near = {
            months_between(late.month, m.month): m
            for m in calm
            if -1 <= months_between(late.month, m.month) <= 1
        }
        if len(near) == 3:
            yield late, near[0]

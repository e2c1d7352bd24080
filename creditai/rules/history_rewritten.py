"""A month that was in good order and is now late."""

from collections.abc import Iterator, Mapping

from creditai import tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.report import Account, HistoryMonth, MonthStatus
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, months_between


class HistoryRewritten(Rule):
    """The earlier report of this bureau prints a month of this account in good order; the later one prints
    the same month as late or worse.

    For a lawyer:
    OK in the older print, late or a loss in the newer, same month. Silent on the newest month of the older
    print (a returned payment may still turn it), on months without data, and where the whole row has moved
    by one month, which renames cycles and changes nothing.
    """

    title = "A month in good order was later printed as late"
    scope = "pulls"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One month is told in two ways."),
    )
    needs = (Need("paid-on-time", "Did your payment arrive in time for each month that is printed as late?"),)
    examples = (
        Example.pulls(
            "hit",
            {"payment_history": months("2025-09", *["OK"] * 20)},
            {"payment_history": months("2025-12", *["OK"] * 21, "60", "OK")},
            "March 2024",
        ),
        Example.pulls(
            "hit",
            {"payment_history": months("2025-09", *["OK"] * 5)},
            {"payment_history": months("2025-09", *["OK"] * 4, "60")},
            "May 2025",
        ),
        Example.pulls(
            "miss",
            {"payment_history": months("2025-09", *["OK"] * 6)},
            {"payment_history": months("2025-12", *["OK"] * 9)},
        ),
        Example.pulls(
            "miss",
            {"payment_history": months("2025-09", "OK", "ND", "OK")},
            {"payment_history": months("2025-09", "OK", "30", "OK")},
        ),
        Example.pulls(
            "miss",
            {"payment_history": months("2025-09", "OK", "ND", "OK")},
            {"payment_history": months("2025-09", "OK", "OK", "OK")},
        ),
        Example.pulls(
            "trap",
            {"payment_history": months("2025-09", "OK", "OK", "OK", "OK")},
            {"payment_history": months("2025-09", "30", "OK", "OK", "OK")},
        ),
        Example.pulls(
            "trap",
            {"payment_history": months("2025-09", "OK", "OK", "60", "30", "OK", "OK")},
            {"payment_history": months("2025-09", "OK", "60", "30", "OK", "OK", "OK")},
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            then, now = _by_month(before.item), _by_month(after.item)
            if not then or _shifted(then, now):
                continue
            settled = [month for month in then if month != max(then)]
            turned = [
                month
                for month in settled
                if then[month].status == "OK" and month in now and now[month].status in tradeline.BAD
            ]
            if turned:
                yield Hit.each(
                    [
                        (before, tradeline.cells(before.item, [then[month] for month in turned])),
                        (after, tradeline.cells(after.item, [now[month] for month in turned])),
                    ],
                    "The earlier report prints these months in good order: the two prints cannot both hold.",
                )


def _by_month(account: Account) -> dict[PartialDate, HistoryMonth]:
    return {cell.month: cell for cell in tradeline.history(account)}


def _shifted(then: Mapping[PartialDate, HistoryMonth], now: Mapping[PartialDate, HistoryMonth]) -> bool:
    """Does the whole row agree when it is moved by one month, while troubles stand in both rows?"""
    marks = _marks(then)
    if not any(status in tradeline.BAD for status in marks.values()):
        return False
    later = _marks(now)
    newest = max(then)
    for step in (1, -1):
        pairs = [
            (marks[known], status)
            for month, status in later.items()
            for known in marks
            if months_between(known, month) == step and months_between(month, newest) >= 0
        ]
        if len(pairs) >= 3 and all(a == b for a, b in pairs):
            return True
    return False


def _marks(cells: Mapping[PartialDate, HistoryMonth]) -> dict[PartialDate, MonthStatus]:
    return {month: cell.status for month, cell in cells.items() if cell.status not in (None, "ND")}

"""Good months that are gone."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import AccountEntry, Case, read_whole
from creditai.examples import months
from creditai.law import numbers
from creditai.report import HistoryMonth
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import PartialDate, months_between


class HistoryVanished(Rule):
    """The earlier report of this bureau prints many months of this account in good order; the later one
    prints them without data or not at all, though its calendar still reaches back that far.

    For a lawyer:
    Six or more OK months that have become ND or are gone, in prints of one make. A grid rolls: a month
    counts only if it is no older, at the later report's date, than the oldest month of the earlier report
    was at its own. Silent where the later print has no history at all (another product, or a page that was
    not read) and where words of it stayed unread that may be the missing ones.
    """

    title = "Months in good order are gone"
    scope = "pulls"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="What was printed before is left out."),
    )
    examples = (
        Example.pulls(
            "hit",
            {"payment_history": months("2025-09", *["OK"] * 20)},
            {"payment_history": months("2025-12", *["OK"] * 3, *["ND"] * 20)},
            "OK",
        ),
        Example.pulls(
            "miss",
            {"payment_history": months("2025-09", *["OK"] * 20)},
            {"payment_history": months("2025-12", *["OK"] * 20)},
        ),
        Example.pulls(
            "miss",
            {"payment_history": months("2025-09", *["OK"] * 20)},
            {"payment_history": months("2025-12", *["OK"] * 18, *["ND"] * 2)},
        ),
        Example.pulls("miss", {"payment_history": months("2025-09", *["OK"] * 20)}, {"payment_history": []}),
        Example.pulls(
            "trap",
            {"payment_history": months("2025-09", *["OK"] * 24)},
            {"payment_history": months("2025-12", *["OK"] * 24)},
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for before, after in case.pulls():
            if before.report.source.layout != after.report.source.layout or not read_whole(after.report):
                continue
            gone = _gone(before, after)
            if len(gone) >= numbers.VANISHED_MONTHS.value:
                left = [m for m in tradeline.history(after.item) if m.month in {g.month for g in gone}]
                yield Hit.each(
                    [
                        (before, tradeline.cells(before.item, gone)),
                        (after, (*tradeline.cells(after.item, left), "report_date")),
                    ],
                    f"The later report prints {len(gone)} of these months without data or not at all.",
                )


def _gone(before: AccountEntry, after: AccountEntry) -> list[HistoryMonth]:
    then, now = tradeline.history(before.item), {m.month: m for m in tradeline.history(after.item)}
    first, second = _month(before.report_date), _month(after.report_date)
    if not then or not now or first is None or second is None:
        return []
    reach = months_between(then[0].month, first)
    return [
        cell
        for cell in then
        if cell.status == "OK"
        and months_between(cell.month, second) <= reach
        and (cell.month not in now or now[cell.month].status == "ND")
    ]


def _month(when: PartialDate | None) -> PartialDate | None:
    return None if when is None else when.to_month()

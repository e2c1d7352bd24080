"""A month that is later than one month can make it."""

from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import Case
from creditai.examples import months
from creditai.rules import Basis, Example, Hit, Rule

_STEPS = {"OK": 0, "30": 1, "60": 2, "90": 3, "120": 4, "150": 5, "180": 6}


class HistoryJump(Rule):
    """In one month an account can fall behind by one month. This history goes from on time, or little
    late, to two or more steps later in the very next month.

    For a lawyer:
    Adjacent calendar months, both printed with data. CO or CL may follow any month and are not steps.
    Falling (90 then on time) is a cure. A returned payment may undo a month after the fact, so the ask is
    verification; silent where words say that the account was moved, assumed or modified.
    """

    title = "History jumps over a step"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="One month adds at most one month's lateness."),
    )
    examples = (
        Example.account("hit", "“90” for March 2024", payment_history=months("2024-03", "90", "30", "OK")),
        Example.account("hit", payment_history=months("2024-03", "OK", "60", "OK")),
        Example.account("miss", payment_history=months("2024-03", "60", "30", "OK")),
        Example.account("miss", payment_history=months("2024-03", "OK", "90", "60", "30")),
        Example.account("miss", payment_history=months("2024-03", "90", "ND", "30")),
        Example.account("trap", payment_history=months("2024-03", "CO", "60", "30", "CL", "30")),
        Example.account("trap", payment_history=months("2024-03", "120", "120", "120", "90"), bureau="transunion"),
        Example.account("trap", payment_history=months("2024-03", "90", "30"), remarks=["Transferred from another servicer"]),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            jumps = [
                month
                for pair in tradeline.neighbours(account)
                if pair[0].status in _STEPS
                and pair[1].status in _STEPS
                and _STEPS[pair[1].status] - _STEPS[pair[0].status] > 1
                for month in pair
            ]
            if jumps and not phrases.said(entry, phrases.MOVED):
                shown = tradeline.cells(account, list(dict.fromkeys(jumps)))
                yield Hit.of(
                    entry, shown, "From one month to the next an account falls behind by one month at most."
                )

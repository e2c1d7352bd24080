"""A switch is believed when the edge has answered as the new colour, and its workers are at work."""

from __future__ import annotations

from runbook.facts import Facts, Known
from runbook.steps import EVERY, RESTORE, START, Phase, Step


class Arrive(Step):
    """Ask through the edge who answers: the colour and the release that were meant; and whether its workers stay."""

    phase = Phase.ARRIVE
    kinds = EVERY | RESTORE | START
    covers = ("R061", "R105", "R109")
    patience = 10.0

    def holds(self, now: Facts) -> bool:
        if not isinstance(now.served, Known) or not now.side(self.goal.colour).workers.is_("running"):
            return False
        return (now.served.value.colour, now.served.value.release) == (self.goal.colour, self.goal.release)

    def hopeless(self, now: Facts) -> str | None:
        failing = now.side(self.goal.colour).workers.is_("failing")
        return (
            f"the workers of {self.goal.colour} start and die again: their log says why" if failing else None
        )

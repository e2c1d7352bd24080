"""A switch is believed when the edge has answered as the new colour."""

from __future__ import annotations

from runbook.facts import Facts, Known
from runbook.steps import EVERY, RESTORE, START, Phase, Step


class Arrive(Step):
    """Ask through the edge who answers: the colour and the release that were meant."""

    phase = Phase.ARRIVE
    kinds = EVERY | RESTORE | START
    covers = ("R061", "R105", "R109")
    patience = 4.0

    def holds(self, now: Facts) -> bool:
        if not isinstance(now.served, Known):
            return False
        return (now.served.value.colour, now.served.value.release) == (self.goal.colour, self.goal.release)

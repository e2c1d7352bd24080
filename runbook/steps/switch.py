"""The moment at which people meet the release."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, need
from runbook.steps import Phase, Step


class Switch(Step):
    """Point the edge at the colour that runs the release: every new connection goes there.

    Kept ones go on to the old colour until it drains, so it is told to at once; who answers is asked by `arrive`."""

    phase = Phase.SWITCH
    covers = ("R060", "R104", "R108")
    patience = 5.0

    def holds(self, now: Facts) -> bool:
        return now.live.is_(self.goal.colour)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.point_edge(self.goal.colour)
        if self.goal.old is not None:
            yield from self.target.drain(self.goal.old)

    def undo(self, then: Facts) -> Iterator[Action]:
        served = need(then.live, "Which colour served")
        yield from self.target.point_edge(served)
        if served is not None:
            yield from self.target.wake(served)
        yield from self.target.drain(self.goal.colour)

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.live.is_(need(then.live, "Which colour served"))

"""People are served again, from data that were restored and looked at."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import RESTORE, Phase, Step


class Reopen(Step):
    """Let the colour that served take work again, and point the edge at it."""

    phase = Phase.REOPEN
    kinds = RESTORE
    patience = 60.0

    def holds(self, now: Facts) -> bool:
        side = now.side(self.goal.colour)
        return (
            now.live.is_(self.goal.colour) and side.serves(self.goal.release) and side.workers.is_("running")
        )

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.wake(self.goal.colour)
        yield from self.target.point_edge(self.goal.colour)

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.point_edge(None)
        yield from self.target.drain(self.goal.colour)

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.live.is_(None)

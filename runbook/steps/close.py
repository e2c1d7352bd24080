"""While data are replaced nobody is served, and no worker touches them."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import COLOURS, Facts
from runbook.steps import RESTORE, Phase, Step


class Close(Step):
    """Point the edge at nothing, and let both colours end their connections and jobs."""

    phase = Phase.CLOSE
    kinds = RESTORE
    needs = frozenset({"mark"})
    patience = 90.0

    def holds(self, now: Facts) -> bool:
        reopened = now.mark.is_(self.goal.run) and now.live.is_(self.goal.colour)
        idle = all(now.side(c).rests for c in COLOURS)
        return reopened or (now.live.is_(None) and idle)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.point_edge(None)
        for colour in COLOURS:
            if not now.side(colour).web.is_("absent"):
                yield from self.target.drain(colour)

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.wake(self.goal.colour)
        yield from self.target.point_edge(self.goal.colour)

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.live.is_(self.goal.colour) and now.side(self.goal.colour).serves(self.goal.release)

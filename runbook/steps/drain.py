"""The old colour lets go; only then is a switch a switch."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import EVERY, START, Phase, Step


class Drain(Step):
    """Let the old colour end its connections and jobs; it stays warm, with none of either."""

    phase = Phase.DRAIN
    kinds = EVERY | START
    patience = 90.0

    def holds(self, now: Facts) -> bool:
        if self.goal.old is None:
            return True
        old = now.side(self.goal.old)
        idle = old.web.is_("absent") or old.connections.is_(0)
        return idle and old.rests

    def actions(self, now: Facts) -> Iterator[Action]:
        if self.goal.old is not None:
            yield from self.target.drain(self.goal.old)

    def undo(self, then: Facts) -> Iterator[Action]:
        if self.goal.old is not None and self.goal.kind not in START:
            yield from self.target.wake(self.goal.old)

    def undone(self, now: Facts, then: Facts) -> bool:
        return (
            self.goal.old is None or self.goal.kind in START or now.side(self.goal.old).workers.is_("running")
        )

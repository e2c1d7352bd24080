"""Two colours stand, so that the next switch and every rollback are quick."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, other
from runbook.steps import DEPLOY, Phase, Step


class Standby(Step):
    """On a first release: start the other colour too, so that `switch` works at once."""

    phase = Phase.STANDBY
    kinds = DEPLOY
    patience = 60.0

    def holds(self, now: Facts) -> bool:
        side = now.side(other(self.goal.colour))
        return self.goal.old is not None or (side.stands(self.goal.release) and side.manned)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.launch(other(self.goal.colour), self.goal.release, self.goal.size)

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.stop(other(self.goal.colour))

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.side(other(self.goal.colour)).web.is_("absent")

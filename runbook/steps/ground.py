"""What keeps processes alive, and the edge as it should be configured."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import DEPLOY, START, Phase, Step


class Ground(Step):
    """Stand up the edge, what keeps the processes, and the parts of this machine."""

    phase = Phase.GROUND
    covers = ("R035", "R040")
    kinds = DEPLOY | START
    patience = 30.0

    def holds(self, now: Facts) -> bool:
        return now.ground.is_(True)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.stand_up(self.goal.release)

    def undo(self, then: Facts) -> Iterator[Action]:
        if self.goal.old is None:
            yield from self.target.take_down()

    def undone(self, now: Facts, then: Facts) -> bool:
        return self.goal.old is not None or now.ground.is_(False)

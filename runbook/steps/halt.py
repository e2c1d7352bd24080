"""Everything ends, and nothing is lost: `creditai release start` goes on."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import STOP, Phase, Step


class Halt(Step):
    """End the edge, both colours and the parts of this machine, each politely."""

    phase = Phase.HALT
    kinds = STOP
    patience = 60.0

    def holds(self, now: Facts) -> bool:
        return now.down.is_(True)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.take_down()

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.stand_up(self.goal.release)

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.ground.is_(True)

"""Say that a release begins, and, if it is turned back, that it was."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, Known
from runbook.steps import Phase, Step


class Announce(Step):
    """Announce that it starts."""

    phase = Phase.ANNOUNCE
    covers = ("R148",)

    def holds(self, now: Facts) -> bool:
        return isinstance(now.told, Known) and f"{self.goal.run}-started" in now.told.value

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.tell(
            f"{self.goal.run}-started",
            f"{self.goal.kind} of {self.goal.release[:12]} to {self.goal.colour} has started.",
        )

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.tell(
            f"{self.goal.run}-turned-back",
            f"{self.goal.kind} of {self.goal.release[:12]} was turned back; {self.goal.old or 'nothing'} serves.",
        )

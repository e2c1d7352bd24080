"""Say that it is done."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, Known
from runbook.steps import Phase, Step


class Tell(Step):
    """Say that it is complete."""

    phase = Phase.TELL
    covers = ("R152",)

    def holds(self, now: Facts) -> bool:
        return isinstance(now.told, Known) and f"{self.goal.run}-complete" in now.told.value

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.tell(
            f"{self.goal.run}-complete",
            f"{self.goal.kind} complete: {self.goal.colour} serves {self.goal.release[:12]}.",
        )

"""A backup of what serves, before its schema is touched, or because somebody wants one."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.goal import serving
from runbook.steps import PREPARE, Phase, Step


class BackUp(Step):
    """Dump the database, with the objects by digest and the keys by id."""

    phase = Phase.BACK_UP
    covers = ("R064",)
    kinds = PREPARE
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.found.get("backup")
        return found is not None and found.well

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.back_up(self.goal.run, serving(self.goal))

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.forget_backup(self.goal.run)

"""The data as they were."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import RESTORE, Phase, Step


class Restore(Step):
    """Put the backup in the place of the database, in one transaction that leaves this run's mark.

    It is undone with the backup of what served, which this run took before."""

    phase = Phase.RESTORE
    covers = ("R113",)
    kinds = RESTORE
    needs = frozenset({"mark"})
    patience = 5.0

    def holds(self, now: Facts) -> bool:
        return now.mark.is_(self.goal.run)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.restore(self.goal.artefact, self.goal.run)

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.restore(self.goal.run, self._back)

    def undone(self, now: Facts, then: Facts) -> bool:
        return now.mark.is_(self._back)

    @property
    def _back(self) -> str:
        return f"{self.goal.run}-back"

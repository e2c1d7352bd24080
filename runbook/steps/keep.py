"""What would be replaced is kept, when nobody writes to it any more."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import RESTORE, Phase, Step


class Keep(Step):
    """Back up what served until now: by it a restore is undone."""

    phase = Phase.KEEP
    kinds = RESTORE
    needs = frozenset({"mark"})
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        """A database that is restored already is no longer what served."""
        found = now.found.get("backup")
        return (found is not None and found.well) or now.mark.is_(self.goal.run)

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.back_up(self.goal.run, self.goal.release)

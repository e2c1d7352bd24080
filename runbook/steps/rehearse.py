"""The migration, tried where nobody is hurt."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import Phase, Step


class Rehearse(Step):
    """Migrate a restored copy, statement by statement, while the release that serves replays what it says."""

    phase = Phase.REHEARSE
    covers = ("R024", "R049")
    kinds = frozenset({"rehearse"})
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.found.get("certificate")
        return found is not None and found.well

    def actions(self, now: Facts) -> Iterator[Action]:
        goal = self.goal
        yield from self.target.rehearse(goal.run, goal.old_release or "", goal.release, goal.artefact)

    def hopeless(self, now: Facts) -> str | None:
        found = now.found.get("certificate")
        return None if found is None or found.well else f"the migration is {found.said}"

"""Only a restored backup is one."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.goal import serving
from runbook.steps import PREPARE, Phase, Step


class ProveBackup(Step):
    """Restore the backup on a server of our own, compare everything, and let the release open a paper for each key."""

    phase = Phase.PROVE_BACKUP
    covers = ("R022", "R065", "R114")
    kinds = PREPARE
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.found.get("proof")
        return found is not None and found.well

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.prove_backup(self.goal.run, serving(self.goal))

    def hopeless(self, now: Facts) -> str | None:
        found = now.found.get("proof")
        return None if found is None or found.well else f"the backup is {found.said}"

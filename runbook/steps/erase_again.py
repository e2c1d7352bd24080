"""An older backup brings back whom people asked to forget."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts
from runbook.steps import RESTORE, Phase, Step


class EraseAgain(Step):
    """Erase again whoever was erased since the backup, before anybody is served, and look whether all belongs together."""

    phase = Phase.ERASE_AGAIN
    kinds = RESTORE
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.found.get("erased")
        return found is not None and found.well

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.erase_again(self.goal.release)

    def hopeless(self, now: Facts) -> str | None:
        found = now.found.get("erased")
        return None if found is None or found.well else found.said

"""The release's folder on the machine, named by its digest."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, Known
from runbook.steps import DEPLOY, Phase, Step


class Install(Step):
    """Install the artefact into a folder named by its digest."""

    phase = Phase.INSTALL
    covers = ("R043", "R046")
    kinds = DEPLOY

    def holds(self, now: Facts) -> bool:
        return isinstance(now.installed, Known) and self.goal.release in now.installed.value

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.install(self.goal.release, self.goal.artefact)

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from self.target.uninstall(self.goal.release)

    def undone(self, now: Facts, then: Facts) -> bool:
        return isinstance(now.installed, Known) and self.goal.release not in now.installed.value

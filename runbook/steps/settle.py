"""What is no longer needed goes."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, Known
from runbook.steps import DEPLOY, Phase, Step


class Settle(Step):
    """Remove installed releases beyond the newest few; never one that a colour is set up for."""

    phase = Phase.SETTLE
    kinds = DEPLOY

    def holds(self, now: Facts) -> bool:
        return not self._surplus(now)

    def actions(self, now: Facts) -> Iterator[Action]:
        for release in self._surplus(now):
            yield from self.target.uninstall(release)

    def _surplus(self, now: Facts) -> tuple[str, ...]:
        """`installed` is oldest first. What a side is set up for is unknown: then nothing goes."""
        sides = (now.blue.release, now.green.release)
        used = [fact.value for fact in sides if isinstance(fact, Known)]
        if not isinstance(now.installed, Known) or len(used) < len(sides):
            return ()
        idle = [each for each in now.installed.value if each not in used and each != self.goal.release]
        surplus = len(now.installed.value) - self.goal.keep
        return tuple(idle[: max(0, surplus)])

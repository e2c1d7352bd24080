"""The colour that stands by does no work."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, other
from runbook.steps import DEPLOY, Phase, Step


class Rest(Step):
    """On a first release: the other colour stands by without work; one colour's workers take the jobs."""

    phase = Phase.REST
    kinds = DEPLOY
    patience = 90.0

    def holds(self, now: Facts) -> bool:
        return self.goal.old is not None or now.side(other(self.goal.colour)).workers.is_("stopped")

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.drain(other(self.goal.colour))

"""Proof of the idle colour, before anybody meets it."""

from __future__ import annotations

from runbook.facts import Facts, Known
from runbook.steps import DEPLOY, Phase, Step


class Prove(Step):
    """Ask the new colour itself: right release, right colour, ready, on the schema that the database has."""

    phase = Phase.PROVE
    covers = ("R058", "R056", "R151")
    kinds = DEPLOY
    needs = frozenset({"schema"})
    patience = 5.0

    def holds(self, now: Facts) -> bool:
        side = now.side(self.goal.colour)
        return (
            side.serves(self.goal.release)
            and side.workers.is_("running")
            and isinstance(side.health, Known)
            and isinstance(now.schema, Known)
            and side.health.value.schema == now.schema.value.revision
        )

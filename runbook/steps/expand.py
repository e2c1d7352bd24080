"""The schema that both colours can live on."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Facts, Known
from runbook.steps import DEPLOY, Phase, Step


class Expand(Step):
    """Migrate the database forward, additively; the old colour goes on serving.

    It is not undone: by the plan's certificate the old release lives on this schema, and going down could lose rows."""

    phase = Phase.EXPAND
    covers = ("R066", "R067", "R149")
    kinds = DEPLOY
    needs = frozenset({"schema"})

    def holds(self, now: Facts) -> bool:
        return isinstance(now.schema, Known) and now.schema.value.pending == 0

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from self.target.expand(self.goal.release)

"""People meet the release, and it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, Traffic
from runbook.facts import Facts
from runbook.steps import DEPLOY, Phase, Step


class Watch(Step):
    """Watch the release through the edge: errors, latency against the old colour, and silence is not well."""

    phase = Phase.WATCH
    covers = ("R062", "R063")
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.measured.get("watch")
        return found is not None and found.verdict == "well"

    def actions(self, now: Facts) -> Iterator[Action]:
        before = now.measured.get("baseline")
        yield Traffic(
            "watch the release through the edge", "watch", self.target.edge(), "/api/health",
            max(self.goal.probe_rate, 25 / self.goal.watch_seconds), self.goal.watch_seconds, self.goal.release,
            None if before is None else before.p95,
        )  # fmt: skip

    def hopeless(self, now: Facts) -> str | None:
        found = now.measured.get("watch")
        return None if found is None else f"the watch: {found.said}"

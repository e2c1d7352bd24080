"""People meet the release, and it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, People, Traffic
from runbook.facts import Facts
from runbook.judge.matrix import SEVERITIES, Decision, Way, decide, weigh
from runbook.judge.people import served_by
from runbook.steps import DEPLOY, Phase, Step


class Watch(Step):
    """Watch the release through the edge: errors, latency against the old colour, and silence is not well."""

    phase = Phase.WATCH
    covers = ("R062", "R063")
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found, people = now.measured.get("watch"), now.measured.get("people")
        return found is not None and found.verdict == "well" and (people is None or people.verdict != "ill")

    def actions(self, now: Facts) -> Iterator[Action]:
        before, hour = now.measured.get("baseline"), now.measured.get("before")
        people = People(
            "how people are answered", "people", self.target.people(), served_by(self.goal.colour, self.goal.release),
            baseline=None if hour is None else hour.p95,
        )  # fmt: skip
        yield Traffic(
            "watch the release through the edge", "watch", self.target.edge(), "/api/health",
            max(self.goal.probe_rate, 25 / self.goal.watch_seconds), self.goal.watch_seconds, self.goal.release,
            None if before is None else before.p95, people,
        )  # fmt: skip

    def hopeless(self, now: Facts) -> str | None:
        found, people = now.measured.get("watch"), now.measured.get("people")
        if people is not None and people.verdict == "ill":
            return f"the watch: {people.said}"
        return None if found is None or found.verdict == "well" else f"the watch: {found.said}"

    def decision(self, now: Facts, way: Way, age: float) -> Decision | None:
        """By the matrix, of what is worse: our own traffic or people's."""
        found = [now.measured[name] for name in ("watch", "people") if name in now.measured]
        bad = [m for m in found if m.verdict == "ill"] or [m for m in found[:1] if m.verdict == "silent"]
        weighed = sorted((weigh(each) for each in bad), key=lambda w: SEVERITIES.index(w[0]))
        return decide(*weighed[0], way, age) if weighed else None

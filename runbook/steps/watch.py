"""People meet the release, and it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, Outcomes, People, Traffic
from runbook.facts import Facts, Measured
from runbook.judge.business import SUBJECTS
from runbook.judge.matrix import SEVERITIES, Decision, Way, decide, weigh
from runbook.judge.people import served_by
from runbook.steps import DEPLOY, Phase, Step


class Watch(Step):
    """Watch the release through the edge: errors, latency, papers, payments against the old colour; silence is not well."""

    phase = Phase.WATCH
    covers = ("R062", "R063")
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.measured.get("watch")
        return found is not None and found.verdict == "well" and not _ill(now)

    def actions(self, now: Facts) -> Iterator[Action]:
        before, hour = now.measured.get("baseline"), now.measured.get("before")
        people = People(
            "how people are answered", "people", self.target.people(), served_by(self.goal.colour, self.goal.release),
            baseline=None if hour is None else hour.p95,
        )  # fmt: skip
        outcomes = Outcomes(
            "what comes of people's papers and payments", self.target.side(self.goal.colour).named(self.target.edge()), self.target.operator(),
            {f"{s.name}-before": now.measured[f"{s.name}-before"] for s in SUBJECTS if f"{s.name}-before" in now.measured},
        )  # fmt: skip
        yield Traffic(
            "watch the release through the edge", "watch", self.target.edge(), "/api/health",
            max(self.goal.probe_rate, 25 / self.goal.watch_seconds), self.goal.watch_seconds, self.goal.release,
            None if before is None else before.p95, people, outcomes,
        )  # fmt: skip

    def hopeless(self, now: Facts) -> str | None:
        found = now.measured.get("watch")
        if bad := _ill(now):
            return f"the watch: {bad[0].said}"
        return None if found is None or found.verdict == "well" else f"the watch: {found.said}"

    def decision(self, now: Facts, way: Way, age: float) -> Decision | None:
        """By the matrix, of what is worse: our own traffic, people's, or what came of what they wanted."""
        found = now.measured.get("watch")
        silent = [found] if found is not None and found.verdict == "silent" else []
        bad = _ill(now) + [m for m in [found] if m is not None and m.verdict == "ill"] or silent
        weighed = sorted((weigh(each) for each in bad), key=lambda w: SEVERITIES.index(w[0]))
        return decide(*weighed[0], way, age) if weighed else None


def _ill(now: Facts) -> list[Measured]:
    """What is ill of what people met, our own traffic apart."""
    names = ("people", *(subject.name for subject in SUBJECTS))
    return [
        now.measured[name] for name in names if name in now.measured and now.measured[name].verdict == "ill"
    ]

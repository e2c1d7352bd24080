"""A bounded load on the idle colour."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, Address, Outcomes, People, Traffic
from runbook.facts import Facts
from runbook.judge.people import served_by
from runbook.steps import DEPLOY, Phase, Step

_HOUR = 3600.0


class Probe(Step):
    """Send the new colour a bounded open-loop load and judge it, before people do."""

    phase = Phase.PROBE
    covers = ("R089",)
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.measured.get("probe")
        return found is not None and found.verdict == "well"

    def actions(self, now: Facts) -> Iterator[Action]:
        if self.goal.old is not None:
            yield People(
                "how people were answered in the last hour", "before", self.target.people(),
                served_by(self.goal.old, self.goal.old_release or ""), _HOUR,
            )  # fmt: skip
            yield Outcomes(
                "what came of people's papers and payments until now", self._side(self.goal.old).named(self.target.edge()),
                self.target.operator(),
            )  # fmt: skip
            yield self._traffic("baseline", self.goal.old, self.goal.old_release or "")
        yield self._traffic("probe", self.goal.colour, self.goal.release)

    def _traffic(self, name: str, colour: str, release: str) -> Traffic:
        rate = max(self.goal.probe_rate, 25 / self.goal.probe_seconds)
        seconds, side = self.goal.probe_seconds, self._side(colour)
        return Traffic(f"{name} load on {colour}", name, side, "/api/health", rate, seconds, release)

    def _side(self, colour: str) -> Address:
        return self.target.side("blue" if colour == "blue" else "green")

    def hopeless(self, now: Facts) -> str | None:
        found = now.measured.get("probe")
        return (
            None
            if found is None or found.verdict == "well"
            else f"the load on {self.goal.colour}: {found.said}"
        )

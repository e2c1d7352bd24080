"""A bounded load on the idle colour."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, Address, Outcomes, People, Traffic
from runbook.facts import Facts, Known
from runbook.judge.people import served_by
from runbook.steps import DEPLOY, Phase, Step

_HOUR = 3600.0
_WHOLE_SECOND = 1.0


class Probe(Step):
    """Send the new colour a bounded open-loop load and judge it, before people do."""

    phase = Phase.PROBE
    covers = ("R089",)
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        found = now.measured.get("probe")
        return found is not None and found.verdict == "well" and not self._anew(now)

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
        if found is None:
            return None
        if self._anew(now):
            return (
                f"a process of {self.goal.colour} ended and was started anew under the load: "
                f"`creditai release logs {self.goal.colour}` says why"
            )
        return None if found.verdict == "well" else f"the load on {self.goal.colour}: {found.said}"

    def _anew(self, now: Facts) -> bool:
        """One may die between two requests, and be back before the next; all ran before the load began."""
        since = now.side(self.goal.colour).since
        loads = self.goal.probe_seconds * (1 if self.goal.old is None else 2)
        return isinstance(since, Known) and since.value + _WHOLE_SECOND < 0.9 * loads

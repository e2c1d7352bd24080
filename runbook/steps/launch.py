"""The colour that is to serve, started beside the one that serves."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action
from runbook.facts import Fact, Facts, State, need
from runbook.steps import EVERY, START, Phase, Step


class Launch(Step):
    """Start the idle colour with the release, sized to the live one.

    People who are taken back do not wait until its workers have proved that they stay: `arrive` does."""

    phase = Phase.LAUNCH
    kinds = EVERY | START
    covers = ("R054", "R055", "R079", "R150")
    patience = 60.0

    @property
    def look(self) -> str:
        return f": `creditai release logs {self.goal.colour}` says why"

    def holds(self, now: Facts) -> bool:
        side = now.side(self.goal.colour)
        at_work = _on_its_way(side.workers) if self.goal.kind == "rollback" else side.workers.is_("running")
        return side.serves(self.goal.release) and at_work

    def actions(self, now: Facts) -> Iterator[Action]:
        side = now.side(self.goal.colour)
        if self.goal.kind in START and _on_its_way(side.web) and _on_its_way(side.workers):
            return  # it was set up before, and what keeps the processes starts it
        # what it is set up for proves nothing: a crash may lie between writing that and starting it
        warm = side.stands(self.goal.release) and side.manned
        yield from (
            self.target.wake(self.goal.colour)
            if warm
            else self.target.launch(self.goal.colour, self.goal.release, self.goal.size)
        )

    def undo(self, then: Facts) -> Iterator[Action]:
        before = then.side(self.goal.colour)
        release = need(before.release, f"what {self.goal.colour} was set up for")
        if self.goal.kind in START:
            return
        if release is None:
            yield from self.target.stop(self.goal.colour)
            return
        at_work = before.workers.is_("running")
        if release != self.goal.release:
            # none of its workers may take a job for a moment: whether they can live on today's schema was not tried
            yield from self.target.launch(
                self.goal.colour, release, need(before.size, "its size"), work=at_work
            )
        if not at_work:
            yield from self.target.drain(self.goal.colour)

    def undone(self, now: Facts, then: Facts) -> bool:
        if self.goal.kind in START:
            return True
        side, before = now.side(self.goal.colour), then.side(self.goal.colour)
        release = need(before.release, f"what {self.goal.colour} was set up for")
        stands = side.release.is_(release) and (release is None or side.web.is_("running"))
        return stands and (side.rests or before.workers.is_("running"))

    def hopeless(self, now: Facts) -> str | None:
        side = now.side(self.goal.colour)
        if "failing" in (getattr(side.web, "value", ""), getattr(side.workers, "value", "")):
            return f"{self.goal.colour} starts and dies again{self.look}"
        return None


def _on_its_way(state: Fact[State]) -> bool:
    return state.is_("starting") or state.is_("running")

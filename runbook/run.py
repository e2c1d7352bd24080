"""Doing a plan, turning back, going on after a crash: one loop for all three.

Before each step the world is asked. A step that holds is passed by; otherwise the facts as they are go into the
journal, then each act's intention, then the act, then what came of it; then the same question again. What does not
hold, or is judged ill, turns the run: every step that was begun is undone, latest first, from its facts in the
journal. To resume is to run this again: nothing is remembered but the journal, and the journal is not believed where
the world can be asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from runbook.actions import Action
from runbook.errors import ActFailed, NeedsPerson, Refused, RunbookError, TurnedBack
from runbook.facts import Facts
from runbook.goal import Goal
from runbook.journal import Journal
from runbook.perform import Done, Performer
from runbook.progress import Decided, Progress, progress
from runbook.records import plain
from runbook.steps import Step
from runbook.targets import Target

Event = Mapping[str, Any]
_LOOKS = (0.05, 0.1, 0.2, 0.3)
"""Seconds between looks at the world; the last is repeated."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run and what it stands on. `hear` is told each entry as it is journaled."""

    goal: Goal
    target: Target
    steps: tuple[Step, ...]
    journal: Journal
    performer: Performer
    hear: Callable[[str, Event], None]

    def go(self) -> None:
        """To the end, forward or back. TurnedBack or NeedsPerson say that it was not the wished one."""
        done = self._progress()
        if done.turned is None:
            reason = self._forward()
            if reason is None:
                self._note("end", outcome="released")
                return
            self._note("turn", reason=reason)
        self._back()

    def _forward(self) -> str | None:
        """None when every step holds; else why not."""
        for step in self.steps:
            try:
                reason = self._step(step)
            except (ActFailed, Refused) as failed:
                reason = str(failed)
            if reason is not None and (reason := self._followed(step, reason)) is not None:
                return f"{step.name}: {reason}"
        return None

    def _followed(self, step: Step, reason: str) -> str | None:
        """What is done about a step that does not hold: as was decided before a crash, or as its step decides now."""
        done = self._progress()
        if step.name not in done.decided:
            now = datetime.now(UTC)
            age = 0.0 if done.switched is None else (now - done.switched).total_seconds()
            decision = step.decision(self._look(step.needs), done.plan.way, age)
            if decision is None:
                return reason
            until = None if decision.within is None else now + timedelta(seconds=decision.within)
            self._note(
                "decided", step=step.name, what=decision.what, why=decision.why, reason=reason, until=until
            )
        return self._carried(step, self._progress().decided[step.name])

    def _carried(self, step: Step, decided: Decided) -> str | None:
        """None: it goes on with the release as it is; else why it is turned back."""
        if decided.what == "rollback now":
            return f"{decided.reason} ({decided.why})"
        if decided.what in ("operator's choice", "needs a person") and not self._kept(step):
            self._note("end", outcome="needs a person", reason=f"{step.name}: {decided.reason}")
            raise NeedsPerson(
                f"{decided.reason}: {decided.why}. It serves, and nothing more is done: `creditai release resume` keeps it, "
                "`creditai release resume --back` undoes it."
            )
        left = 0.0 if decided.until is None else (decided.until - datetime.now(UTC)).total_seconds()
        ends = time.monotonic() + left  # the clock may be put on or back while it is waited for
        while decided.until is not None and not self._kept(step):
            if time.monotonic() >= ends:
                return f"{decided.reason} ({decided.why}, and nobody kept it)"
            time.sleep(_LOOKS[-1])
        self._note("held", step=step.name, seconds=None)
        return None

    def _kept(self, step: Step) -> bool:
        return step.name in self._progress().kept

    def _step(self, step: Step) -> str | None:
        facts = self._look(step.needs)
        if step.holds(facts):
            self._note("held", step=step.name, seconds=None)
            return None
        if (decided := self._progress().decided.get(step.name)) is not None:
            return decided.reason
        started = time.monotonic()
        actions = tuple(step.actions(facts))
        if actions:
            self._note(
                "step", step=step.name, about=step.about, facts=plain(replace(facts, measured={}, found={}))
            )
        for action in actions:
            measured = self._act(step.name, action, back=False).data
            if measured and (ill := step.hopeless(self._look(step.needs))) is not None:
                return ill
        reason = self._settled(step.holds, step, step.hopeless)
        if reason is None:
            self._note("held", step=step.name, seconds=round(time.monotonic() - started, 2))
        return reason

    def _back(self) -> None:
        steps = {step.name: step for step in self.steps}
        done = self._progress()
        for name in done.to_undo:
            step, then = steps[name], done.begun[name]
            try:
                for action in step.undo(then):
                    self._act(name, action, back=True)
                reason = self._settled(lambda now, s=step, t=then: s.undone(now, t), step, None)  # type: ignore[misc]
            except (ActFailed, RunbookError) as failed:
                if isinstance(failed, NeedsPerson):
                    raise
                reason = str(failed)
            if reason is not None:
                self._note("end", outcome="needs a person", reason=f"undoing {name}: {reason}")
                raise NeedsPerson(
                    f"{name} could not be undone ({reason}). Look, mend, then `creditai release resume`."
                )
            self._note("undone", step=name)
        self._note("end", outcome="turned back", reason=done.turned)
        raise TurnedBack(f"Turned back: {str(done.turned).rstrip('.')}.")

    def _settled(
        self, asked: Callable[[Facts], bool], step: Step, hopeless: Callable[[Facts], str | None] | None
    ) -> str | None:
        """Ask until it holds, patience ends, or waiting is pointless; None, or why not."""
        deadline = time.monotonic() + step.patience
        looks = 0
        while not asked(facts := self._look(step.needs)):
            if hopeless is not None and (reason := hopeless(facts)) is not None:
                return reason
            if time.monotonic() > deadline:
                return (
                    f"it does not hold after {step.patience:g} seconds ({step.about.rstrip('.')})" + step.look
                )
            time.sleep(_LOOKS[min(looks, len(_LOOKS) - 1)])
            looks += 1
        return None

    def _act(self, step: str, action: Action, *, back: bool) -> Done:
        self._note("intend", step=step, what=action.what, shown=action.shown, back=back)
        try:
            done = self.performer.perform(action)
        except ActFailed as failed:
            self._note("failed", step=step, what=action.what, reason=str(failed), back=back)
            raise
        self._note(
            "done",
            step=step,
            what=action.what,
            said=done.said,
            seconds=done.seconds,
            data=dict(done.data),
            back=back,
        )
        return done

    def _look(self, needs: frozenset[str]) -> Facts:
        facts = self.target.observe(self.performer.ask, needs, self.goal)
        done = self._progress()
        return replace(facts, measured=done.measured, found=done.found)

    def _progress(self) -> Progress:
        return progress(self.journal.entries(self.goal.run))

    def _note(self, kind: str, **body: Any) -> None:
        with self.performer.holding():
            entry = self.journal.append(kind, self.goal.run, **body)
        self.hear(kind, {"at": entry.at, **entry.body})


def unfinished(journal: Journal) -> Progress | None:
    """The last run, if it has not ended well or been turned back whole; what `resume` goes on with."""
    runs = [entry.run for entry in journal.entries(kind="begin")]
    if not runs:
        return None
    found = progress(journal.entries(runs[-1]))
    return None if found.outcome in ("released", "turned back") else found


def covered(steps: Iterable[Step]) -> frozenset[str]:
    """The lines of the runbook that these steps serve."""
    return frozenset(number for step in steps for number in step.covers)

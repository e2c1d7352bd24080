"""Die at every act: `kill -9` before and after each, then resume; the ending is the same and nothing is lost.

The points are counted from the acts that a whole run journals, none by hand. PostgreSQL apart everything is real:
nginx, supervisor, journal, lease, perform; the application is the stub. All points: `pytest -m slow` with SHARD=i/n
(i from 1); a seeded few are among the long tests.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import pytest

from rehearsal import product
from rehearsal.machine import Machine, machine
from runbook.actions import Action
from runbook.errors import TurnedBack
from runbook.facts import Known
from runbook.goal import Goal
from runbook.lease import acquire
from runbook.perform import Done, Performer
from runbook.redaction import Redactor
from runbook.run import Run, unfinished
from runbook.steps import every_step

When = Literal["before", "after"]
KINDS = ("first", "deploy", "rollback", "turned back")
SEED = 20261126
TENTH = 0.1


class Dying(Performer):
    """Performs, and kills its own process before or after the act of that number."""

    def __init__(self, lease: object, number: int, when: When) -> None:
        super().__init__(Redactor(), lease)  # type: ignore[arg-type]
        self._left, self._when = number, when

    def perform(self, action: Action) -> Done:
        self._left -= 1
        if self._left == 0 and self._when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = super().perform(action)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


@dataclass
class Stage:
    """A machine for one kind of run, set up as that kind needs it; counts its versions."""

    made: Machine
    versions: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    def goal(self, kind: str) -> Goal:
        self.versions += 1
        version = f"v{self.versions}"
        if kind == "rollback":
            return self.made.goal(kind="rollback")
        self.made.artefact(version, **({"faults": "errors"} if kind == "turned back" else {}))
        return self.made.goal(version)


def die(stage: Stage, goal: Goal, number: int, when: When) -> bool:
    """Go on with the run in a process that dies at that act; False when it came to its end before."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            lease = acquire(stage.made.environment.state, "Dana", goal.kind, ttl=3.0)
            performer = Dying(lease, number, when)
            host = stage.made.host
            Run(
                goal, host, every_step(goal, host), stage.made.journal, performer, lambda kind, body: None
            ).go()
            code = 0
        except TurnedBack:
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def ending(stage: Stage, goal: Goal, kind: str) -> None:
    """What holds after every run, however often it was killed."""
    facts = stage.made.facts()
    back = kind == "turned back"
    colour, release = (goal.old, goal.old_release) if back else (goal.colour, goal.release)
    assert facts.live.is_(colour)
    assert isinstance(facts.served, Known)
    assert (facts.served.value.colour, facts.served.value.release) == (colour, release)
    assert facts.side(colour or "blue").workers.is_("running")
    idle = facts.side("green" if colour == "blue" else "blue")
    assert idle.connections.is_(0)
    assert idle.workers.is_("stopped") or idle.workers.is_("absent")
    assert isinstance(facts.installed, Known)
    assert (goal.release in facts.installed.value) is not back
    assert not list(stage.made.environment.state.rglob("*.part"))
    assert unfinished(stage.made.journal) is None
    assert stage.made.journal.verify() > 0


def finish(stage: Stage, goal: Goal, kind: str) -> None:
    if kind == "turned back":
        if unfinished(stage.made.journal) is not None:
            with pytest.raises(TurnedBack):
                stage.made.resume(goal)
    elif unfinished(stage.made.journal) is not None:
        stage.made.resume(goal)
    ending(stage, goal, kind)


def acts(stage: Stage, goal: Goal) -> int:
    return len([e for e in stage.made.journal.entries(goal.run) if e.kind == "intend"])


def standing() -> Iterator[Stage]:
    with machine(probe_rate=100.0, probe_seconds=0.3, watch_seconds=0.3) as made:
        stage = Stage(made)
        made.deploy("v0")
        made.deploy("v00")
        yield stage


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    yield from standing()


def whole(stage: Stage, kind: str) -> int:
    """Run it whole once, to count its acts."""
    goal = stage.goal(kind)
    stage.made.plan(goal)
    finish(stage, goal, kind)
    return acts(stage, goal)


def points(stage: Stage, kind: str) -> list[tuple[int, When]]:
    return [(number, when) for number in range(1, whole(stage, kind) + 1) for when in ("before", "after")]


def story(stage: Stage, goal: Goal) -> list[str]:
    """What its journal tells."""
    return [f"{each.kind} {each.body}"[:300] for each in stage.made.journal.entries(goal.run)]


def died_and_resumed(stage: Stage, kind: str, number: int, when: When, again: int | None) -> bool:
    """False when it came to its good end in fewer acts: one run has some more than another where the world was slow, a
    worker that still ended is told once more."""
    goal = stage.goal(kind)
    stage.made.plan(goal)
    died = die(stage, goal, number, when)
    taken = acts(stage, goal)
    assert died or taken < number, f"act {number} of {taken} was passed alive: {story(stage, goal)}"
    if died and again is not None:
        die(stage, goal, again, "after")
    finish(stage, goal, kind)
    return died


def matrix(stage: Stage, kind: str, chosen: Callable[[int], bool]) -> int:
    dice, count = random.Random(SEED), 0
    for order, (number, when) in enumerate(points(stage, kind)):
        twice = dice.random() < TENTH
        if chosen(order):
            count += died_and_resumed(stage, kind, number, when, 1 + dice.randrange(3) if twice else None)
    return count


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", [k for k in KINDS if k != "first"])
def test_a_seeded_few_of_the_points(stage: Stage, kind: str) -> None:
    dice = random.Random(SEED + len(kind))
    few = set(dice.sample(range(14 if kind == "rollback" else 40), 2))
    assert matrix(stage, kind, few.__contains__) == len(few)


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_point_beyond_the_end_of_a_run_is_no_death(stage: Stage) -> None:
    assert not died_and_resumed(stage, "rollback", 60, "before", None)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_every_point(kind: str, record_property: Callable[[str, object], None]) -> None:
    shard, of = (int(part) for part in os.environ.get("SHARD", "1/1").split("/"))
    if kind == "first":
        died = first_releases(lambda order: order % of == shard - 1)
    else:
        died = sum(matrix(stage, kind, lambda order: order % of == shard - 1) for stage in standing())
    assert died > 0
    record_property("points", died)


def first_releases(chosen: Callable[[int], bool]) -> int:
    """Each on a machine of its own, which a first release leaves no longer bare."""
    with machine(probe_rate=100.0, probe_seconds=0.3, watch_seconds=0.3) as made:
        count = whole(Stage(made), "first")
    died = 0
    for order in filter(chosen, range(2 * count)):
        when: When = "before" if order % 2 == 0 else "after"
        with machine(probe_rate=100.0, probe_seconds=0.3, watch_seconds=0.3) as made:
            died += died_and_resumed(Stage(made), "first", 1 + order // 2, when, None)
    return died


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_ten_points_with_the_real_application(record_property: Callable[[str, object], None]) -> None:
    """Six of a release, journeys and all, and four of a rollback, by a seed; PostgreSQL and Valkey are real, too."""
    dice = random.Random(SEED)
    with product.machine() as made:
        stage, died = Stage(made), 0
        made.deploy("v0")
        made.deploy("v00")
        for kind, count in (("deploy", 6), ("rollback", 4)):
            for number, when in dice.sample(points(stage, kind), count):
                died += died_and_resumed(stage, kind, number, when, None)
                print(f"{kind}: killed {when} act {number}, resumed", flush=True)
    assert died >= 9
    record_property("points", died)

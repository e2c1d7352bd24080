"""Die at every act of a backup, a rehearsal, a migration and a restore: the same ending, and the data as they should be."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from runbook.lease import acquire
from runbook.plan import Plan
from runbook.run import Run, unfinished
from runbook.steps import every_step
from tests.runbook.database.practice import Practice, practice
from tests.runbook.test_resume import TENTH, Dying, When
from tests.town import Town

KINDS = ("backup", "rehearse", "deploy", "restore")
SEED = 20261126


@dataclass
class Stage:
    """A practice and the next migration."""

    made: Practice
    number: int = 1

    def plan(self, kind: str) -> Plan:
        """A plan of that kind, not begun."""
        made = self.made
        if kind in ("backup", "restore"):
            if kind == "backup":
                return made.desk.plan("backup")
            plan = made.desk.plan("backup")
            made.desk.do(plan, lambda kind, body: None)
            made.asked("INSERT INTO person (email) VALUES ('late' || random() || '@example.com')")
            return made.desk.plan("restore", plan.goal.run)
        self.number += 1
        migrations = {
            f"{n:04}": f"ALTER TABLE paper ADD COLUMN c{n} text;\n" for n in range(2, self.number + 1)
        }
        plan = made.desk.plan("deploy", made.release(f"v{self.number}", migrations))
        if kind == "deploy":
            return plan
        (last,) = made.desk.journal.entries(f"{plan.goal.run}-rehearse", "plan")
        from dataclasses import replace

        from runbook.records import read

        again = read(Plan, last.body["plan"])
        return replace(again, goal=replace(again.goal, run=f"{again.goal.run}-again"))


def die(stage: Stage, plan: Plan, number: int, when: When) -> bool:
    """Go on with it in a process that dies at that act; False when it came to its end before."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            desk = stage.made.desk
            lease = acquire(desk.environment.state, "Dana", plan.goal.kind, ttl=3.0)
            performer = Dying(lease, number, when)
            steps = every_step(plan.goal, desk.target)
            Run(plan.goal, desk.target, steps, desk.journal, performer, lambda kind, body: None).go()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def begun(stage: Stage, kind: str) -> Plan:
    plan = stage.plan(kind)
    journal = stage.made.desk.journal
    if not journal.entries(plan.goal.run, "plan"):
        journal.append("plan", plan.goal.run, plan=plan, digest=plan.digest)
    journal.append("begin", plan.goal.run, operator="Dana")
    return plan


def finish(stage: Stage, plan: Plan, kind: str) -> None:
    desk = stage.made.desk
    if unfinished(desk.journal) is not None:
        desk.resume(lambda kind, body: None)
    assert unfinished(desk.journal) is None
    assert desk.progress(plan.goal.run).outcome == "released"
    facts = stage.made.made.facts()
    assert facts.live.is_(plan.goal.colour if kind in ("deploy", "restore", "backup") else plan.goal.old)
    assert not (desk.environment.state / "scratch" / "data").exists()
    assert not list(desk.environment.state.rglob("*.part"))
    assert desk.journal.verify() > 0
    found = desk.progress(plan.goal.run).found
    if kind == "backup":
        assert found["proof"].well
    elif kind == "rehearse":
        assert found["certificate"].well
    elif kind == "deploy":
        assert stage.made.asked("SELECT version_num FROM alembic_version") == f"{stage.number:04}"
        assert facts.side(plan.goal.colour).serves(plan.goal.release)
    else:
        assert stage.made.asked("SELECT count(*) FROM person WHERE email LIKE 'late%'") == 0
        assert facts.side(plan.goal.colour).workers.is_("running")


def acts(stage: Stage, plan: Plan) -> int:
    return len(stage.made.desk.journal.entries(plan.goal.run, "intend"))


def story(stage: Stage, plan: Plan) -> list[str]:
    """What its journal tells."""
    return [f"{each.kind} {each.body}"[:300] for each in stage.made.desk.journal.entries(plan.goal.run)]


def died_and_resumed(stage: Stage, kind: str, number: int, when: When, again: int | None = None) -> bool:
    """`again`: the act after which the one who resumes dies as well, where there are so many left. False when it came to
    its good end in fewer acts: one run has some more than another where the world was slow."""
    plan = begun(stage, kind)
    died = die(stage, plan, number, when)
    taken = acts(stage, plan)
    assert died or taken < number, f"act {number} of {taken} was passed alive: {story(stage, plan)}"
    if died and again is not None:
        die(stage, plan, again, "after")
    finish(stage, plan, kind)
    return died


def whole(stage: Stage, kind: str) -> int:
    plan = begun(stage, kind)
    finish(stage, plan, kind)
    return acts(stage, plan)


@pytest.fixture(scope="module")
def stage(town: Town) -> Iterator[Stage]:
    with practice(town) as made:
        yield Stage(made)


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_seeded_point_of_a_restore(stage: Stage) -> None:
    dice = random.Random(SEED)
    assert died_and_resumed(stage, "restore", 4 + dice.randrange(5), "after")


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_every_point(stage: Stage, kind: str, record_property: Callable[[str, object], None]) -> None:
    shard, of = (int(part) for part in os.environ.get("SHARD", "1/1").split("/"))
    count = whole(stage, kind)
    assert count >= 3
    dice, died = random.Random(SEED), 0
    for order in range(2 * count):
        again = 1 + dice.randrange(3) if dice.random() < TENTH else None
        if order % of == shard - 1:
            when: When = "before" if order % 2 == 0 else "after"
            died += died_and_resumed(stage, kind, 1 + order // 2, when, again)
    assert died > 0
    record_property("points", died)

"""A machine of the tests' own: a state folder in a short place, an environment, stub releases; ended with the block."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from runbook.environments import Environment
from runbook.facts import Facts
from runbook.goal import Goal
from runbook.journal import Journal
from runbook.lease import acquire
from runbook.perform import Performer
from runbook.plan import goal_of, planned
from runbook.redaction import Redactor
from runbook.run import Run
from runbook.steps import every_step
from runbook.targets import target
from runbook.targets.host import Host
from tests.runbook.stub import release


@dataclass(frozen=True, slots=True)
class Machine:
    """What a test works on."""

    folder: Path
    environment: Environment

    @property
    def host(self) -> Host:
        found = target(self.environment)
        assert isinstance(found, Host)
        return found

    @property
    def journal(self) -> Journal:
        return Journal(self.environment.state)

    def artefact(self, version: str, **more: Any) -> Path:
        place = self.folder / "artefacts" / version
        return place if place.exists() else release(place, version, **more)

    def facts(self, goal: Goal | None = None, needs: frozenset[str] = frozenset()) -> Facts:
        return self.host.observe(Performer(Redactor()).ask, needs, goal)

    def goal(self, version: str = "", kind: str = "deploy") -> Goal:
        if kind != "deploy":
            return goal_of(kind, self.environment, self.facts())  # type: ignore[arg-type]
        artefact = str(self.artefact(version))
        return goal_of("deploy", self.environment, self.facts(), self.host.digest(artefact), artefact)

    def plan(self, goal: Goal) -> None:
        facts = self.facts(goal, frozenset({"schema"}))
        steps = every_step(goal, self.host)
        self.journal.append("plan", goal.run, plan=planned(goal, self.environment, facts, steps, ()))
        self.journal.append("begin", goal.run, operator="Dana")

    def run(
        self, goal: Goal, hear: Callable[[str, Mapping[str, Any]], None] = lambda kind, body: None
    ) -> None:
        """Plan and do; TurnedBack and NeedsPerson come through."""
        self.plan(goal)
        self.resume(goal, hear)

    def resume(
        self, goal: Goal, hear: Callable[[str, Mapping[str, Any]], None] = lambda kind, body: None
    ) -> None:
        lease = acquire(self.environment.state, "Dana", goal.kind, ttl=3.0)
        try:
            performer = Performer(Redactor(), lease)
            Run(goal, self.host, every_step(goal, self.host), self.journal, performer, hear).go()
        finally:
            lease.release()

    def deploy(self, version: str) -> Goal:
        goal = self.goal(version)
        self.run(goal)
        return goal


@contextmanager
def machine(**more: Any) -> Iterator[Machine]:
    """A bare machine; whatever was started on it is ended."""
    folder = Path(tempfile.mkdtemp(prefix="rb-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    world = folder / "world"
    (world / "posts").mkdir(parents=True)
    (world / "schema").write_text("1", "utf-8")
    (folder / "token").write_text("operators-token-of-the-tests", "utf-8")
    (folder / "token").chmod(0o600)
    environment = Environment(
        "test", folder / "s", f"http://127.0.0.1:{port}", operator_token=f"file:{folder / 'token'}",
        settings={"world": str(world)}, probe_rate=50.0, probe_seconds=0.5, watch_seconds=0.5,
    )  # fmt: skip
    made = Machine(folder, replace(environment, **more))
    try:
        yield made
    finally:
        end(made)
        shutil.rmtree(folder, ignore_errors=True)


def end(made: Machine) -> None:
    """End the edge and the supervisor, as the target itself does."""
    lease = acquire(made.environment.state, "the test", "ending", ttl=5.0, wait=40.0)
    try:
        for action in made.host.take_down():
            Performer(Redactor(), lease).perform(action)
    finally:
        lease.release()

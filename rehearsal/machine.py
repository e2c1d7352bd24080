"""A machine to practise on: a state folder in a short place, an environment and its file, releases of the stub.

Everything that was started on it ends with the block. Its port is its own meanwhile.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rehearsal import ports
from rehearsal.stub import release
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

WAIVED = ("clean-tree", "pushed", "branch", "tag", "settings", "disk", "memory", "journeys")


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine, with what a test or a scene does on it without the command line."""

    folder: Path
    environment: Environment
    make: Callable[..., Path] = release

    @property
    def file(self) -> Path:
        """The environment as a file, for the command line."""
        return self.folder / f"{self.environment.name}.toml"

    @property
    def port(self) -> int:
        return int(self.environment.address.rpartition(":")[2])

    def write_file(
        self, more: str = "", waive: Sequence[str] = WAIVED, watch: float = 0.0, tables: str = ""
    ) -> Path:
        """Write that file. `more`: lines of the top table, `tables`: more tables; `watch`: another time to watch.

        Checks of what a stub is not made from are waived."""
        given = self.environment
        tls = "".join(
            f'{name} = "{value}"\n'
            for name in ("tls_certificate", "tls_key")
            if (value := getattr(given, name))
        )
        self.file.write_text(
            f'state = "{given.state}"\naddress = "{given.address}"\noperator_token = "{given.operator_token}"\n'
            f"probe_rate = {given.probe_rate}\nprobe_seconds = {given.probe_seconds}\n"
            f"watch_seconds = {watch or given.watch_seconds}\n{tls}{more}\n[settings]\n"
            + "".join(f'{name} = "{value}"\n' for name, value in given.settings.items())
            + "[waive]\n"
            + "".join(f'{name} = "releases of a stub are practised here"\n' for name in waive)
            + tables,
            "utf-8",
        )
        return self.file

    def tell(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        """Add to that file what the next release is told; secrets lie in files of their own."""
        for name, value in secrets.items():
            path = self.folder / name
            path.touch(mode=0o600)
            path.write_text(value, "utf-8")
        given = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
        kept = "".join(f'{name} = "file:{self.folder / name}"\n' for name in secrets)
        text = self.file.read_text("utf-8").replace("[settings]\n", f"[settings]\n{given}")
        self.file.write_text(text.replace("[secrets]\n", f"[secrets]\n{kept}"), "utf-8")

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
        return place if place.exists() else self.make(place, version, **more)

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
def machine(*, scheme: str = "http", **more: Any) -> Iterator[Machine]:
    """A bare machine; whatever was started on it is ended. With https its certificate lies in its folder, once made."""
    with folder_and_port() as (folder, port):
        world = folder / "world"
        (world / "posts").mkdir(parents=True)
        (world / "schema").write_text("1", "utf-8")
        (folder / "token").write_text("operators-token-of-the-rehearsal", "utf-8")
        (folder / "token").chmod(0o600)
        environment = Environment(
            "test", folder / "s", f"{scheme}://127.0.0.1:{port}", operator_token=f"file:{folder / 'token'}",
            settings={"world": str(world)}, probe_rate=50.0, probe_seconds=0.5, watch_seconds=0.5,
            tls_certificate=str(folder / "edge.pem") if scheme == "https" else "",
            tls_key=str(folder / "edge.key") if scheme == "https" else "",
            waive={"journeys": "releases of a stub are practised here"},
        )  # fmt: skip
        made = Machine(folder, replace(environment, **more))
        try:
            yield made
        finally:
            end(made)


@contextmanager
def folder_and_port() -> Iterator[tuple[Path, int]]:
    """A folder in a short place, gone afterwards, and a port that is free."""
    folder = Path(tempfile.mkdtemp(prefix="rb-"))
    try:
        with ports.port() as given:
            yield folder, given
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end(made: Machine) -> None:
    """End the edge and the supervisor, as the target itself does."""
    lease = acquire(made.environment.state, "the rehearsal", "ending", ttl=5.0, wait=40.0)
    try:
        for action in made.host.take_down():
            Performer(Redactor(), lease).perform(action)
    finally:
        lease.release()

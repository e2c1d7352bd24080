"""One machine: nginx at the edge, two colours of web and workers under supervisor, releases in folders by digest.

    STATE/journal.db journal.jsonl lease.db fence.lock
    STATE/releases/DIGEST/        what was installed; `bin/creditai` runs web and workers
    STATE/artefacts/, environments/, staging/     what was built here, and what installing needs (`installing.py`)
    STATE/edge/nginx.conf         STATE/edge/upstream.sock -> ../run/COLOUR.sock, moved by rename: the switch
    STATE/supervisor/             supervisord.conf, COLOUR.conf, logs.conf (`logs.py`)
    STATE/parts/                  PostgreSQL, Valkey and their secrets, where the environment says `parts = true`
    STATE/backups/, STATE/scratch/                what a migration or a person asked for (`studies.py`)
    STATE/run/, STATE/logs/, STATE/messages/

The switch moves a link and reloads nothing: nginx opens its next connection to the new colour, and the old one, told
to drain, ends each kept connection with its last answer. Reload is for configuration alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook.actions import Action, Address, Command, MoveLink, WriteFile
from runbook.environments import Environment
from runbook.facts import Colour, Fact, Facts, Known, Process
from runbook.goal import Goal
from runbook.targets import Ask
from runbook.targets.host import artefacts, edge, installing, logs, parts, processes, studies, world
from runbook.targets.host.places import Places


def target(environment: Environment) -> Host:
    return Host(environment, Places(environment.state))


@dataclass(frozen=True, slots=True)
class Host:
    """The host target over one state folder."""

    environment: Environment
    places: Places

    def observe(self, ask: Ask, needs: frozenset[str], goal: Goal | None) -> Facts:
        return world.observed(self.environment, self.places, ask, needs, goal)

    def digest(self, artefact: str) -> str:
        return artefacts.digest(Path(artefact))

    def artefacts(self) -> Path:
        return self.places.artefacts

    def packages(self, artefact: str) -> Path | None:
        return installing.shared(self.places, Path(artefact))

    def program(self, ask: Ask) -> Path | None:
        facts = self.observe(ask, frozenset(), None)
        live = facts.live.value if isinstance(facts.live, Known) else None
        release = facts.side(live).release if live is not None else None
        return self.places.release(release.value) if isinstance(release, Known) and release.value else None

    def folder(self, release: str) -> Path:
        return self.places.release(release)

    def processes(self, ask: Ask) -> Fact[tuple[Process, ...]]:
        return world.processes(self.places, ask)

    def logs(self) -> Mapping[str, Path]:
        return {name: self.places.logs / f"{name}.log" for name in ("edge-error", "supervisord")}

    def maintenance(self, minutes: Sequence[str], page: str) -> tuple[Action, ...]:
        return edge.maintenance(self.places, minutes, page)

    def maintained(self) -> Fact[tuple[str, ...]]:
        return world.maintained(self.places)

    def edge(self) -> Address:
        return edge.address(self.environment)

    def edge_proof(self) -> Command | None:
        return edge.proof(self.environment, self.places)

    def people(self) -> Path:
        return self.places.answered

    def side(self, colour: Colour) -> Address:
        return Address(f"unix:{self.places.socket(colour)}")

    def operator(self) -> str:
        return self.environment.operator_token

    def stand_up(self, release: str) -> tuple[Action, ...]:
        return (
            *parts.stand_up(self.environment, self.places, release),
            *logs.set_up(self.environment, self.places),
            *processes.stand_up(self.places),
            *edge.stand_up(self.environment, self.places),
            *logs.start(self.places),
        )

    def take_down(self) -> tuple[Action, ...]:
        return (
            *edge.take_down(self.environment, self.places),
            *processes.take_down(self.places),
            *parts.take_down(self.environment, self.places),
        )

    def install(self, release: str, artefact: str) -> tuple[Action, ...]:
        return installing.install(self.places, release, Path(artefact))

    def uninstall(self, release: str) -> tuple[Action, ...]:
        return installing.uninstall(self.places, release)

    def launch(self, colour: Colour, release: str, size: int, *, work: bool = True) -> tuple[Action, ...]:
        return processes.launch(self.environment, self.places, colour, release, size, work)

    def wake(self, colour: Colour) -> tuple[Action, ...]:
        return processes.wake(self.environment, self.places, colour)

    def drain(self, colour: Colour) -> tuple[Action, ...]:
        return processes.drain(self.environment, self.places, colour)

    def stop(self, colour: Colour) -> tuple[Action, ...]:
        return processes.stop(self.places, colour)

    def point_edge(self, colour: Colour | None) -> tuple[Action, ...]:
        to = None if colour is None else Path("..") / "run" / self.places.socket(colour).name
        return (MoveLink(f"point the edge at {colour or 'nothing'}", self.places.upstream, to),)

    def expand(self, release: str) -> tuple[Action, ...]:
        return (artefacts.database(self.environment, self.places.release(release), "migrate", 600.0),)

    def back_up(self, run: str, release: str) -> tuple[Action, ...]:
        return studies.back_up(self.environment, self.places, run, release)

    def backups(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self.places.backup("").glob("*") if path.is_dir()))

    def forget_backup(self, run: str) -> tuple[Action, ...]:
        return studies.forget(self.places, run)

    def prove_backup(self, run: str, release: str) -> tuple[Action, ...]:
        return studies.prove(self.environment, self.places, run, release)

    def rehearse(self, run: str, old: str, new: str, artefact: str) -> tuple[Action, ...]:
        return studies.rehearse(self.environment, self.places, run, old, self._folder(new, artefact))

    def _folder(self, release: str, artefact: str) -> Path:
        """Where a release's program is: installed, or as it lies in its artefact."""
        installed = self.places.release(release)
        return installed if installed.exists() or not artefact else Path(artefact)

    def restore(self, source: str, mark: str) -> tuple[Action, ...]:
        return studies.restore(self.environment, self.places, source, mark)

    def backup_faults(self, source: str, digest: str) -> tuple[str, ...]:
        return studies.faults(self.places, source, digest)

    def loss(self, ask: Ask, source: str) -> dict[str, Any]:
        return studies.loss(self.environment, self.places, ask, source)

    def erase_again(self, release: str) -> tuple[Action, ...]:
        return studies.erase_again(self.environment, self.places, release)

    def tell(self, name: str, text: str) -> tuple[Action, ...]:
        return (WriteFile(f"tell: {text}", self.places.messages / f"{name}.txt", text + "\n"),)

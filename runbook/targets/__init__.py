"""Where the product runs. A target observes the world and describes acts in its own terms; this is the whole protocol.

    host/    one machine: nginx at the edge, two colours as supervised processes

A step knows a target by these names alone. To add one: a folder here whose `__init__.py` offers `target(environment)`;
the environment file names it (`target = "host"`). The acts are values: only `perform` does them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Protocol

from runbook.actions import Action, Address, Answer, Command, Ran, Request
from runbook.errors import BadEnvironment
from runbook.facts import Colour, Fact, Facts, Process
from runbook.goal import Goal

if TYPE_CHECKING:
    from runbook.environments import Environment


class Ask(Protocol):
    """How questions are put: `Performer.ask`."""

    def __call__(self, question: Request | Command) -> Answer | Ran: ...


class Target(Protocol):
    """One place where two colours of the product can stand."""

    def observe(self, ask: Ask, needs: frozenset[str], goal: Goal | None) -> Facts:
        """The world now. What is costly to learn (`schema`, by the goal's own release) only when it is needed."""
        ...

    def digest(self, artefact: str) -> str:
        """The digest of an artefact, from its bytes. Refused when it is none."""
        ...

    def artefacts(self) -> Path:
        """The folder of this machine where releases that were built are kept, each by its digest."""
        ...

    def packages(self, artefact: str) -> Path | None:
        """Where the packages of an artefact's requirements lie on this machine; None when they do not."""
        ...

    def program(self, ask: Ask) -> Path | None:
        """The folder of the release that serves, whose own program may be asked; None when nothing serves."""
        ...

    def folder(self, release: str) -> Path:
        """Where an installed release lies; its `bin/creditai` is its own program."""
        ...

    def processes(self, ask: Ask) -> Fact[tuple[Process, ...]]:
        """What is kept alive for both colours, as its keeper tells it."""
        ...

    def logs(self) -> Mapping[str, Path]:
        """Name -> file: what the edge and the keeper themselves write."""
        ...

    def maintenance(self, minutes: Sequence[str], page: str) -> tuple[Action, ...]:
        """For each of these minutes (local time, 2026-11-26T12:00) the edge answers `page` with 503; health apart. It
        ends by itself: no other minute is concerned. No minutes: it ends now."""
        ...

    def maintained(self) -> Fact[tuple[str, ...]]:
        """The minutes for which that is ordered."""
        ...

    def edge(self) -> Address:
        """Where people reach the product."""
        ...

    def edge_proof(self) -> Command | None:
        """How the edge's own program is asked whether its configuration is right; None before there is one."""
        ...

    def people(self) -> Path:
        """The edge's log of what was answered, line by line as `judge/people.py` reads it."""
        ...

    def side(self, colour: Colour) -> Address:
        """Where one colour is reached, past the edge."""
        ...

    def operator(self) -> str:
        """The reference of the bearer token of the application's operators."""
        ...

    def stand_up(self, release: str) -> tuple[Action, ...]:
        """What releases come to: the parts where the environment has them here (by this release's own program), what
        keeps the processes, the edge as configured. What runs is left running."""
        ...

    def take_down(self) -> tuple[Action, ...]:
        """All of it ends, politely; data, releases and what each colour is set up for stay."""
        ...

    def install(self, release: str, artefact: str) -> tuple[Action, ...]: ...

    def uninstall(self, release: str) -> tuple[Action, ...]: ...

    def launch(self, colour: Colour, release: str, size: int, *, work: bool = True) -> tuple[Action, ...]:
        """Web and workers of one colour, of this release, whatever was set up there before. Without `work` the workers
        are set up and none is started."""
        ...

    def wake(self, colour: Colour) -> tuple[Action, ...]:
        """A colour that stood by takes work again: connections are kept, its workers run."""
        ...

    def drain(self, colour: Colour) -> tuple[Action, ...]:
        """A colour lets go of its connections and jobs, politely, and stays warm."""
        ...

    def stop(self, colour: Colour) -> tuple[Action, ...]:
        """Nothing of the colour runs or is set up."""
        ...

    def point_edge(self, colour: Colour | None) -> tuple[Action, ...]:
        """From now on the edge sends every new request there; None: nowhere."""
        ...

    def expand(self, release: str) -> tuple[Action, ...]:
        """Migrate to the schema that both colours can live on, by the release's own program."""
        ...

    def back_up(self, run: str, release: str) -> tuple[Action, ...]:
        """A backup under the run's name; objects and keys as the release tells them. A study, `backup`."""
        ...

    def backups(self) -> tuple[str, ...]:
        """The names of those that lie here."""
        ...

    def forget_backup(self, run: str) -> tuple[Action, ...]: ...

    def prove_backup(self, run: str, release: str) -> tuple[Action, ...]:
        """Restored where nobody is served, compared, and looked at by the release. A study, `proof`."""
        ...

    def rehearse(self, run: str, old: str, new: str, artefact: str) -> tuple[Action, ...]:
        """The migration from `old` to `new`, tried on the run's restored backup. A study, `certificate`."""
        ...

    def restore(self, source: str, mark: str) -> tuple[Action, ...]:
        """The backup of that name in the place of the database, whole or not at all; `mark` is the fact afterwards."""
        ...

    def backup_faults(self, source: str, digest: str) -> tuple[str, ...]:
        """Why the backup of that name is not the one of that digest, whole."""
        ...

    def loss(self, ask: Ask, source: str) -> dict[str, Any]:
        """What restoring it would take from what serves: rows by table, seconds since."""
        ...

    def erase_again(self, release: str) -> tuple[Action, ...]:
        """By the release's own program: the erasures since, and whether all belongs together. A study, `erased`."""
        ...

    def tell(self, name: str, text: str) -> tuple[Action, ...]:
        """A message under a name; the same name once."""
        ...


def kinds() -> tuple[str, ...]:
    return tuple(sorted(m.name for m in iter_modules(__path__) if m.ispkg))


def target(environment: Environment) -> Target:
    """The target that an environment names."""
    if environment.target not in kinds():
        raise BadEnvironment(f"There is no target {environment.target!r}; there is: {', '.join(kinds())}.")
    make: Callable[[Environment], Target] = import_module(f"{__name__}.{environment.target}").target
    return make(environment)

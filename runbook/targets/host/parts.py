"""PostgreSQL and Valkey of this machine, for environments that have none elsewhere (`parts = true`).

The program of a release starts them (`creditai parts start`), and they are not its own: they run by their own copy of
their programs in STATE/parts, so that no release starts them anew or takes them away. Whether they run is read from
the process numbers that they keep themselves.
"""

from __future__ import annotations

import os

from runbook.actions import Action, Command
from runbook.environments import Environment
from runbook.targets.host.orphans import runs
from runbook.targets.host.places import Places

_PIDS = (
    ("PostgreSQL", "postgresql/data/postmaster.pid", "postgres"),
    ("Valkey", "valkey/pid", "valkey"),
)
"""Where each keeps the number of its process, and how that process's name begins."""


def stand_up(environment: Environment, places: Places, release: str) -> tuple[Action, ...]:
    if not environment.parts:
        return ()
    own = Command(
        "start PostgreSQL and Valkey, unless they run", _words(places, release, "start"), deadline=180.0
    )
    return (*_passable(places), own)


def take_down(environment: Environment, places: Places) -> tuple[Action, ...]:
    """By any release that is installed; with none, nothing was started."""
    installed = sorted(places.releases.glob("*/bin/creditai"))
    if not environment.parts or not installed:
        return ()
    what = "end PostgreSQL and Valkey"
    return (Command(what, _words(places, installed[-1].parents[1].name, "stop"), deadline=90.0),)


def run(environment: Environment, places: Places) -> dict[str, bool]:
    """Of each whether it runs; of none where this machine has none."""
    return (
        {called: runs(places.parts / pid, name) for called, pid, name in _PIDS} if environment.parts else {}
    )


def _words(places: Places, release: str, what: str) -> tuple[str, ...]:
    program = places.release(release) / "bin" / "creditai"
    return (str(program), "parts", what, "--folder", str(places.parts), "--json")


def _passable(places: Places) -> tuple[Action, ...]:
    """As root the database's own account must come through to its folder; what else lies there stays closed."""
    if os.geteuid() != 0:
        return ()
    return (
        Command("let the database's account pass", ("install", "-d", "-m", "0711", str(places.state), str(places.parts))),
    )  # fmt: skip

"""What a run is to reach: fixed when it is planned, the same after every crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from runbook.facts import Colour

Kind = Literal["deploy", "switch", "rollback", "start", "stop", "backup", "rehearse", "restore"]

WENT_WELL: Mapping[Kind, str] = {
    "deploy": "released", "switch": "switched", "rollback": "rolled back", "start": "started", "stop": "stopped",
    "backup": "backed up", "rehearse": "rehearsed", "restore": "restored",
}  # fmt: skip
"""What a run came to that reached its end, in people's words; in the journal each of them is `released`."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`release` shall be served by `colour`. `old`: the colour that serves before, None on a bare machine;
    of a start, a stop, a backup or a restore it is the colour that stands by.
    `artefact`: the folder that the release is installed from; empty when it is installed already;
    of a restore it is the run that took the backup."""

    run: str
    kind: Kind
    release: str
    colour: Colour
    old: Colour | None
    old_release: str | None
    artefact: str
    size: int
    probe_rate: float
    probe_seconds: float
    watch_seconds: float
    keep: int
    journeys: tuple[str, ...] = ()


def serving(goal: Goal) -> str:
    """The release that serves while a backup is taken: whose objects and keys they are."""
    return goal.old_release or goal.release if goal.kind == "rehearse" else goal.release

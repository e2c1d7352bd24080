"""What changes: one file per change, found by scanning, in the order of their phases. This is the door.

    class SwitchTraffic(Step):
        phase = Phase.SWITCH
        covers = ("R060",)                  # lines of the runbook that it serves
        kinds = EVERY                       # the runs that it is part of
        def holds(self, now): ...           # asked before, and again afterwards
        def actions(self, now): ...         # what is done when it does not hold
        def undo(self, then): ...           # from the facts as they were, out of the journal
        def undone(self, now, then): ...    # asked after undoing

A step only describes: no file, process, connection or clock, and nothing of a particular target. `needs` names costly
facts that it looks at; `patience` is how long the world may take to come round after the acts; `hopeless(now)` says
why waiting is pointless, `decision` what follows where that is not simply to undo. A step without acts is a question that must be answered yes. Files whose name begins with
`_` are no steps. Copy the nearest neighbour; the tests of this folder demand a case of each method, and *die at every
act* takes a new step in by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar

from runbook.actions import Action
from runbook.facts import Facts
from runbook.goal import Goal, Kind
from runbook.judge.matrix import Decision, Way
from runbook.targets import Target


class Phase(IntEnum):
    """The order of a release. Turning back goes through it from the end."""

    BACK_UP = 1
    PROVE_BACKUP = 2
    REHEARSE = 3
    ANNOUNCE = 4
    CLOSE = 5
    KEEP = 6
    RESTORE = 7
    ERASE_AGAIN = 8
    REOPEN = 9
    INSTALL = 10
    GROUND = 11
    EXPAND = 12
    LAUNCH = 13
    PROVE = 14
    TRY = 15
    PROBE = 16
    SWITCH = 17
    DRAIN = 18
    ARRIVE = 19
    WATCH = 20
    STANDBY = 21
    REST = 22
    SETTLE = 23
    TELL = 24
    HALT = 25


EVERY: frozenset[Kind] = frozenset({"deploy", "switch", "rollback"})
DEPLOY: frozenset[Kind] = frozenset({"deploy"})
PREPARE: frozenset[Kind] = frozenset({"backup", "rehearse"})
"""Runs that touch nothing that serves: for a plan, or for their own sake."""
RESTORE: frozenset[Kind] = frozenset({"restore"})
START: frozenset[Kind] = frozenset({"start"})
STOP: frozenset[Kind] = frozenset({"stop"})
KEPT: frozenset[Kind] = frozenset({"switch", "rollback", "restore"})
"""Runs that start and end processes, and do not stand up what keeps them."""


class Step:
    """One change of the world, as a description."""

    phase: ClassVar[Phase]
    covers: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[frozenset[Kind]] = EVERY
    needs: ClassVar[frozenset[str]] = frozenset()
    patience: ClassVar[float] = 10.0

    def __init__(self, goal: Goal, target: Target) -> None:
        self.goal, self.target = goal, target

    @property
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    @property
    def about(self) -> str:
        """What it does, in its docstring's first line."""
        return (type(self).__doc__ or "").strip().splitlines()[0]

    @property
    def look(self) -> str:
        """Where to look when it does not hold in time, as the end of a sentence; mostly the facts say it."""
        return ""

    def holds(self, now: Facts) -> bool:
        raise NotImplementedError

    def actions(self, now: Facts) -> Iterator[Action]:
        yield from ()

    def undo(self, then: Facts) -> Iterator[Action]:
        yield from ()

    def undone(self, now: Facts, then: Facts) -> bool:
        return True

    def hopeless(self, now: Facts) -> str | None:
        return None

    def decision(self, now: Facts, way: Way, age: float) -> Decision | None:
        """What follows when it did not hold: by default it is undone. `way`: whether the old release can live on the
        schema; `age`: seconds since people were switched over."""
        return None


def every_step(goal: Goal, target: Target) -> tuple[Step, ...]:
    """The steps of one run, in their order; two of one phase by name."""
    found = [kind(goal, target) for kind in kinds_of_steps() if goal.kind in kind.kinds]
    return tuple(sorted(found, key=lambda step: (step.phase, step.name)))


def kinds_of_steps() -> tuple[type[Step], ...]:
    """Every step class of this folder."""
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.") if "._" not in m.name]
    return tuple(
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Step) and thing.__module__ == module.__name__
    )

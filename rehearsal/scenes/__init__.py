"""The book, played: one file per scene, found by scanning. This is the door.

    class GoodRelease(Scene):
        '''A good release: people notice nothing.'''        # what the report is headed with
        chapter = Chapter.RELEASES                          # where in the report; within a chapter by name
        covers = ("R054", "R060")                           # lines of the runbook that it shows at work
        expects = {"exit code": Exactly(0), "seconds to switch": AtMost(10)}
        def play(self, stage): ...                          # acts as an operator would, and measures

A scene gets a stage of its own: a fresh machine (state folder, nginx, supervisor, journal, lease; its releases are
the stub's unless it brings others), and people's load, which it turns on when something serves. It acts through
the verbs that an operator types, waits for conditions and never for time to pass, and measures. What it measured is
held against `expects`: one that differs, or was not measured, fails the rehearsal; what it does not expect is shown
all the same. `ALWAYS` is expected of every scene unless it says otherwise under the same name.

Files whose name begins with `_` are no scenes. Copy the nearest neighbour: docs/how-to/add-a-scene.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, Exactly, Wanted


class Chapter(IntEnum):
    """The order of the report."""

    RELEASES = 1
    REFUSALS = 2
    TROUBLE = 3
    RESCUE = 4


ALWAYS: Mapping[str, Wanted] = {
    "requests of people": AtLeast(100),
    "lost": Exactly(0),
    "done twice": Exactly(0),
    "refused to people": Exactly(0),
    "journal": Exactly("whole"),
}
"""`lost`: no whole answer came. `refused to people`: an answer came, and was not the wanted one."""


class Scene:
    """One scene. `environment`: what its machine's environment has otherwise than usual."""

    environment: ClassVar[Mapping[str, Any]] = {}
    chapter: ClassVar[Chapter]
    covers: ClassVar[tuple[str, ...]]
    expects: ClassVar[Mapping[str, Wanted]]
    real: ClassVar[bool] = False
    """Played with the real application, PostgreSQL and Valkey, as environments/local.toml has them."""
    short: ClassVar[bool] = False
    """Fit for the fast tests: it ends within seconds."""
    alone: ClassVar[bool] = False
    """It measures speed, so no other scene is played beside it."""

    @property
    def name(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def about(self) -> str:
        return (type(self).__doc__ or "").strip().splitlines()[0]

    @property
    def wanted(self) -> Mapping[str, Wanted]:
        return {**ALWAYS, **self.expects}

    def play(self, stage: Stage) -> None:
        raise NotImplementedError


def every_scene() -> tuple[Scene, ...]:
    """Every scene of this folder, in the order of the report."""
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.") if "._" not in m.name]
    found = [
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Scene) and thing.__module__ == module.__name__
    ]
    return tuple(sorted(found, key=lambda scene: (scene.chapter, scene.name)))

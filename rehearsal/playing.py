"""Playing scenes one after the other, and what came of each: measured, held against what was expected, kept.

The record: `evidence.jsonl` in the state folder of the environment, a line for each number of the runbook that a
scene showed at work, {number, scene, at, outcome}; `creditai runbook coverage` reads it. Besides the numbers that a
scene declares these are those for which its journal holds a run.
"""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rehearsal import product
from rehearsal.machine import Machine, machine
from rehearsal.operator import Astray
from rehearsal.scenes import Scene
from rehearsal.stage import Say, Stage
from rehearsal.timeline import Timeline, timeline
from rehearsal.wanted import Value
from runbook.coverage import REHEARSED, shown
from runbook.errors import JournalDamaged

USUAL = {"probe_rate": 25.0, "probe_seconds": 1.0, "watch_seconds": 1.5}


@dataclass(frozen=True, slots=True)
class Held:
    """One measured value beside what was expected of it. `wanted` empty: it is only shown."""

    name: str
    found: Value | None
    wanted: str
    met: bool


@dataclass(frozen=True, slots=True)
class Played:
    """One scene, over. `broke`: why it could not go on, when it could not."""

    scene: str
    chapter: str
    about: str
    covers: tuple[str, ...]
    shown: tuple[str, ...]
    at: datetime
    seconds: float
    held: tuple[Held, ...]
    broke: str
    timeline: Timeline

    @property
    def well(self) -> bool:
        return not self.broke and all(each.met for each in self.held)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Of the runbook: what it declares, and that for which its journal holds a run."""
        return tuple(sorted({*self.covers, *self.shown}))

    @property
    def failures(self) -> tuple[str, ...]:
        """What was otherwise than expected, as sentences."""
        wrong = [
            f"{h.name} was {'not measured' if h.found is None else h.found}, expected: {h.wanted}"
            for h in self.held
            if not h.met
        ]
        return (*([self.broke] if self.broke else []), *wrong)


def play(scene: Scene, say: Say) -> Played:
    """One scene on a machine of its own, which is gone afterwards."""
    with _machine(scene) as made:
        stage = Stage(made, say)
        broke = ""
        try:
            scene.play(stage)
        except Astray as astray:
            broke = str(astray)
        except Exception:
            broke = traceback.format_exc()
        finally:
            stage.end()
        seconds = time.monotonic() - stage.began
        _books(stage, broke)
        entries = stage.entries()
        return Played(
            scene.name, scene.chapter.name.lower(), scene.about, scene.covers, tuple(sorted(shown(entries))), stage.at,
            round(seconds, 1), held(scene, stage), broke, timeline(stage, seconds),
        )  # fmt: skip


@contextmanager
def _machine(scene: Scene) -> Iterator[Machine]:
    """A machine as the scene wants it, with its environment's file."""
    if scene.real:
        with product.machine() as made:
            yield made
        return
    with machine(**{**USUAL, **scene.environment}) as made:
        made.write_file()
        yield made


def _books(stage: Stage, broke: str) -> None:
    """What is measured in every scene."""
    seen = stage.seen
    stage.measured["requests of people"] = seen.sent
    stage.measured["lost"] = len(seen.dropped)
    stage.measured["done twice"] = seen.doubled
    stage.measured["refused to people"] = len(seen.refused)
    try:
        stage.machine.journal.verify()
        stage.measured["journal"] = "whole"
    except JournalDamaged as damaged:
        stage.measured["journal"] = damaged.message
    if stage.pointed():
        stage.measure("last answer of an old colour, s", stage.late_answers())


def held(scene: Scene, stage: Stage) -> tuple[Held, ...]:
    """Expected values first, in their order; then what was measured besides."""
    found = stage.measured
    wanted = scene.wanted
    expected = [
        Held(name, found.get(name), str(want), name in found and want.met(found[name]))
        for name, want in wanted.items()
    ]
    return (*expected, *[Held(name, value, "", True) for name, value in found.items() if name not in wanted])


def keep(played: Played, folder: Path) -> None:
    """Add the evidence of a scene to the record."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = played.at.astimezone(UTC).isoformat(timespec="seconds")
    outcome = "as expected" if played.well else "otherwise"
    lines = [
        {"number": number, "scene": played.scene, "at": at, "outcome": outcome} for number in played.numbers
    ]
    with (folder / REHEARSED).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)

"""Memory: who has it, who grows, and when it would be full."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from runbook.actions import Question
from runbook.checks import run
from runbook.diagnosis import Answers, Diagnosis, Finding, Scene, text
from runbook.facts import Unknown
from runbook.judge import thresholds

_GROWN_KB = 8 * 1024
"""Less than this within the rounds is breathing, not growing."""


class Memory(Diagnosis):
    """Does something grow until the memory is full?"""

    covers = ("R168",)
    rounds = 6

    def asks(self, scene: Scene) -> tuple[Question, ...]:
        return run("cat", "/proc/meminfo"), run("ps", "-eo", "pid,ppid,rss,args", "ww")

    def look(self, scene: Scene, rounds: Sequence[Answers]) -> tuple[Finding, ...]:
        memory = [_meminfo(text(each[0])) for each in rounds]
        if any(each is None for each in memory):
            return (
                Finding(
                    "/proc/meminfo does not tell.",
                    "the machine's memory is not known",
                    "Look with `free -m`.",
                ),
            )
        tables = [_processes(text(each[1])) for each in rounds]
        total, free = next(each for each in reversed(memory) if each is not None)
        return (*_growing(scene, tables, free), *_little(tables[-1], total, free))


def _meminfo(told: str) -> tuple[int, int] | None:
    """All and available memory, kB."""
    total, free = (re.search(rf"{name}:\s+(\d+) kB", told) for name in ("MemTotal", "MemAvailable"))
    return None if total is None or free is None else (int(total[1]), int(free[1]))


def _processes(told: str) -> dict[int, tuple[int, int, str]]:
    """Process -> parent, kB, command line."""
    rows = [line.split(None, 3) for line in told.splitlines()[1:]]
    return {int(r[0]): (int(r[1]), int(r[2]), r[3]) for r in rows if len(r) == 4}


def _growing(scene: Scene, tables: Sequence[Mapping[int, tuple[int, int, str]]], free: int) -> list[Finding]:
    own = _names(scene, tables[-1])
    made = []
    for pid, name in own.items():
        sizes = [table[pid][1] for table in tables if pid in table]
        rises = sum(later > earlier for earlier, later in itertools.pairwise(sizes))
        if len(sizes) < len(tables) or sizes[-1] - sizes[0] < _GROWN_KB or rises < (len(sizes) - 1) * 0.6:
            continue
        minute = (sizes[-1] - sizes[0]) / 1024 / scene.seconds * 60
        full = free / 1024 / minute
        seen = (
            f"{name} (process {pid}) grew from {sizes[0] // 1024} to {sizes[-1] // 1024} MB within {scene.seconds:g} s, "
            f"in {rises} of {len(sizes) - 1} looks: {minute:.0f} MB a minute."
        )
        means = f"at that rate the memory is full in {full:.0f} minutes; it leaks, or holds something large"
        then = "`creditai release switch` gives its work to the other colour; then look what its log says it was doing."
        made.append(Finding(seen, means, then))
    return made


def _names(scene: Scene, table: Mapping[int, tuple[int, int, str]]) -> dict[int, str]:
    """What the target keeps, and what that started."""
    if isinstance(scene.processes, Unknown):
        return {}
    own = {p.pid: p.name for p in scene.processes.value if p.pid is not None}
    children = {pid: f"a child of {own[parent]}" for pid, (parent, _, _) in table.items() if parent in own}
    return {**own, **children}


def _little(table: Mapping[int, tuple[int, int, str]], total: int, free: int) -> list[Finding]:
    if free >= (1 - thresholds.WARN_RESOURCES) * total:
        return []
    largest = sorted(table.values(), key=lambda row: -row[1])[:3]
    told = "; ".join(f"{row[1] // 1024} MB {row[2][:60]}" for row in largest)
    seen = f"{free // 1024} of {total // 1024} MB are left. The largest: {told}."
    return [
        Finding(
            seen,
            "the kernel will soon end something, and not what you would choose",
            "End what is not needed, or fewer workers.",
        )
    ]

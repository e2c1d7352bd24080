"""Which backups stay, and how old the one of a plan may be. Pure.

The newest few stay, and the newest of each of the last seven days, and of each of the last five weeks; besides, whatever
their age, the last one that was proved, and those of plans that may still be begun. What the journal does not know, stays: it
was not made by the runbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runbook.journal import Entry
from runbook.steps import PREPARE

DAYS, WEEKS = 7, 5


@dataclass(frozen=True, slots=True)
class Backup:
    """One of the journal's. `run`: by whose name it lies; `at`: when it was taken."""

    run: str
    at: datetime
    proved: bool


def taken(entries: Iterable[Entry]) -> tuple[Backup, ...]:
    """Oldest first."""
    found: dict[str, Backup] = {}
    for entry in entries:
        told = (entry.body.get("data") or {}).get("found", {}) if entry.kind == "done" else {}
        if told.get("backup", {}).get("well"):
            found[entry.run] = Backup(entry.run, datetime.fromisoformat(entry.at), False)
        if told.get("proof", {}).get("well") and entry.run in found:
            found[entry.run] = Backup(entry.run, found[entry.run].at, True)
    return tuple(sorted(found.values(), key=lambda each: each.at))


def of_plan(run: str) -> tuple[str, ...]:
    """By which names the backup of a plan may lie."""
    return tuple(f"{run}-{kind}" for kind in sorted(PREPARE))


def standing(entries: Iterable[Entry]) -> frozenset[str]:
    """Backups of plans that were never begun, or whose run has not ended."""
    plans, over = set(), set()
    for entry in entries:
        if entry.kind == "plan" and entry.body["plan"]["goal"]["kind"] == "deploy":
            plans.add(entry.run)
        if entry.kind == "end":
            over.add(entry.run)
        if entry.kind == "reopened":
            over.discard(entry.run)
    return frozenset(name for run in plans - over for name in of_plan(run))


def surplus(
    backups: Sequence[Backup], now: datetime, newest: int, plans: Collection[str], age: timedelta
) -> tuple[str, ...]:
    """Those that go. `plans`: backups of plans that stand, which count for as long as `age` lets them be begun."""
    stay = {each.run for each in backups[max(0, len(backups) - newest) :]}
    days = {each.at.date(): each.run for each in backups if now - each.at < timedelta(days=DAYS)}
    weeks = {
        each.at.isocalendar()[:2]: each.run for each in backups if now - each.at < timedelta(weeks=WEEKS)
    }
    proved = [each.run for each in backups if each.proved][-1:]
    planned = [each.run for each in backups if each.run in plans and now - each.at < age]
    stay |= {*days.values(), *weeks.values(), *proved, *planned}
    return tuple(each.run for each in backups if each.run not in stay)

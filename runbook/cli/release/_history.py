"""Runs out of the journal, as documents."""

from __future__ import annotations

from typing import Any

from runbook.elapsed import elapsed
from runbook.errors import Refused
from runbook.goal import WENT_WELL
from runbook.journal import Entry, Journal
from runbook.progress import progress
from runbook.records import plain


def runs(journal: Journal) -> list[dict[str, Any]]:
    """Every run that was begun, oldest first."""
    return [_told(journal.entries(entry.run)) for entry in journal.entries(kind="begin")]


def report(journal: Journal, run: str | None) -> dict[str, Any]:
    """One run (the last one unless told) with its steps and measurements, all from the journal."""
    begun = [entry.run for entry in journal.entries(kind="begin")]
    if not begun or (run is not None and run not in begun):
        raise Refused(f"The journal knows no run {run or 'at all'}; `creditai release history` lists them.")
    entries = journal.entries(run or begun[-1])
    steps = [
        {"step": e.body["step"], "seconds": e.body["seconds"], "at": e.at}
        for e in entries
        if e.kind == "held" and e.body["seconds"] is not None
    ]
    failed = [
        {"step": e.body["step"], "what": e.body["what"], "reason": e.body["reason"]}
        for e in entries
        if e.kind == "failed"
    ]
    found = progress(entries)
    measured = {name: plain(each) for name, each in found.measured.items()}
    return {
        **_told(entries),
        "steps": steps,
        "failed": failed,
        "turned": found.turned,
        "undone": sorted(found.undone),
        "measured": measured,
    }


def _told(entries: tuple[Entry, ...]) -> dict[str, Any]:
    found = progress(entries)
    begin = next(e for e in entries if e.kind == "begin")
    took = elapsed(entries)
    goal = found.plan.goal
    came = WENT_WELL[goal.kind] if found.outcome == "released" else found.outcome or "unfinished"
    return {
        "run": begin.run, "kind": goal.kind, "release": goal.release, "colour": goal.colour, "from": goal.old_release,
        "operator": begin.body["operator"], "began": begin.at, "outcome": came,
        "seconds": None if took is None else round(took.total_seconds(), 1), "plan": found.plan.digest,
    }  # fmt: skip

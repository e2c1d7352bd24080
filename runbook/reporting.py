"""What is told after a release, measured and never typed: the report, and what is still to be done, by which day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from runbook.elapsed import elapsed
from runbook.errors import WrongUsage
from runbook.facts import Measured as Measurement
from runbook.journal import Entry, Journal, evidence
from runbook.messages.complete import Complete, Measured, follow_ups
from runbook.notifiers import Notice
from runbook.progress import Progress, progress
from runbook.telling import Teller


@dataclass(frozen=True, slots=True)
class Open:
    """Something still to be done after a release."""

    run: str
    what: str
    due: date

    def overdue(self, today: date) -> bool:
        return today > self.due


def report(entries: Sequence[Entry]) -> Complete:
    """The report of one run that was released, from its journal alone."""
    found = progress(entries)
    end = next(e for e in reversed(entries) if e.kind == "end")
    at = datetime.fromisoformat(end.at)
    failed = any(e.kind == "failed" for e in entries)
    return Complete(
        found.plan.goal.release[:12], elapsed(entries) or timedelta(), "RESOLVED" if failed else "NONE",
        _measured(found), follow_ups(at, communicate=failed),
    )  # fmt: skip


def _measured(found: Progress) -> Measured:
    before: Measurement | None = found.measured.get("baseline")
    after: Measurement | None = found.measured.get("watch")
    return Measured(
        lost=None if after is None else after.failed,
        asked=None if after is None else after.answered,
        downtime=None,
        p95_before=None if before is None else before.p95,
        p95_after=None if after is None else after.p95,
    )


def finished(journal: Journal, run: str, source: str, teller: Teller) -> tuple[str, ...]:
    """Journal the follow-ups, once, and tell the report; a sentence for each way that failed."""
    made = report(journal.entries(run))
    if not journal.entries(run, "follow-up"):
        for each in made.next_steps:
            journal.append("follow-up", run, what=each.what, due=each.due.isoformat(), state="open")
        evidence(journal, ("R153", "R154"), "report", made.text.replace("\n", " ")[:300])
        evidence(journal, ("R155",), "follow-ups", "; ".join(f"{s.what} by {s.due}" for s in made.next_steps))
    subject = f"{made.release} is released"
    return teller.tell(Notice(f"{run}/report", "message", run, subject, made.text, datetime.now(UTC), source))


def still_open(journal: Iterable[Entry]) -> tuple[Open, ...]:
    """What was not done yet, the oldest first."""
    found: dict[tuple[str, str], Open] = {}
    for entry in journal:
        if entry.kind != "follow-up":
            continue
        key = (entry.run, str(entry.body["what"]))
        if entry.body["state"] == "open":
            found[key] = Open(*key, date.fromisoformat(str(entry.body["due"])))
        else:
            found.pop(key, None)
    return tuple(found.values())


def done(journal: Journal, what: str, by: str) -> Open:
    """Note the oldest follow-up of that name as done. WrongUsage names those that are open."""
    there = still_open(journal.entries(kind="follow-up"))
    chosen = next((each for each in there if each.what.lower() == what.lower()), None)
    if chosen is None:
        names = ", ".join(sorted({each.what for each in there})) or "nothing"
        raise WrongUsage(f"{what[:40]!r} is not open; open is: {names}.")
    journal.append("follow-up", chosen.run, what=chosen.what, due=chosen.due.isoformat(), state="done", by=by)
    return chosen

"""That a release is planned (R147): when, how long, what changes, who leads, what people notice; told, not typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from runbook.actions import Ran
from runbook.checks import run
from runbook.elapsed import elapsed
from runbook.errors import Refused, WrongUsage
from runbook.journal import Entry, evidence
from runbook.messages.scheduled import Scheduled
from runbook.notifiers import Notice
from runbook.operating import Desk
from runbook.perform import Performer
from runbook.telling import Teller

_SHOWN = 8


def announced(at: Desk, when: str, lead: str, impact: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a sentence for each way by which it was not told."""
    try:
        told = datetime.fromisoformat(when)
    except ValueError as error:
        raise WrongUsage(f"--at {when[:20]!r} is no moment; write it as 2026-12-01T14:00, in UTC.") from error
    moment = told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    changes, name = _changes(at)
    made = Scheduled(moment, _usual(at), name, changes, lead, impact)
    teller = Teller(at.environment, at.journal, at.redactor, at.operator)
    subject = f"Release {name} on {moment:%Y-%m-%d %H:%M} UTC"
    untold = teller.tell(
        Notice(
            f"announce/{name}/{moment:%Y%m%dT%H%M}",
            "change",
            name,
            subject,
            made.text,
            datetime.now(UTC),
            at.environment.name,
        )
    )
    evidence(at.journal, ("R147",), "announced", made.text.replace("\n", " ")[:300])
    return made.text, untold


def _changes(at: Desk) -> tuple[str, str]:
    """The subjects of the commits since the one that was released last here, and what this one is called."""
    ask = Performer(at.redactor).ask
    head = ask(run("git", "describe", "--tags", "--always", "--dirty", folder=Path.cwd()))
    since = _last(at)
    log = ask(run("git", "log", "--format=%s", *([f"{since}..HEAD"] if since else ["-8"]), folder=Path.cwd()))
    for answer in (head, log):
        if not isinstance(answer, Ran) or answer.code != 0:
            told = answer.errors.strip()[-200:] if isinstance(answer, Ran) else ""
            raise Refused(
                f"git does not say what changes: {told}. Announce from the sources that are released."
            )
    assert isinstance(head, Ran)
    assert isinstance(log, Ran)
    lines = log.output.splitlines()
    told = "; ".join(line.rstrip(".") for line in lines[:_SHOWN]) or "nothing since the last release"
    more = f"; and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"{told[:440]}{more}", head.output.strip()


def _last(at: Desk) -> str | None:
    """The commit that the last journaled check of the sources saw when a release began; None when nothing tells."""
    found = [
        e
        for e in at.journal.entries(kind="checked")
        if e.body["check"] == "commits" and e.body["verdict"] == "yes"
    ]
    ends = [e.number for e in _released(at)]
    before = [e for e in found if ends and e.number < ends[-1]]
    return str(before[-1].body["said"]).split()[0] if before else None


def _usual(at: Desk) -> timedelta:
    """How long the released deploys of this journal took, by their median; ten minutes when there was none."""
    told = (elapsed(at.journal.entries(e.run)) for e in _released(at))
    took = [each.total_seconds() for each in told if each is not None]
    return timedelta(seconds=median(took)) if took else timedelta(minutes=10)


def _released(at: Desk) -> list[Entry]:
    """The ends of the deploys that reached theirs: a backup or a switch that went well is no release."""
    deploys = {e.run for e in at.journal.entries(kind="plan") if e.body["plan"]["goal"]["kind"] == "deploy"}
    return [e for e in at.journal.entries(kind="end") if e.body["outcome"] == "released" and e.run in deploys]

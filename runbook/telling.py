"""Telling people, once: the ledger is the journal, and what could not be told is said aloud and stops nothing.

Before a notice is sent its intention stands in the journal, afterwards what came of it; what was sent is never sent
again. After a crash in between nobody knows: a way for which twice is once sends it again, any other says so instead.
Telling has a lease of its own, so that a slow party never holds up an act of a release or a rollback.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from runbook.actions import Mail, Request
from runbook.environments import Environment
from runbook.errors import ActFailed, RunbookError
from runbook.goal import Goal
from runbook.journal import Journal
from runbook.lease import Lease, acquire
from runbook.messages.progress import Progress
from runbook.notifiers import Kind, Notice, Notifier, set_up
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.steps import PREPARE

PATIENCE = 12.0
"""Seconds that one way is tried for; an attempt has five."""
_PAUSES = (0.2, 1.0, 2.0, 4.0)
_STAGES = {"expand": "DATABASE MIGRATION", "launch": "APPLICATION UPDATE", "prove": "VERIFICATION"}

Hear = Callable[[str, Mapping[str, Any]], None]


class Teller:
    """Tells notices by every way that an environment has."""

    def __init__(self, environment: Environment, journal: Journal, redactor: Redactor, who: str) -> None:
        self._given, self._journal, self._redactor, self._who = (
            environment.notify,
            journal,
            redactor,
            who,
        )
        self._folder = environment.state / "telling"
        self.ways = set_up(environment.notify)

    def tell(self, notice: Notice) -> tuple[str, ...]:
        """Send it by each way that has not had it; a sentence for each that failed."""
        if not self.ways:
            return ()
        notice = self._fit(notice)
        try:
            lease = acquire(self._folder, self._who, f"telling {notice.name}", wait=PATIENCE)
        except RunbookError as locked:
            return (f"{notice.subject}: nobody was told: {locked.message}",)
        try:
            failed = [self._by(way, notice, lease) for way in self.ways]
        finally:
            lease.release()
        return tuple(each for each in failed if each is not None)

    def _fit(self, notice: Notice) -> Notice:
        """No secret in it, whoever typed or printed it; a subject is one line."""
        subject = " ".join(self._redactor.text(notice.subject).split())
        return replace(notice, subject=subject, text=self._redactor.text(notice.text))

    def _by(self, way: Notifier, notice: Notice, lease: Lease) -> str | None:
        sends = way.sends(notice, self._given)
        before = self._known(notice.name, way.name)
        if sends is None or before == "sent":
            return None
        if before == "meant" and not way.repeatable:
            said = f"{way.name}: {notice.subject}: whether it was told before a crash is not known; it is not sent twice"
            self._note(notice, way, "unsure", said)
            return said
        if before == "unsure":
            return None
        self._note(notice, way, "meant", sends.shown)
        try:
            self._send(Performer(self._redactor, lease), sends)
        except (ActFailed, RunbookError) as error:
            self._note(notice, way, "failed", str(error))
            return f"{way.name} could not be told: {error}"
        self._note(notice, way, "sent", notice.subject)
        return None

    def _send(self, performer: Performer, sends: Request | Mail) -> None:
        """Again, as long as it surely was not taken and there is time; ActFailed says what was in the way last."""
        deadline, attempt = time.monotonic() + PATIENCE, 0
        while True:
            try:
                performer.perform(sends)
                return
            except ActFailed as failed:
                pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
                if not failed.again or time.monotonic() + pause > deadline:
                    raise
            time.sleep(pause)
            attempt += 1

    def _known(self, name: str, way: str) -> str | None:
        """What the ledger says last: meant, sent, failed, unsure."""
        found = [
            e.body["what"]
            for e in self._journal.entries(kind="notice")
            if (e.body["name"], e.body["way"]) == (name, way)
        ]
        return str(found[-1]) if found else None

    def _note(self, notice: Notice, way: Notifier, what: str, said: str) -> None:
        self._journal.append(
            "notice", notice.about, name=notice.name, way=way.name, of=notice.kind, what=what, said=said
        )


@contextmanager
def announcing(teller: Teller, goal: Goal, hear: Hear) -> Iterator[Hear]:
    """What hears a run and tells of its stages, in a thread: a run never waits for those who are told, but at its end
    they get their time. What failed is heard as `untold`."""
    if not teller.ways:
        yield hear
        return
    waiting: queue.SimpleQueue[Notice | None] = queue.SimpleQueue()

    def work() -> None:
        while (notice := waiting.get()) is not None:
            for sentence in teller.tell(notice):
                hear("untold", {"at": datetime.now(UTC).isoformat(), "said": sentence})

    def both(kind: str, body: Mapping[str, Any]) -> None:
        hear(kind, body)
        if (notice := told_of(goal, kind, body)) is not None:
            waiting.put(notice)

    thread = threading.Thread(target=work, name="telling", daemon=True)
    thread.start()
    try:
        yield both
    finally:
        waiting.put(None)
        thread.join(3 * PATIENCE)


def told_of(goal: Goal, kind: str, body: Mapping[str, Any]) -> Notice | None:
    """What people are told when a run journals this; None: nothing."""
    step = str(body.get("step", ""))
    if goal.kind in PREPARE:
        return None
    match kind:
        case "step" if step == "announce":
            return _stage(goal, "STARTED", "started")
        case "step" if step in _STAGES:
            return _stage(goal, _STAGES[step], step)
        case "held" if step == "prove":  # it asks and does nothing, so that it has no other entry
            return _stage(goal, _STAGES[step], step)
        case "end" if body["outcome"] == "released":
            return _stage(goal, "COMPLETE", "complete")
        case "end":
            text = f"{goal.kind} of {goal.release[:12]}: {body['outcome']}: {body.get('reason', '')}"
            kind_: Kind = "alert" if body["outcome"] == "needs a person" else "change"
            return Notice(
                f"{goal.run}/{body['outcome']}", kind_, goal.run, text[:200], text, datetime.now(UTC), "runbook", "HIGH"
            )  # fmt: skip
    return None


def _stage(goal: Goal, stage: str, name: str) -> Notice:
    text = Progress(stage, goal.release[:12]).text
    return Notice(f"{goal.run}/{name}", "change", goal.run, text, text, datetime.now(UTC), "runbook")

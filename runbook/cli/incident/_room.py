"""What the verbs of an incident share: its journal, what is overdue, who is told, and acts under a lease of their own.

The lease is not the release's: an incident is led while a release is rolled back by somebody else. Every event stands
in the journal before anything is written or said, and whom it could not be said to is said aloud.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from runbook.actions import WriteFile
from runbook.cli._fitting import aside
from runbook.environments import load
from runbook.errors import BadEnvironment, WrongUsage
from runbook.incident import contacts, statuspage
from runbook.incident.course import Event, Incident, after, begun, event_of, folded
from runbook.journal import Journal
from runbook.lease import acquire
from runbook.notifiers import Kind, Notice
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.telling import Teller

EnvironmentName = Annotated[
    str, typer.Option("--environment", "-e", help="A file of environments/ by name, or the path of one.")
]
Which = Annotated[str, typer.Argument(help="The incident, such as incident-1.", show_default=False)]
By = Annotated[
    str, typer.Option("--by", help="Who says it, for the journal; by default your account's name.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Room:
    """The incidents of one environment's machine."""

    def __init__(self, environment: str, by: str) -> None:
        self.environment = load(environment)
        self.state = self.environment.state
        self.by = by or getpass.getuser()
        self.redactor = Redactor()
        self.journal = Journal(self.state, self.redactor)

    def incidents(self) -> dict[str, Incident]:
        return folded(event_of(entry.body) for entry in self.journal.entries(kind="incident"))

    def incident(self, name: str) -> Incident:
        found = self.incidents()
        if name not in found:
            raise WrongUsage(f"There is no incident {name!r}; there is: {', '.join(found) or 'none'}.")
        return found[name]

    def opened(self, issue: str) -> Incident:
        """A new incident, in the journal."""
        with self._turn():
            name = f"incident-{len(self.incidents()) + 1}"
            event = self._event("open", {"issue": issue})
            made = begun(name, event)
            self._kept(name, event)
        return made

    def happened(self, name: str, what: str, told: Mapping[str, str] | None = None) -> Incident:
        """One more event, in the journal; refused, and not kept, when it does not follow."""
        with self._turn():
            event = self._event(what, told or {})
            grown = after(self.incident(name), event)
            self._kept(name, event)
        return grown

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One after another: what was judged by the journal is written into that very journal. Of two who open at once
        each has an incident of their own, and nothing is written behind its end, which nobody could read any more."""
        lease = acquire(self.state / "incident", self.by, "noting what happened", wait=10)
        try:
            yield
        finally:
            lease.release()

    def published(self) -> tuple[Path, ...]:
        """Write the status page anew, as HTML and JSON."""
        now = datetime.now(UTC)
        shown = statuspage.shown(self.incidents().values())
        pages = {"index.html": statuspage.as_html(shown, now), "status.json": statuspage.as_json(shown, now)}
        folder = self.state / "status"
        lease = acquire(self.state / "incident", self.by, "publishing the status page", wait=10)
        try:
            performer = Performer(self.redactor, lease)
            for name, text in pages.items():
                performer.perform(WriteFile(f"the status page's {name}", folder / name, text, mode=0o644))
        finally:
            lease.release()
        return tuple(folder / name for name in pages)

    def told(self, incident: Incident, kind: Kind, text: str) -> None:
        """Tell everybody who is to be told of it, each once; NOT TOLD on stderr names who was not, and the way out."""
        severity = incident.severity or "HIGH"
        notice = Notice(
            f"{incident.id}/{len(incident.events)}-{kind}", kind, incident.id,
            f"{severity}: {incident.issue} ({incident.state.lower()})", text, datetime.now(UTC),
            self.environment.name, severity, self._persons(),
        )  # fmt: skip
        teller = Teller(self.environment, self.journal, self.redactor, self.by)
        for sentence in teller.tell(notice):
            aside(f"NOT TOLD {sentence}. Say it by telephone: creditai oncall show")
        if not teller.ways:
            aside(
                f"Nobody is told by itself: {self.environment.name} has no [notify]. Call: creditai oncall show"
            )

    def _persons(self) -> tuple[str, ...]:
        """The addresses of who is on call today; none when there is no rotation, and then that is said."""
        given = self.environment.notify.get("contacts")
        if not given:
            return ()
        try:
            on = contacts.load(Path(given).expanduser()).on(datetime.now(UTC).date())
        except BadEnvironment as wrong:
            aside(f"NOT TOLD who is on call: {wrong.message}")
            return ()
        return (on.primary.mail, on.secondary.mail)

    def said_aloud(self) -> None:
        """What is overdue, on stderr, whatever the verb."""
        now = datetime.now(UTC)
        for incident in self.incidents().values():
            for sentence in incident.overdue(now):
                aside(f"OVERDUE {sentence}")

    def _event(self, what: str, told: Mapping[str, str]) -> Event:
        return Event(what, datetime.now(UTC), self.by, {name: value for name, value in told.items() if value})

    def _kept(self, name: str, event: Event) -> None:
        self.journal.append(
            "incident",
            name,
            incident=name,
            what=event.what,
            at=event.at.isoformat(),
            by=event.by,
            told=dict(event.told),
        )

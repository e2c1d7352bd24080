"""An incident as the journal tells it. Each event is an entry `incident`; the state is folded from them, never kept.

    open -> assess, assign, publish, message ... -> resolve

What the document only promises is kept here: an update is due every 15 minutes until it is resolved, and what is
overdue is said aloud by every verb that looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from runbook.errors import WrongUsage
from runbook.messages import filled, length, one_of
from runbook.messages.incident import EVERY, SEVERITIES, STATES, IncidentMessage

EVENTS = ("open", "assess", "assign", "publish", "message", "resolve")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: what happened, when, by whom, and its fields."""

    what: str
    at: datetime
    by: str
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of one incident now. None: nobody has said yet."""

    id: str
    opened: datetime
    issue: str
    severity: str | None = None
    impact: str | None = None
    commander: str | None = None
    state: str = "INVESTIGATING"
    eta: str | None = None
    customers_see_it: bool = False
    published: bool = False
    last_told: datetime | None = None
    resolved: datetime | None = None
    events: tuple[Event, ...] = ()

    def due(self) -> datetime | None:
        """When people must be told next; None once it is resolved."""
        return None if self.resolved is not None else (self.last_told or self.opened) + EVERY

    def overdue(self, now: datetime) -> tuple[str, ...]:
        """What should have been done by now, as sentences."""
        if self.resolved is not None:
            return ()
        late = []
        due = self.due()
        if due is not None and now > due:
            late.append(
                f"{self.id}: an update was due {length(now - due)} ago; `creditai incident message {self.id}`."
            )
        if self.commander is None and now - self.opened > timedelta(minutes=5):
            late.append(f"{self.id}: nobody leads it yet; `creditai incident assign {self.id} --to NAME`.")
        if self.customers_see_it and not self.published:
            late.append(
                f"{self.id}: customers notice it and the status page does not say so; `creditai incident publish {self.id}`."
            )
        return tuple(late)

    def message(self, at: datetime) -> IncidentMessage:
        """What people are told now; WrongUsage names what nobody has said yet."""
        missing = [n for n in ("severity", "impact", "commander") if getattr(self, n) is None]
        if missing:
            raise WrongUsage(
                f"{self.id}: {', '.join(missing)} is not known yet; `creditai incident assess` and `assign` say it."
            )
        return IncidentMessage(
            severity=self.severity or "", at=at, issue=self.issue, impact=self.impact or "", state=self.state,
            eta=self.eta or "unknown", commander=self.commander or "",
        )  # fmt: skip


def begun(id_: str, event: Event) -> Incident:
    """The incident that `open` begins."""
    return Incident(id_, event.at, filled("issue", event.told.get("issue", "")), events=(event,))


def after(incident: Incident, event: Event) -> Incident:
    """The incident after one more event; WrongUsage when it does not follow."""
    if event.what not in EVENTS[1:]:
        raise WrongUsage(
            f"{event.what!r} is nothing that happens to an incident; one of: {', '.join(EVENTS[1:])}."
        )
    if incident.resolved is not None:
        raise WrongUsage(f"{incident.id} is resolved; open another one.")
    told, grown = event.told, replace(incident, events=(*incident.events, event))
    if event.what == "assess":
        return replace(
            grown,
            severity=one_of("severity", told.get("severity", ""), SEVERITIES),
            impact=filled("impact", told.get("impact", "")),
            customers_see_it=told.get("customers") == "yes",
        )
    if event.what == "assign":
        return replace(grown, commander=filled("commander", told.get("to", "")))
    if event.what == "publish":
        return replace(grown, published=True)
    if event.what == "message":
        state = one_of("status", told.get("status", incident.state), STATES[:-1])
        return replace(grown, state=state, eta=told.get("eta") or incident.eta, last_told=event.at)
    return replace(grown, state="RESOLVED", resolved=event.at, last_told=event.at)


def folded(entries: Iterable[tuple[str, Event]]) -> dict[str, Incident]:
    """All incidents, by id, from (id, event) in the journal's order."""
    found: dict[str, Incident] = {}
    for id_, event in entries:
        found[id_] = begun(id_, event) if event.what == "open" else after(found[id_], event)
    return found


def event_of(body: Mapping[str, Any]) -> tuple[str, Event]:
    """An entry's body as (id, event)."""
    at = datetime.fromisoformat(str(body["at"]))
    return str(body["incident"]), Event(str(body["what"]), at, str(body["by"]), dict(body["told"]))

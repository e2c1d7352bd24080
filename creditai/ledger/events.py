"""Events of Stripe, each once, and drift that was found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.billing.mirror import Drift
from creditai.clients.stripe import Event
from creditai.store.tables.stripe_event import drift
from creditai.store.tables.stripe_event import stripe_event as table


def add(connection: Connection, event: Event, colour: str, at: datetime) -> bool:
    """Whether this event is new: of two that hear it at once, one waits here and hears no."""
    new = insert(table).values(
        id=event.id, type=event.type, customer=event.customer, subject=event.subject, created=event.created, colour=colour,
        made_at=at,
    )  # fmt: skip
    return connection.execute(new.on_conflict_do_nothing().returning(table.c.id)).first() is not None


def lock(connection: Connection, id_: str) -> tuple[Event, bool] | None:
    """The event, locked, and whether its work is done."""
    row = connection.execute(select(table).where(table.c.id == id_).with_for_update()).first()
    if row is None:
        return None
    return Event(row.id, row.type, row.customer, row.subject, row.created), row.applied_at is not None


def applied(connection: Connection, id_: str, at: datetime) -> None:
    connection.execute(update(table).where(table.c.id == id_).values(applied_at=at))


def not_applied(connection: Connection, before: datetime) -> tuple[str, ...]:
    """Received before then, and not done."""
    c = table.c
    asked = select(c.id).where(c.applied_at.is_(None), c.made_at < before).order_by(c.created, c.id)
    return tuple(connection.execute(asked).scalars())


def note(connection: Connection, found: Drift, *, repaired: bool) -> None:
    connection.execute(
        drift.insert().values(
            kind=found.kind, subject=found.subject, told=found.told[:200], repaired=repaired
        )
    )

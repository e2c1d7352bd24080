"""Events of Stripe, each once, and drift that was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from creditai.billing.mirror import Drift
from creditai.clients.stripe_words import Event
from creditai.store.tables.stripe_event import drift
from creditai.store.tables.stripe_event import stripe_event as table


def add(connection: Connection, event: Event, colour: str, at: datetime) -> bool:
    """Whether this event is new: of two that hear it at once, one waits here and hears no."""
    new = insert(table).values(
        id=event.id, type=event.type, customer=event.customer, subject=event.subject, created=event.created, colour=colour,
        made_at=at,
    )  # fmt: skip
    return connection.execute(new.on_conflict_do_nothing().returning(table.c.id)).first() is not None


def one(connection: Connection, id_: str) -> Event | None:
    row = connection.execute(select(table).where(table.c.id == id_)).first()
    return None if row is None else _event(row)


def lock_waiting(connection: Connection, event: Event) -> tuple[Event, ...]:
    """Every event of the same customer whose work is not done (of no customer: this one), locked, oldest first. Lock the
    customer first: two that do it the other way round would wait for each other."""
    c = table.c
    same = c.id == event.id if event.customer is None else c.customer == event.customer
    asked = select(table).where(same, c.applied_at.is_(None)).order_by(c.created, c.id).with_for_update()
    return tuple(_event(row) for row in connection.execute(asked))


def applied(connection: Connection, ids: Sequence[str], at: datetime) -> None:
    connection.execute(update(table).where(table.c.id.in_(ids)).values(applied_at=at))


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


def _event(row: Row[tuple[Any, ...]]) -> Event:
    return Event(row.id, row.type, row.customer, row.subject, row.created)

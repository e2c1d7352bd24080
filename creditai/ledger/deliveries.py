"""What was delivered, once each, and what Stripe's meter knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.store.ids import new_id
from creditai.store.tables.subscription import delivery as table


@dataclass(frozen=True, slots=True)
class Delivery:
    """`id` is the identifier in Stripe's meter."""

    id: UUID
    person: UUID
    delivered_at: datetime
    counted_at: datetime | None
    free: bool


def add(connection: Connection, person: UUID, what: str, at: datetime, *, free: bool) -> UUID | None:
    """A new delivery; None when it was delivered before."""
    new = insert(table).values(id=new_id(), person=person, what=what, delivered_at=at, free=free)
    found: UUID | None = connection.execute(
        new.on_conflict_do_nothing().returning(table.c.id)
    ).scalar_one_or_none()
    return found


def has(connection: Connection, person: UUID, what: str) -> bool:
    asked = select(func.count()).where(table.c.person == person, table.c.what == what)
    return bool(connection.execute(asked).scalar_one())


def since(connection: Connection, person: UUID, start: datetime | None) -> int:
    """How many were delivered from then on."""
    asked = select(func.count()).where(table.c.person == person)
    if start is not None:
        asked = asked.where(table.c.delivered_at >= start)
    return int(connection.execute(asked).scalar_one())


def lock(connection: Connection, id_: UUID) -> Delivery | None:
    c = table.c
    row = connection.execute(
        select(c.id, c.person, c.delivered_at, c.counted_at, c.free).where(c.id == id_).with_for_update()
    ).first()
    return None if row is None else Delivery(*row)


def counted(connection: Connection, id_: UUID, at: datetime) -> None:
    connection.execute(update(table).where(table.c.id == id_).values(counted_at=at))


def not_counted(connection: Connection, person: UUID, before: datetime) -> tuple[UUID, ...]:
    """Deliveries older than this that the meter has not taken, though it should."""
    c = table.c
    asked = select(c.id).where(
        c.person == person, c.counted_at.is_(None), c.free.is_(False), c.delivered_at < before
    )
    return tuple(connection.execute(asked.order_by(c.id)).scalars())


def counted_between(connection: Connection, person: UUID, start: datetime, end: datetime) -> int:
    c = table.c
    asked = select(func.count()).where(
        c.person == person, c.counted_at.is_not(None), c.delivered_at >= start, c.delivered_at < end
    )
    return int(connection.execute(asked).scalar_one())

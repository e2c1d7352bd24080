"""What was delivered, once each, and what Stripe's meter knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.store.ids import new_id
from creditai.store.tables.subscription import delivery as table
from creditai.store.tables.subscription import stripe_customer

_COUNTING = 0x64656C69
"""Of PostgreSQL's advisory locks: those that count deliveries."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`id` is the identifier in Stripe's meter."""

    id: UUID
    person: UUID
    delivered_at: datetime
    counted_at: datetime | None
    free: bool
    written_off_at: datetime | None

    @property
    def settled(self) -> bool:
        """Whether the meter has it, or never will."""
        return self.free or self.counted_at is not None or self.written_off_at is not None


def add(connection: Connection, person: UUID, what: str, at: datetime, *, free: bool) -> UUID | None:
    """A new delivery; None when it was delivered before."""
    new = insert(table).values(id=new_id(), person=person, what=what, delivered_at=at, free=free)
    found: UUID | None = connection.execute(
        new.on_conflict_do_nothing().returning(table.c.id)
    ).scalar_one_or_none()
    return found


def one_after_another(connection: Connection, person: UUID) -> None:
    """Who counts what this person was handed over and adds to it waits for whoever does so already."""
    connection.execute(select(func.pg_advisory_xact_lock(_COUNTING, person.int & 0x7FFF_FFFF)))


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
        select(c.id, c.person, c.delivered_at, c.counted_at, c.free, c.written_off_at)
        .where(c.id == id_)
        .with_for_update()
    ).first()
    return None if row is None else Delivery(*row)


def counted(connection: Connection, id_: UUID, at: datetime) -> None:
    connection.execute(update(table).where(table.c.id == id_).values(counted_at=at))


def set_free(connection: Connection, id_: UUID) -> None:
    connection.execute(update(table).where(table.c.id == id_).values(free=True))


def write_off(connection: Connection, id_: UUID, at: datetime) -> None:
    connection.execute(update(table).where(table.c.id == id_).values(written_off_at=at))


def not_counted(connection: Connection, person: UUID, before: datetime) -> tuple[UUID, ...]:
    """Deliveries older than this that the meter has not taken, though it should."""
    asked = select(table.c.id).where(table.c.person == person, *_open(before))
    return tuple(connection.execute(asked.order_by(table.c.id)).scalars())


def of_no_customer(connection: Connection, before: datetime) -> tuple[UUID, ...]:
    """The same, of people whom Stripe does not know: there is nobody to tell it of."""
    known = select(stripe_customer.c.id).where(stripe_customer.c.person == table.c.person)
    asked = select(table.c.id).where(~known.exists(), *_open(before))
    return tuple(connection.execute(asked.order_by(table.c.id)).scalars())


def _open(before: datetime) -> tuple[ColumnElement[bool], ...]:
    c = table.c
    return (c.counted_at.is_(None), c.written_off_at.is_(None), c.free.is_(False), c.delivered_at < before)


def counted_between(connection: Connection, person: UUID, start: datetime, end: datetime) -> tuple[UUID, ...]:
    """What the meter took of this time, the last that it took first."""
    c = table.c
    asked = select(c.id).where(
        c.person == person,
        c.counted_at.is_not(None),
        c.written_off_at.is_(None),
        c.delivered_at >= start,
        c.delivered_at < end,
    )
    return tuple(connection.execute(asked.order_by(c.counted_at.desc(), c.id.desc())).scalars())

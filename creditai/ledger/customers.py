"""Which person is which customer of Stripe."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from creditai.errors import Unavailable
from creditai.store import jobs
from creditai.store.tables.subscription import stripe_customer as table


def of(connection: Connection, person: UUID) -> str | None:
    return connection.execute(select(table.c.id).where(table.c.person == person)).scalar_one_or_none()


def follow_contract(connection: Connection, person: UUID) -> None:
    """Let a job make Stripe follow their contracts, if Stripe knows them."""
    customer = of(connection, person)
    if customer is not None:
        jobs.defer(connection, "follow_contract", {"customer": customer}, queue="money")


def add(connection: Connection, person: UUID, customer: str) -> str:
    """The customer of this person: this one, or the one that another request was quicker to make."""
    new = insert(table).values(id=customer, person=person).on_conflict_do_nothing()
    connection.execute(new)
    return str(of(connection, person))


def lock(connection: Connection, customer: str) -> UUID | None:
    """Whose it is, and its row locked: nobody else asks Stripe about this customer until the transaction ends, so
    what is written last was told last. None for a customer of nobody here."""
    asked = select(table.c.person).where(table.c.id == customer).with_for_update()
    try:
        found: UUID | None = connection.execute(asked).scalar_one_or_none()
    except OperationalError as error:
        raise Unavailable(
            "Stripe is being asked about this customer already. Try again in a moment."
        ) from error
    return found


def told(connection: Connection, customer: str, at: datetime) -> None:
    connection.execute(update(table).where(table.c.id == customer).values(told_at=at))


def remove(connection: Connection, customer: str) -> None:
    """Stripe knows them no more: the next Checkout makes another."""
    connection.execute(delete(table).where(table.c.id == customer))


def after(connection: Connection, customer: str, limit: int = 100) -> tuple[str, ...]:
    """The next customers by id."""
    asked = select(table.c.id).where(table.c.id > customer).order_by(table.c.id).limit(limit)
    return tuple(connection.execute(asked).scalars())

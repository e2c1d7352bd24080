"""What Stripe said last of a person: read as it was said, written whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.billing.mirror import LIVE, Invoice, Subscription, Told
from creditai.errors import NotFound
from creditai.store.tables.subscription import invoice, subscription

_SUBSCRIPTION = [subscription.c[f.name] for f in fields(Subscription)]
_INVOICE = [invoice.c[f.name] for f in fields(Invoice)]


def read(connection: Connection, person: UUID, customer: str | None = None) -> Told:
    """Of one customer, or of all that the person ever was."""
    subs = (
        select(*_SUBSCRIPTION).where(subscription.c.person == person).order_by(subscription.c.created.desc())
    )
    bills = (
        select(*_INVOICE).where(invoice.c.person == person).order_by(invoice.c.created.desc(), invoice.c.id)
    )
    if customer is not None:
        subs, bills = (
            subs.where(subscription.c.customer == customer),
            bills.where(invoice.c.customer == customer),
        )
    return Told(
        tuple(Subscription(*row) for row in connection.execute(subs)),
        tuple(Invoice(*row) for row in connection.execute(bills)),
    )


def write(connection: Connection, person: UUID, customer: str, told: Told) -> None:
    """Make the rows what Stripe said. Of a customer who is gone there the rights end; invoices are kept, as books are."""
    if told.gone:
        mine = (subscription.c.customer == customer, subscription.c.status.in_(LIVE))
        connection.execute(update(subscription).where(*mine).values(status="canceled"))
        return
    whose = {"person": person, "customer": customer}
    _write(connection, subscription, whose, told.subscriptions)
    _write(connection, invoice, whose, told.invoices)


def _write(
    connection: Connection,
    table: Table,
    whose: Mapping[str, object],
    told: tuple[Subscription, ...] | tuple[Invoice, ...],
) -> None:
    ids = [each.id for each in told]
    connection.execute(delete(table).where(table.c.customer == whose["customer"], table.c.id.not_in(ids)))
    for each in told:
        values = asdict(each)
        new = insert(table).values(**whose, **values)
        connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=values))


def refunded(connection: Connection, person: UUID) -> dict[str, int]:
    """Cents that went back, by invoice."""
    asked = select(invoice.c.id, invoice.c.refunded_cents).where(invoice.c.person == person)
    return {row.id: row.refunded_cents for row in connection.execute(asked)}


def set_refunded(connection: Connection, id_: str, cents: int) -> None:
    connection.execute(update(invoice).where(invoice.c.id == id_).values(refunded_cents=cents))


def paid(connection: Connection, person: UUID | None = None) -> tuple[str, ...]:
    """Invoices on which money was taken."""
    asked = select(invoice.c.id).where(invoice.c.paid_cents > 0)
    if person is not None:
        asked = asked.where(invoice.c.person == person)
    return tuple(connection.execute(asked.order_by(invoice.c.id)).scalars())


def whose(connection: Connection, id_: str) -> UUID:
    """NotFound for an invoice that is not in our rows."""
    found: UUID | None = connection.execute(
        select(invoice.c.person).where(invoice.c.id == id_)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such invoice.")
    return found

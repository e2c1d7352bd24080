"""The work of events of Stripe, once: our rows become what Stripe says now, and an unpaid invoice is told by mail."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from creditai.clients.stripe import Event
from creditai.flows import job
from creditai.flows.settle_customer import settle_customer
from creditai.ledger import customers, events, mirror
from creditai.store import jobs
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def apply_stripe_event(wiring: Wiring, event: str) -> None:
    """What Stripe says now covers every event that came before: all that wait for this customer are done at once. The
    mark commits with the effect: killed in between, it runs again; run twice, it does nothing."""
    with wiring.database.purpose("system") as connection:
        told = events.one(connection, event)
        if told is None:
            return
        person = None if told.customer is None else customers.lock(connection, told.customer)
        waiting = events.lock_waiting(connection, told)
        if not waiting:
            return
        if person is not None and told.customer is not None:
            settle_customer(wiring, connection, told.customer)
            for each in waiting:
                _effect(wiring, connection, each, person)
        events.applied(connection, [each.id for each in waiting], wiring.clock.now())


def _effect(wiring: Wiring, connection: Connection, told: Event, person: UUID) -> None:
    if told.type.startswith("refund."):
        for invoice in mirror.paid(connection, person):
            mirror.set_refunded(connection, invoice, wiring.stripe.refunded(invoice))
    if told.type == "invoice.payment_failed":
        jobs.defer(connection, "mail_payment_failed", {"person": str(person)}, queue="mail")

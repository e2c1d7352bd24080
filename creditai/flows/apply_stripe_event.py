"""The work of events of Stripe, once: our rows become what Stripe says now, and an unpaid invoice is told by mail."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from creditai import metrics
from creditai.billing.mirror import Invoice
from creditai.clients.stripe_words import Event
from creditai.flows import job
from creditai.flows.settle_customer import settle_customer
from creditai.ledger import customers, events, mirror
from creditai.store import jobs
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def apply_stripe_event(wiring: Wiring, event: str) -> None:
    """What Stripe says now covers every event that came before: all that wait for this customer are done at once. The
    mark commits with the effect: killed in between, it runs again; run twice, it does nothing."""
    payments: list[tuple[str, int]] = []
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
            payments = [found for each in waiting if (found := _effect(wiring, connection, each, person))]
        events.applied(connection, [each.id for each in waiting], wiring.clock.now())
    for outcome, cents in payments:
        metrics.paid(outcome, cents)


def _effect(wiring: Wiring, connection: Connection, told: Event, person: UUID) -> tuple[str, int] | None:
    """What happens once for this event; the payment that it tells of, if it does."""
    if told.type == "invoice.payment_failed":
        jobs.defer(connection, "mail_payment_failed", {"person": str(person)}, queue="mail")
        bill = _invoice(connection, person, told)
        return "failed", bill.due_cents if bill else 0
    if told.type == "invoice.paid":
        bill = _invoice(connection, person, told)
        return ("succeeded", bill.paid_cents) if bill and bill.paid_cents else None
    if told.type.startswith("refund."):
        before = sum(mirror.refunded(connection, person).values())
        for invoice in mirror.paid(connection, person):
            mirror.set_refunded(connection, invoice, wiring.stripe.refunded(invoice))
        back = sum(mirror.refunded(connection, person).values()) - before
        return ("refunded", back) if back > 0 else None
    return None


def _invoice(connection: Connection, person: UUID, told: Event) -> Invoice | None:
    """The invoice that an event is about; None when Stripe has forgotten the customer since."""
    return next((each for each in mirror.read(connection, person).invoices if each.id == told.subject), None)

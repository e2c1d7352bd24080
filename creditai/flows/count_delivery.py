"""Tell Stripe's meter of one delivered letter. The delivery's id is the identifier there: told twice, it counts once."""

from __future__ import annotations

from uuid import UUID

from creditai.flows import job
from creditai.ledger import customers, deliveries
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def count_delivery(wiring: Wiring, delivery: str) -> None:
    """Without a customer at Stripe nothing is told; reconciliation names it."""
    with wiring.database.purpose("system") as connection:
        found = deliveries.lock(connection, UUID(delivery))
        if found is None or found.counted_at is not None or found.free:
            return
        customer = customers.of(connection, found.person)
        if customer is None:
            return
        wiring.stripe.count(customer, found.id, found.delivered_at)
        deliveries.counted(connection, found.id, wiring.clock.now())

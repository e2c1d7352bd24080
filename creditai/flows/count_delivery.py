"""Tell Stripe's meter of one delivered letter. The delivery's id is the identifier there: told twice, it counts once.

One that comes so late that its period's invoice was made already is not told, for nothing would come of it: the night
writes it off by name.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from creditai.billing import lateness
from creditai.billing.mirror import Told
from creditai.flows import job
from creditai.ledger import customers, deliveries, mirror
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def count_delivery(wiring: Wiring, delivery: str) -> bool:
    """Whether nothing is left to do. Without a customer at Stripe nothing is told; reconciliation names it."""
    with wiring.database.purpose("system") as connection:
        found = deliveries.lock(connection, UUID(delivery))
        if found is None or found.settled:
            return True
        customer = customers.of(connection, found.person)
        if customer is None:
            return False
        at, now = found.delivered_at, wiring.clock.now()
        told = _told(wiring, connection, found.person, customer)
        if not lateness.can_be_billed(told, at):
            if lateness.in_free_days(told, at):
                deliveries.set_free(connection, found.id)
            return lateness.in_free_days(told, at)
        wiring.stripe.count(customer, found.id, lateness.told_as(at, now))
        deliveries.counted(connection, found.id, now)
        return True


def _told(wiring: Wiring, connection: Connection, person: UUID, customer: str) -> Told:
    """What Stripe said last, while the period runs of which it spoke; else what it says now."""
    ours = mirror.read(connection, person, customer)
    now = wiring.clock.now()
    runs = any(each.period_start <= now < each.period_end for each in ours.subscriptions)
    return ours if runs else wiring.stripe.told(customer)

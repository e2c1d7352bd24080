"""How a person stands: plan, what is delivered, what comes next, invoices. Only what Stripe said counts as a right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from creditai.billing import amounts
from creditai.billing.entitlements import Entitlement, entitlement
from creditai.billing.mirror import Invoice
from creditai.billing.plans import Interval, offer
from creditai.flows.look_at_papers import whose
from creditai.ledger import contracts, deliveries, mirror
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Money:
    """`due_cents`: for the period so far, were it to end now. `letters_from`: when the first contract's letters begin.
    `changes_to`: the plan of the first period that begins after its contract's days. `next_attempt`: when Stripe tries a refused card again."""

    right: Entitlement
    interval: Interval | None
    delivered: int
    due_cents: int
    letters_from: datetime | None
    changes_to: str | None
    next_attempt: datetime | None
    invoices: tuple[tuple[Invoice, int], ...]


def read_money(wiring: Wiring, who: Who) -> Money:
    person = whose(who)
    with wiring.database.scope(person) as connection:
        told = mirror.read(connection, person)
        right = entitlement(offer(), told.subscriptions)
        delivered = deliveries.since(connection, person, right.since) if right.since else 0
        signed = contracts.in_force(connection, person)
        refunded = mirror.refunded(connection, person)
    running = next((each for each in told.subscriptions if each.id == right.subscription), None)
    due = 0
    if running is not None:
        free = right.standing == "free_days" or running.status == "trialing"
        due = amounts.due(offer(), right.plan, running.interval, delivered, free_days=free)
    attempts = [each.next_attempt for each in told.invoices if each.status == "open" and each.next_attempt]
    return Money(
        right,
        None if running is None else running.interval,
        delivered,
        due,
        min((each.letters_from for each in signed), default=None),
        signed[-1].plan if running is not None and running.schedule and signed else None,
        min(attempts, default=None),
        tuple((each, refunded.get(each.id, 0)) for each in told.invoices),
    )

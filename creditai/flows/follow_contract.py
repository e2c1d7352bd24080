"""Make Stripe follow the contracts that are in force. Without one: no Checkout can be finished, no subscription runs, and
what was paid goes back. With one for another plan: that begins with the next period."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from creditai.billing.mirror import LIVE, Subscription
from creditai.flows import job
from creditai.flows.settle_customer import settle_customer
from creditai.ledger import contracts, customers, mirror
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def follow_contract(wiring: Wiring, customer: str) -> None:
    """Run twice, it does the same."""
    with wiring.database.purpose("system") as connection:
        person = customers.lock(connection, customer)
        if person is None:
            return
        told = wiring.stripe.told(customer)
        live = [each for each in told.subscriptions if each.status in LIVE]
        signed = contracts.in_force(connection, person)
        if not signed:
            _end(wiring, connection, customer, person, live)
        else:
            for each in live:
                _follow(wiring, each, signed[-1])
        settle_customer(wiring, connection, customer)


def _end(
    wiring: Wiring, connection: Connection, customer: str, person: UUID, live: list[Subscription]
) -> None:
    wiring.stripe.close_checkouts(customer)
    for each in live:
        wiring.stripe.end(each.id)
        for bill in wiring.stripe.told(customer).invoices:
            if bill.subscription == each.id and bill.paid_cents > wiring.stripe.refunded(bill.id):
                wiring.stripe.refund(bill.id, None, "cancelled")
                mirror.set_refunded(connection, bill.id, wiring.stripe.refunded(bill.id))


def _follow(wiring: Wiring, running: Subscription, newest: contracts.InForce) -> None:
    if (running.plan, running.interval) == (newest.plan, newest.interval):
        wiring.stripe.keep_plan(running)
    else:
        wiring.stripe.change_plan(running, newest.plan, newest.interval)

"""Make Stripe follow the contracts that are in force. Without one: no Checkout can be finished. A subscription for which
there is none ends, though there be one for another plan, and what was paid goes back. With a newer one for another plan:
that begins with the next period after the days in which it can be cancelled, so that whoever cancels it was never billed
by it. One that its person has ended ends: only they take that back, and then it follows."""

from __future__ import annotations

from sqlalchemy import Connection

from creditai.billing.mirror import LIVE, Subscription, Told
from creditai.clients.stripe import StripeRefused
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
        told, signed = wiring.stripe.told(customer), contracts.in_force(connection, person)
        if not signed:
            wiring.stripe.close_checkouts(customer)
        ends = contracts.uncovered(told.subscriptions, signed)
        for each in ends:
            _end(wiring, connection, each, told)
        for each in told.subscriptions:
            if signed and each.status in LIVE and each not in ends:
                _follow(wiring, each, signed[-1])
        settle_customer(wiring, connection, customer)


def _end(wiring: Wiring, connection: Connection, running: Subscription, told: Told) -> None:
    """What was paid goes back first: a subscription that is over is not looked at again."""
    for bill in told.invoices:
        if bill.subscription == running.id and bill.paid_cents > wiring.stripe.refunded(bill.id):
            try:
                wiring.stripe.refund(bill.id, None, "cancelled")
            except StripeRefused as refused:
                if not refused.gone_back:
                    raise
            mirror.set_refunded(connection, bill.id, wiring.stripe.refunded(bill.id))
    wiring.stripe.end(running.id)


def _follow(wiring: Wiring, running: Subscription, newest: contracts.InForce) -> None:
    if (running.plan, running.interval) == (newest.plan, newest.interval):
        wiring.stripe.keep_plan(running)
    elif not running.ends_with_period:
        wiring.stripe.change_plan(running, newest.plan, newest.interval, after=newest.letters_from)

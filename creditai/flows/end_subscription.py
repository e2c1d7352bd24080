"""End the subscription with the period that has begun, or take that back while it runs."""

from __future__ import annotations

from creditai.billing.mirror import LIVE
from creditai.errors import NotFound
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.settle_customer import settle_customer
from creditai.ledger import customers
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def end_subscription(wiring: Wiring, who: Who, *, ends: bool = True) -> None:
    """NotFound without a live one. A change of plan that waited is taken back with an ending, and comes after all when
    that is. Answers after Stripe agreed."""
    person = whose(who)
    with wiring.database.scope(person) as connection:
        customer = customers.of(connection, person)
        if customer is None or customers.lock(connection, customer) is None:
            raise NotFound("There is no subscription.")
        live = [each for each in wiring.stripe.told(customer).subscriptions if each.status in LIVE]
        if not live:
            raise NotFound("There is no subscription that runs.")
        for each in live:
            if each.ends_with_period is not ends:
                wiring.stripe.end_with_period(each, ends)
        settle_customer(wiring, connection, customer)
        if not ends:
            customers.follow_contract(connection, person)
        audit.record(
            connection, who, "subscription.end" if ends else "subscription.keep", live[0].id, reason(who)
        )

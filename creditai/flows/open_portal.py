"""The address at Stripe where a person sees invoices and gives another card."""

from __future__ import annotations

from creditai.errors import NotFound
from creditai.flows.look_at_papers import reason, whose
from creditai.ledger import customers
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def open_portal(wiring: Wiring, who: Who) -> str:
    """NotFound for somebody who never went through Checkout."""
    person = whose(who)
    with wiring.database.scope(person) as connection:
        customer = customers.of(connection, person)
        if customer is None:
            raise NotFound("There is no subscription yet, so there is no portal.")
        audit.record(connection, who, "portal.open", customer, reason(who))
    return wiring.stripe.portal(customer, f"{wiring.settings.address}/plans")

"""The address at Stripe where a person sees invoices and gives another card."""

from __future__ import annotations

from creditai.clients.stripe import StripeRefused
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
            raise _none()
        audit.record(connection, who, "portal.open", customer, reason(who))
    try:
        return wiring.stripe.portal(customer, f"{wiring.settings.address}/plans")
    except StripeRefused as refused:
        if refused.forgotten:  # deleted there; its event, or the night, makes our rows that
            raise _none() from refused
        raise


def _none() -> NotFound:
    return NotFound("There is no subscription, so there is no portal.")

"""A webhook of Stripe: believed for its signature, written down once, its work put in the queue, all in one transaction.

Stripe sends an event again until it is answered, to every instance, in any order. The unique id lets one of them in.
The work asks Stripe what is now, so it does not matter which event asked for it.
"""

from __future__ import annotations

from creditai.ledger import events
from creditai.store import jobs
from creditai.wiring import Wiring


def take_stripe_event(wiring: Wiring, payload: bytes, signature: str | None) -> bool:
    """Whether it was new. NotAllowed when it is not signed by Stripe for us."""
    event = wiring.stripe.event(payload, signature)
    with wiring.database.purpose("system") as connection:
        new = events.add(connection, event, wiring.settings.colour, wiring.clock.now())
        if new:
            jobs.defer(connection, "apply_stripe_event", {"event": event.id}, queue="money")
    return new

"""Make meter, products and prices at Stripe as the table of plans says; what is there already stays."""

from __future__ import annotations

from creditai.billing.plans import offer
from creditai.wiring import Wiring


def prepare_stripe(wiring: Wiring) -> tuple[str, ...]:
    """What was made."""
    return wiring.stripe.prepare(offer())

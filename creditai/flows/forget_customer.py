"""Delete somebody at Stripe, because they are erased here. It ends their subscription and forgets their card."""

from __future__ import annotations

from creditai.flows import job
from creditai.wiring import Wiring


@job(queue="money", retries=8)
def forget_customer(wiring: Wiring, customer: str) -> None:
    """Gone already is well."""
    wiring.stripe.delete_customer(customer)

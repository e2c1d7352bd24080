"""The stand-in for Stripe joins a machine of the real application, as an operator connects Stripe: a key, plans, an endpoint.

What is new by that stands in the environment's file, secrets as files; the next release takes it.
"""

from __future__ import annotations

import json
from pathlib import Path

from rehearsal.machine import Machine
from rehearsal.product import said
from rehearsal.stripe.running import Running


def connect(made: Machine, stripe: Running, program: Path) -> None:
    """By the verbs of a release's own `program`."""
    told = {"CREDITAI_STRIPE_KEY": stripe.key, "CREDITAI_STRIPE_ADDRESS": stripe.address}
    said(made, program, "payments", "prepare", **told)
    secret = json.loads(said(made, program, "payments", "endpoint", **told))["CREDITAI_STRIPE_WEBHOOK_SECRET"]
    kept = {"stripe_key": stripe.key, "stripe_webhook_secret": str(secret)}
    made.tell({"stripe_address": stripe.address}, kept)

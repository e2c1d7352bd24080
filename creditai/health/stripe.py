"""Stripe: does it answer to our key, and will it tell us of events: an endpoint of ours, of our version, switched on, with
every event that we listen to, and a secret to believe it by."""

from __future__ import annotations

from creditai.health import NOT_CONFIGURED, Probe, Told
from creditai.wiring import Wiring


class Stripe(Probe):
    name = "stripe"

    def probe(self, wiring: Wiring) -> Told:
        if not wiring.stripe.configured:
            return NOT_CONFIGURED
        found = wiring.stripe.endpoint(f"{wiring.settings.address}/api/stripe/webhook")
        signed = bool(wiring.settings.stripe_webhook_secret)
        detail = {
            "webhook_known": found is not None,
            "webhook_signed": signed,
            "webhook_version": found.version if found else None,
            "webhook_enabled": found is not None and found.enabled,
            "webhook_lacks": len(found.lacks) if found else None,
        }
        well = found is not None and signed and found.enabled and not found.lacks
        return Told("healthy" if well and found and found.ours else "degraded", detail)

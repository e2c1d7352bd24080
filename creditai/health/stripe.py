"""Stripe: a read that costs nothing, with our key."""

from __future__ import annotations

import httpx2

from creditai.health import NOT_CONFIGURED, SECONDS, Probe, Told
from creditai.settings import Secret
from creditai.wiring import Wiring


class Stripe(Probe):
    name = "stripe"

    def probe(self, wiring: Wiring) -> Told:
        key: Secret = getattr(wiring.settings, "stripe_key", Secret(""))
        address: str = getattr(wiring.settings, "stripe_address", "")
        signing: Secret = getattr(wiring.settings, "stripe_webhook_secret", Secret(""))
        if not key:
            return NOT_CONFIGURED
        answer = httpx2.get(
            f"{address}/v1/balance",
            headers={"Authorization": f"Bearer {key.reveal()}"},
            timeout=SECONDS - 0.5,
        )
        if answer.status_code != 200:
            return Told("failing", {"answered": answer.status_code})
        return Told("healthy" if signing else "degraded", {"webhooks_signed": bool(signing)})

"""Money, without any: what Stripe's side of the service says of itself, and that it believes nobody else."""

from __future__ import annotations

from runbook.actions import Way
from runbook.errors import Astray
from runbook.journeys import Aim, Journey, document, expect, went


class Stripe(Journey):
    """Stripe answers to our key, knows our webhook, and a webhook that Stripe did not sign is refused."""

    covers = ("R088", "R100")

    def way(self, aim: Aim) -> Way:
        forged = aim.ask(
            "POST", "/api/stripe/webhook", body={"id": "evt_forged", "type": "invoice.paid"},
            headers={"Stripe-Signature": "t=1,v1=00"},
        )  # fmt: skip
        told = yield from document(aim.ask("GET", "/api/stripe/health", bearer=aim.operator), 200, 503)
        answer = yield from expect(forged, 400, 401, 403, 404, 409, 422, 503)
        status = str(told["status"])
        if status == "not_configured":
            return went(f"no key of Stripe is set, and a forged event is refused ({answer.status})")
        if status != "healthy":
            raise Astray(f"Stripe is {status}: {told}")
        return went(f"Stripe is healthy, and a forged event is refused ({answer.status})")

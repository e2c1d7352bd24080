"""Supabase Auth as the other identity provider: its signing keys can be had."""

from __future__ import annotations

import httpx2

from creditai.health import NOT_CONFIGURED, SECONDS, Probe, Told
from creditai.wiring import Wiring

_KEYS = "/auth/v1/.well-known/jwks.json"


class Supabase(Probe):
    name = "supabase"

    def probe(self, wiring: Wiring) -> Told:
        address = wiring.settings.supabase
        if not address:
            return NOT_CONFIGURED
        answer = httpx2.get(f"{address.rstrip('/')}{_KEYS}", timeout=SECONDS - 0.5)
        keys = answer.json().get("keys", []) if answer.status_code == 200 else []
        return Told("healthy" if keys else "failing", {"answered": answer.status_code, "keys": len(keys)})

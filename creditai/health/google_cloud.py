"""Google Document AI: its address answers over TLS. No page is sent, so none is paid for."""

from __future__ import annotations

import httpx2

from creditai.health import NOT_CONFIGURED, SECONDS, Probe, Told
from creditai.wiring import Wiring


class GoogleCloud(Probe):
    name = "google-cloud"

    def probe(self, wiring: Wiring) -> Told:
        address: str = getattr(wiring.settings, "document_ai", "")
        if not address:
            return NOT_CONFIGURED
        answer = httpx2.get(address, timeout=SECONDS - 0.5)
        return Told("failing" if answer.status_code >= 500 else "healthy", {"answered": answer.status_code})

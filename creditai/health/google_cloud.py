"""Google Document AI: its address answers over TLS, and it is asked at the moment. No page is sent, so none is paid."""

from __future__ import annotations

import httpx2

from creditai.health import NOT_CONFIGURED, SECONDS, Probe, Told
from creditai.wiring import Wiring


class GoogleCloud(Probe):
    name = "google-cloud"

    def probe(self, wiring: Wiring) -> Told:
        if wiring.document_ai is None:
            return NOT_CONFIGURED
        answer = httpx2.get(wiring.document_ai.endpoint, timeout=SECONDS - 0.5)
        if answer.status_code >= 500:
            return Told("failing", {"answered": answer.status_code})
        asked = wiring.document_ai.answers
        return Told("healthy" if asked else "degraded", {"answered": answer.status_code, "asked": asked})

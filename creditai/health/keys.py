"""The database of data keys: without it nothing that is sealed can be read."""

from __future__ import annotations

from creditai.health import Probe, Told
from creditai.wiring import Wiring


class Keys(Probe):
    name = "keys"
    critical = True

    def probe(self, wiring: Wiring) -> Told:
        wiring.keys.ping()
        return Told("healthy")

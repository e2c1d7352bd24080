"""The disk of the data folder."""

from __future__ import annotations

import shutil

from creditai.health import Probe, Told
from creditai.wiring import Wiring

LOW_SHARE = 0.05


class Disk(Probe):
    name = "disk"

    def probe(self, wiring: Wiring) -> Told:
        folder = wiring.settings.data
        while not folder.exists():
            folder = folder.parent
        usage = shutil.disk_usage(folder)
        free = usage.free / usage.total
        return Told("healthy" if free > LOW_SHARE else "degraded", {"free_share": round(free, 3)})

"""The store of papers: a few bytes are written, read again, and taken away."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from creditai.health import Probe, Told
from creditai.wiring import Wiring

_LOW = 0.05


class Objects(Probe):
    name = "objects"

    def probe(self, wiring: Wiring) -> Told:
        name, content = f"health/{uuid4()}", uuid4().bytes
        wiring.objects.put(name, content)
        found = b"".join(wiring.objects.get(name))
        wiring.objects.delete(name)
        if found != content:
            return Told("failing", {"error": "other bytes came back"})
        free = _free(wiring.settings.objects)
        return Told("degraded" if free is not None and free < _LOW else "healthy", {"disk_free_share": free})


def _free(url: str) -> float | None:
    """The share of the disk that is free, where papers lie in a folder."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    usage = shutil.disk_usage(Path(unquote(parts.path)))
    return round(usage.free / usage.total, 3)

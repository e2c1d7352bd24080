"""Valkey or Redis. Not critical: limits are counted locally and the last known switches stand while it is away."""

from __future__ import annotations

from creditai.health import Probe, Told
from creditai.wiring import Wiring


class Redis(Probe):
    name = "redis"

    def probe(self, wiring: Wiring) -> Told:
        wiring.redis.ping()
        return Told("healthy", {"epoch": wiring.flags.epoch, "switches_stale": wiring.flags.stale})

"""The generic cell rate algorithm: one number per asker, the time at which all that was let through is paid off.

Pure; `valkey.py` does the same in one script over there, and tests/creditai/limits holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` requests in `seconds`, `burst` of them at once."""

    count: int
    seconds: float
    burst: int

    @property
    def interval(self) -> float:
        """Seconds that one request costs."""
        return self.seconds / self.count

    def times(self, factor: int) -> Rate:
        """That much more."""
        return Rate(self.count * factor, self.seconds, self.burst * factor)

    def stricter(self, parts: int) -> Rate:
        """A share of it, one request at the least: for a process that does not know what the others let through."""
        return Rate(max(1, self.count // parts), self.seconds, max(1, self.burst // parts))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`remaining` requests may come at once; after `reset` seconds the whole burst may; `wait` until the next one,
    nought when this one passed."""

    passed: bool
    remaining: int
    reset: float
    wait: float
    rate: Rate


def verdict(rate: Rate, paid: float, now: float) -> tuple[Verdict, float]:
    """Whether a request passes at `now` when all earlier ones are paid off at `paid`; and the new `paid`."""
    start = max(paid, now)
    after = start + rate.interval
    room = rate.burst * rate.interval - (after - now)
    if room < -1e-9:
        return Verdict(False, 0, start - now, -room, rate), paid
    return Verdict(True, math.floor(room / rate.interval + 1e-9), after - now, 0.0, rate), after


def headers(route_class: str, told: Verdict) -> dict[str, str]:
    """The RateLimit fields (draft-ietf-httpapi-ratelimit-headers), and Retry-After for one who must wait."""
    made = {
        "RateLimit-Policy": f'"{route_class}";q={told.rate.count};w={math.ceil(told.rate.seconds)}',
        "RateLimit": f'"{route_class}";r={told.remaining};t={math.ceil(told.reset)}',
    }
    return made if told.passed else {**made, "Retry-After": str(max(1, math.ceil(told.wait)))}

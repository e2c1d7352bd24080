"""Rate limits: GCRA by person, address and route class (for sign-ups over everybody too), over all instances; never none.

    verdict = limits.take("upload", person=who.person, address=who.address)
    if not verdict.passed: 429 with `headers("upload", verdict)`

Rates are data (rates.toml); the switch `emergency-limits` puts the emergency profile in force everywhere. While
Valkey is away each process counts alone, at a quarter of the rate: of up to four processes none lets through
more than all together may.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
import tomllib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from ipaddress import IPv6Address, ip_address
from uuid import UUID

import redis

from creditai.errors import TooMany
from creditai.limits.gcra import Rate, Verdict, headers, verdict
from creditai.limits.valkey import Ledger, tightest
from creditai.logs import REDACTION, log

__all__ = ["Limits", "Verdict", "headers", "route_classes", "too_many"]

_ALONE = 4
_AWAY_SECONDS = 1.0
_MOST_KEPT = 20_000


@cache
def rates() -> Mapping[str, Mapping[str, Rate]]:
    """Route class -> `person`, `address`, `emergency`, and `everybody` where all count together -> rate."""
    told = tomllib.loads(files("creditai.limits").joinpath("rates.toml").read_text("utf-8"))
    return {name: {kind: Rate(**each) for kind, each in table.items()} for name, table in told.items()}


def route_classes() -> frozenset[str]:
    """Every class that a route may name; `free` is the one without a limit."""
    return frozenset(rates()) | {"free"}


REDACTION.declare("limit", route_classes())


def too_many(told: Verdict) -> TooMany:
    """The refusal that a verdict makes."""
    wait = max(1, round(told.wait + 0.5))
    return TooMany(f"Too many requests at once; the next one may come in {wait} seconds.", wait)


class Limits:
    """`emergency` tells whether the emergency profile is in force; `pepper` keys the digests; `times` multiplies
    the rates."""

    def __init__(
        self, client: redis.Redis, pepper: bytes, emergency: Callable[[], bool], times: int = 1
    ) -> None:
        self._ledger, self._pepper, self._emergency, self._times = (
            Ledger(client),
            pepper,
            emergency,
            max(times, 1),
        )
        self._own, self._lock = OrderedDict[str, float](), threading.Lock()
        self._away_until = 0.0

    def take(self, route_class: str, *, person: UUID | None, address: str | None) -> Verdict | None:
        """Count one request; None for a class without a limit. Never raises, never waits long. Without an `address` it
        is counted by person alone."""
        if route_class == "free":
            return None
        asked = self._asked(route_class, person, address)
        if time.monotonic() >= self._away_until:
            try:
                return self._ledger.take(asked)
            except redis.RedisError as error:
                log.warning("limits.local", exc_info=error)
                self._away_until = time.monotonic() + _AWAY_SECONDS
        return self._alone(asked)

    def _asked(self, route_class: str, person: UUID | None, address: str | None) -> list[tuple[str, Rate]]:
        table, emergency = rates()[route_class], self._emergency()
        by_person = {} if person is None else {"person": str(person)}
        askers = by_person if address is None else by_person | {"address": network(address)}
        told = [
            (
                f"{route_class}:{kind}:{'e' if emergency else 'n'}:{self._digest(kind, asker)}",
                (table["emergency"] if emergency else table[kind]).times(self._times),
            )
            for kind, asker in askers.items()
        ]
        if "everybody" in table:
            told.append((f"{route_class}:everybody", table["everybody"].times(self._times)))
        return told

    def _digest(self, kind: str, asker: str) -> str:
        return hmac.new(self._pepper, f"limit:{kind}:{asker}".encode(), hashlib.sha256).hexdigest()[:24]

    def _alone(self, asked: Sequence[tuple[str, Rate]]) -> Verdict:
        """The same, counted in this process. Whoever was not seen longest is forgotten when there are too many;
        with that, a flood of addresses wins no more than a fresh start does."""
        now = time.monotonic()
        with self._lock:
            told = [
                (key, *verdict(rate.stricter(_ALONE), self._own.get(key, 0.0), now)) for key, rate in asked
            ]
            passed = all(each.passed for _, each, _ in told)
            for key, _, paid in told if passed else ():
                self._own[key] = paid
                self._own.move_to_end(key)
            while len(self._own) > _MOST_KEPT:
                self._own.popitem(last=False)
        return tightest([each for _, each, _ in told], passed)


def network(address: str) -> str:
    """Who stands behind an address: one IPv4 address, or the 64-bit network that one IPv6 household has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)

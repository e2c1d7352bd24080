"""All that the stand-in knows, in memory; saved to a file where one is named."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal.stripe import VERSION
from rehearsal.stripe.wire import Json, missing

PREFIXES = {
    "customer": "cus", "product": "prod", "price": "price", "meter": "mtr", "checkout": "cs_test",
    "portal": "bps", "subscription": "sub", "item": "si", "invoice": "in", "line": "il",
    "invoice_payment": "inpay", "payment_intent": "pi", "charge": "ch", "payment_method": "pm",
    "refund": "re", "clock": "clock", "schedule": "sub_sched", "event": "evt", "endpoint": "we",
}  # fmt: skip

CARDS = {
    "4242424242424242": ("Visa", ""),
    "4000000000000341": ("Visa", "later"),
    "4000000000000002": ("Visa", "now"),
}
"""Stripe's test numbers that we tell apart: pays; is taken and refuses every charge; is refused at once."""


@dataclass
class Books:
    """`kinds[kind][id]` is an object as it looks outside; `usage` are meter events; `moment` is the hour while
    time is being moved."""

    kinds: dict[str, dict[str, Json]] = field(default_factory=dict)
    usage: list[Json] = field(default_factory=list)
    answered: dict[str, Json] = field(default_factory=dict)
    offset: float = 0.0
    moment: int | None = None
    heard: Callable[[Json], None] = field(default=lambda _: None, repr=False)

    def new(self, kind: str) -> str:
        return f"{PREFIXES[kind]}_{secrets.token_hex(12)}"

    def of(self, kind: str) -> dict[str, Json]:
        return self.kinds.setdefault(kind, {})

    def put(self, kind: str, made: Json) -> Json:
        self.of(kind)[made["id"]] = made
        return made

    def get(self, kind: str, id_: str) -> Json:
        found = self.of(kind).get(id_)
        if found is None:
            raise missing(kind.replace("_", " "), id_)
        return found

    def newest(self, kind: str) -> list[Json]:
        return list(reversed(self.of(kind).values()))

    def wall(self) -> int:
        return int(time.time() + self.offset)

    def now(self, customer: str | None) -> int:
        """The hour of this customer: of their test clock, else ours."""
        if self.moment is not None:
            return self.moment
        if customer is not None and (known := self.of("customer").get(customer)) and known.get("test_clock"):
            return int(self.of("clock")[known["test_clock"]]["frozen_time"])
        return self.wall()

    def tell(self, kind: str, about: Json, customer: str | None, before: Json | None = None) -> None:
        """An event: a copy of the object as it is now."""
        data: Json = {"object": json.loads(json.dumps(about))}
        if before is not None:
            data["previous_attributes"] = before
        event: Json = {
            "id": self.new("event"), "object": "event", "api_version": VERSION,
            "created": self.now(customer), "data": data, "livemode": False, "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None}, "type": kind,
        }  # fmt: skip
        self.put("event", event)
        self.heard(event)

    def save(self, path: Path) -> None:
        known = {name: getattr(self, name) for name in ("kinds", "usage", "answered", "offset")}
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)  # it holds the secrets of endpoints
        fresh.write_text(json.dumps(known), encoding="utf-8")
        fresh.replace(path)

    @classmethod
    def load(cls, path: Path) -> Books:
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else cls()

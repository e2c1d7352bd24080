"""Webhooks: signed, posted to every endpoint that wants them, tried again until answered with 2xx.

`repeat` posts each so many times, `delay` waits up to so many seconds (each its own, so order is lost),
`hold` keeps them until they are released in order, reversed or shuffled, or collected: signed letters that
the caller carries itself.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import random
import ssl
import time
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Literal

import httpx2

from rehearsal.stripe.books import Books
from rehearsal.stripe.wire import Json, Refusal

Order = Literal["sent", "reversed", "shuffled"]
ATTEMPTS = 6


def signed(body: str, secret: str, at: int | None = None) -> str:
    """The `Stripe-Signature` header: HMAC-SHA256 over time and body."""
    moment = int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), f"{moment}.{body}".encode(), sha256).hexdigest()
    return f"t={moment},v1={mac}"


@cache
def _authorities() -> ssl.SSLContext:
    """Whom this machine trusts: read once, not with every event."""
    return ssl.create_default_context()


@dataclass
class Posting:
    books: Books
    repeat: int = 1
    delay: float = 0.0
    hold: bool = False
    seed: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311
    held: list[Json] = field(default_factory=list)
    sent: int = 0
    failed: int = 0
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, event: Json) -> None:
        if self.hold:
            self.held.append(event)
        else:
            self._post(event)

    def release(self, order: Order) -> None:
        self._start(self._in_turn(self._taken(order)))

    def collect(self, order: Order, secret: str | None) -> list[Json]:
        """What is held, as letters to carry: each `repeat` times, under the secret named or an endpoint's own."""
        letters = []
        for event in self._taken(order):
            body = json.dumps(event)
            for url, key in self._wanted(event) if secret is None else [("", secret)]:
                letters += [{"url": url, "body": body, "signature": signed(body, key)}] * self.repeat
        return letters

    def set(self, told: Json) -> None:
        for name, value in told.items():
            if name not in ("repeat", "delay", "hold"):
                raise Refusal(f"Received unknown parameter: {name}", param=name)
            setattr(self, name, type(getattr(self, name))(value))

    def resend(self, event: Json) -> None:
        self._post(event)

    async def settled(self) -> None:
        while self.under_way:
            await asyncio.gather(*self.under_way)

    def state(self) -> Json:
        return {
            "held": len(self.held),
            "sent": self.sent,
            "failed": self.failed,
            "waiting": len(self.under_way),
        }

    def _taken(self, order: Order) -> list[Json]:
        taken, self.held = self.held, []
        if order == "reversed":
            taken.reverse()
        elif order == "shuffled":
            self.seed.shuffle(taken)
        return taken

    def _post(self, event: Json) -> None:
        for _ in range(self.repeat):
            wait = self.seed.uniform(0, self.delay) if self.delay else 0.0
            self._start(self._later(event, wait))

    def _start(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _in_turn(self, events: list[Json]) -> None:
        for event in events:
            for _ in range(self.repeat):
                await self._deliver(event)

    async def _later(self, event: Json, wait: float) -> None:
        await asyncio.sleep(wait)
        await self._deliver(event)

    def _wanted(self, event: Json) -> list[tuple[str, str]]:
        return [
            (e["url"], e["secret"]) for e in self.books.of("endpoint").values()
            if "*" in e["enabled_events"] or event["type"] in e["enabled_events"]
        ]  # fmt: skip

    async def _deliver(self, event: Json) -> None:
        body = json.dumps(event)
        async with httpx2.AsyncClient(timeout=10, trust_env=False, verify=_authorities()) as client:
            for url, secret in self._wanted(event):
                await self._until_answered(client, url, body, secret)

    async def _until_answered(self, client: httpx2.AsyncClient, url: str, body: str, secret: str) -> None:
        for attempt in range(ATTEMPTS):
            headers = {"Content-Type": "application/json", "Stripe-Signature": signed(body, secret)}
            try:
                answered = await client.post(url, content=body, headers=headers)
                good = answered.is_success
            except httpx2.HTTPError:
                good = False
            if good:
                self.sent += 1
                return
            await asyncio.sleep(0.2 * 2**attempt)
        self.failed += 1

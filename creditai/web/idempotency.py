"""A POST with an `Idempotency-Key` happens once: the same key and request give the same answer, for a day.

    def open_(..., once: Once) -> Response:
        return once.do(who, body.model_dump_json().encode(), lambda: ...)

Another request under a used key, or the same while the first is under way, is refused with 409. What was refused or
failed is not kept: it may be sent again. Answers are kept sealed with the person's key. A claim whose process died is
free again after two minutes; the flows bear being asked twice.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.errors import Conflict
from creditai.store.encryption import seal, unseal
from creditai.store.tables.idempotency_key import idempotency_key as table
from creditai.web.asking import wiring_of
from creditai.who import Who
from creditai.wiring import Wiring

KEPT = timedelta(days=1)
DEAD = timedelta(minutes=2)
_NOBODY = "nobody is signed in whose answer could be kept; it answers the same, and mails once more"
_SPENT = "what it is shown is good once by itself"
_TOLD_ONCE = "its answer holds or sets a secret that is shown once: kept, it would be shown for a day"
_NOW = "it says what holds now; an earlier answer would be wrong"
_ORDER = "ordering twice is ordering once"
WITHOUT: Mapping[str, str] = {
    "/api/v1/sign-up": _NOBODY,
    "/api/v1/ask-for-reset": _NOBODY,
    "/api/v1/confirm-email": _SPENT,
    "/api/v1/reset-password": _SPENT,
    "/ask-for-reset": _NOBODY,
    "/confirm-email": _SPENT,
    "/reset-password": _SPENT,
    "/api/v1/sign-in": _TOLD_ONCE,
    "/api/v1/sign-in/second-factor": _TOLD_ONCE,
    "/api/v1/sign-in/second-factor/passkey": _TOLD_ONCE,
    "/api/v1/sign-in/passkey": _TOLD_ONCE,
    "/api/v1/sign-in/passkey/options": _TOLD_ONCE,
    "/api/v1/sign-in/supabase": _TOLD_ONCE,
    "/api/v1/sign-out": "there is no session left to ask in a second time",
    "/api/v1/prove": _NOW,
    "/api/v1/prove/passkey": _NOW,
    "/api/v1/me/authenticator": _TOLD_ONCE,
    "/api/v1/me/authenticator/confirm": _TOLD_ONCE,
    "/api/v1/me/recovery-codes": _TOLD_ONCE,
    "/api/v1/me/passkeys/options": _TOLD_ONCE,
    "/api/v1/me/passkeys": _TOLD_ONCE,
    "/api/v1/tokens": _TOLD_ONCE,
    "/api/stripe/webhook": "each event happens once by its own id",
    "/api/feature-flags/emergency-disable": _ORDER,
    "/api/system/drain": _ORDER,
    "/api/system/synthetic": _TOLD_ONCE,
}
"""Where a POST takes no Idempotency-Key, and why. All others do; a test looks at each route."""
_HEADERS = ("content-type", "etag", "location")


@dataclass(frozen=True, slots=True)
class _Once:
    wiring: Wiring
    key: str | None
    route: str

    def do(self, who: Who, sent: bytes, act: Callable[[], Response]) -> Response:
        """The answer of `act`, or what it had answered to the same. `sent`: what tells this request from another."""
        if self.key is None or who.person is None:
            return act()
        request = hashlib.sha256(self.route.encode() + b"\0" + sent).digest()
        earlier = self._claimed(who.person, request)
        if earlier is not None:
            return earlier
        try:
            answer = act()
        except BaseException:
            self._released(who.person)
            raise
        self._kept(who.person, answer)
        return answer

    def _claimed(self, person: UUID, request: bytes) -> Response | None:
        """None when the key is ours now, else the earlier answer; Conflict when there is none to give."""
        now, c = self.wiring.clock.now(), table.c
        mine = (c.person == person, c.key == self.key)
        with self.wiring.database.held(person) as connection:
            dead = (c.status.is_(None) & (c.made_at < now - DEAD)) | (c.made_at < now - KEPT)
            connection.execute(delete(table).where(*mine, dead))
            new = insert(table).values(person=person, key=self.key, request=request, made_at=now)
            if connection.execute(new.on_conflict_do_nothing().returning(c.key)).first() is not None:
                return None
            row = connection.execute(select(c.request, c.status, c.answer).where(*mine)).first()
        if row is None or (row.request == request and row.status is None):
            raise Conflict(
                "The first request with this Idempotency-Key is still under way; ask again in a moment."
            )
        if row.request != request:
            raise Conflict("This Idempotency-Key was used for another request; take a new one for each.")
        told = json.loads(unseal(self.wiring.keys.of(person), row.answer, self._place(person)))
        return Response(
            bytes.fromhex(told["body"]),
            row.status,
            headers={**told["headers"], "Idempotency-Replayed": "true"},
        )

    def _released(self, person: UUID) -> None:
        with self.wiring.database.scope(person) as connection:
            connection.execute(delete(table).where(table.c.person == person, table.c.key == self.key))

    def _kept(self, person: UUID, answer: Response) -> None:
        headers = {name: answer.headers[name] for name in _HEADERS if name in answer.headers}
        told = json.dumps({"headers": headers, "body": bytes(answer.body).hex()}).encode()
        sealed = seal(self.wiring.keys.of(person), told, self._place(person))
        with self.wiring.database.scope(person) as connection:
            connection.execute(
                update(table)
                .where(table.c.person == person, table.c.key == self.key)
                .values(status=answer.status_code, answer=sealed)
            )

    def _place(self, person: UUID) -> str:
        return f"idempotency_key.answer:{person}/{self.key}"


async def _once(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1, max_length=128, pattern=r"^[!-~]+$",
            description="Any text of your own, new for each request that is to happen once.",
        ),
    ] = None,
) -> _Once:  # fmt: skip
    wiring = wiring_of(request)
    return _Once(wiring, _kept_key(wiring, idempotency_key), f"{request.method} {request.url.path}")


def _kept_key(wiring: Wiring, key: str | None) -> str | None:
    """Keys are a person's own words, so they are kept as a digest."""
    pepper = wiring.settings.pepper.reveal().encode()
    return None if key is None else hmac.new(pepper, f"once\0{key}".encode(), hashlib.sha256).hexdigest()


Once = Annotated[_Once, Depends(_once)]

"""Where Stripe posts its events. Nobody signs in here: the signature is the proof."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.requests import ClientDisconnect

from creditai.errors import Invalid, TooLarge
from creditai.flows.take_stripe_event import take_stripe_event
from creditai.web.asking import anyone, wiring_of
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(tags=["billing"])
MOST = 1_000_000
"""Bytes of one event; Stripe's are far smaller."""


class Taken(BaseModel):
    """`new`: false for one that was heard before."""

    new: bool


async def body_of(request: Request) -> bytes:
    """The very bytes that were signed, up to MOST."""
    held = bytearray()
    try:
        async for piece in request.stream():
            held += piece
            if len(held) > MOST:
                raise TooLarge("An event of Stripe is far smaller.")
    except ClientDisconnect as error:
        raise Invalid("The event broke off; send it again.") from error
    return bytes(held)


@router.post(
    "/api/stripe/webhook",
    responses=may_fail(403, 413),
    openapi_extra={
        "x-limit": "free",
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
    },
)
def webhook(
    wiring: Annotated[Wiring, Depends(wiring_of)],
    who: Annotated[Who, Depends(anyone)],
    body: Annotated[bytes, Depends(body_of)],
    stripe_signature: Annotated[str | None, Header(max_length=4_000)] = None,
) -> Taken:
    """An event of Stripe, taken once, whatever the order and however often it comes; its work is done by a job."""
    return Taken(new=take_stripe_event(wiring, body, stripe_signature))

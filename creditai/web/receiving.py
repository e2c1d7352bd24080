"""The body of an upload as it comes, in bounded memory, from clients that may be slow or stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import Message

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from creditai.errors import Invalid, TooLarge
from creditai.papers.incoming import MOST, Incoming

PIECE = 64 * 1024
IDLE_SECONDS = 30.0
WHOLE_SECONDS = 900.0


async def receive(request: Request, incoming: Incoming) -> None:
    """Write the body into `incoming`; TooLarge before it is read when the client says its length."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST:
        raise TooLarge(f"The file is over {MOST // 1_000_000} MB; is it the right one?")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Invalid("Send the file as it is, without Content-Encoding.", "/header/content-encoding")
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            await _pieces(request, incoming)
    except (TimeoutError, ClientDisconnect) as error:
        raise Invalid("The upload broke off or stood still; nothing was kept. Send it again.") from error


async def _pieces(request: Request, incoming: Incoming) -> None:
    held = bytearray()
    body: AsyncIterator[bytes] = request.stream()
    while True:
        async with asyncio.timeout(IDLE_SECONDS):
            piece = await anext(body, None)
        if piece is None:
            break
        held += piece
        if len(held) >= PIECE:
            await run_in_threadpool(incoming.write, bytes(held))
            held.clear()
    await run_in_threadpool(incoming.write, bytes(held))


def name_of(disposition: str | None) -> str:
    """`attachment; filename="experian.pdf"` -> experian.pdf; a plain word when there is none."""
    if not disposition:
        return "report"
    told = Message()
    try:
        told["content-disposition"] = disposition
        return told.get_filename() or "report"
    except (ValueError, LookupError):
        return "report"

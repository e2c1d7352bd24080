"""Answers with an ETag: 304 for what the client has, and `If-Match` for a change that rests on what was read.

A tag is a keyed digest of the answer, so that it tells nothing of the content. An answer about the workspace begins
with its version (`"12.ab..."`): sent back as `If-Match`, a change is refused (412) when somebody changed it meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from creditai.errors import Invalid
from creditai.web.asking import wiring_of

_TAG = re.compile(r'^(?:W/)?"(?:(\d{1,9})\.)?[0-9a-f]{32}"$')


def answer(
    request: Request, body: BaseModel | bytes, *, status: int = 200, version: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    """`body` as JSON (bytes: it is JSON already), or 304 when `If-None-Match` has its tag. `version`: of the workspace it was made from."""
    content = body if isinstance(body, bytes) else body.model_dump_json().encode()
    tag = _tag(request, content, version)
    kept = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Cookie",
        **(headers or {}),
    }
    asked = request.headers.get("if-none-match", "")
    if request.method in ("GET", "HEAD") and tag in [t.strip().removeprefix("W/") for t in asked.split(",")]:
        return Response(status_code=304, headers=kept)
    return Response(content, status, headers=kept, media_type="application/json")


def _tag(request: Request, content: bytes, version: int | None) -> str:
    pepper = wiring_of(request).settings.pepper.reveal().encode()
    digest = hmac.new(pepper, b"etag\0" + content, hashlib.sha256).hexdigest()[:32]
    return f'"{digest}"' if version is None else f'"{version}.{digest}"'


async def _version(
    if_match: Annotated[
        str | None,
        Header(
            max_length=80,
            description="The ETag of the disputes that this change rests on; 412 when it is old.",
        ),
    ] = None,
) -> int | None:
    if if_match is None or if_match == "*":
        return None
    found = _TAG.match(if_match)
    if found is None or found[1] is None:
        raise Invalid("If-Match is not the ETag of a dispute or of the list of disputes.", "/header/if-match")
    return int(found[1])


IfMatch = Annotated[int | None, Depends(_version)]

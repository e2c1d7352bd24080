"""The person who asks: who they are here, everything that is kept of them, and the end of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from creditai.flows.erase_person import erase_me
from creditai.flows.export_person import export_person
from creditai.flows.read_me import read_me
from creditai.web import cookies
from creditai.web.asking import consumer, signed_in
from creditai.web.problems import may_fail
from creditai.web.routes.sessions import InSession, Wired
from creditai.web.routing import Router
from creditai.who import Who

router = Router(prefix="/api/v1", tags=["people"], responses=may_fail(404, 409))


class Person(BaseModel):
    """The person of this session or token, and what it may do."""

    id: UUID
    role: str
    address: str | None
    scopes: list[str]
    made_at: datetime


@router.get("/me", openapi_extra={"x-limit": "read"})
def get_me(wiring: Wired, who: Annotated[Who, Depends(signed_in("self:read"))]) -> Person:
    """Who you are here."""
    me = read_me(wiring, who)
    return Person(id=me.id, role=me.role, address=me.address, scopes=list(me.scopes), made_at=me.made_at)


@router.get(
    "/me/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
    openapi_extra={"x-limit": "upload"},
)
def get_export(wiring: Wired, who: Annotated[Who, Depends(consumer("self:read"))]) -> StreamingResponse:
    """Everything that is kept of you, as one ZIP."""
    return StreamingResponse(
        export_person(wiring, who),
        media_type="application/zip",
        headers={
            "Content-Disposition": 'attachment; filename="creditai-export.zip"',
            "Cache-Control": "no-store",
        },
    )


@router.delete("/me", status_code=204, openapi_extra={"x-limit": "write"})
def delete_me(response: Response, wiring: Wired, who: InSession) -> None:
    """Erase yourself: at once, for good, in backups too. Asks for a recent proof."""
    erase_me(wiring, who)
    cookies.take(response, wiring.settings)

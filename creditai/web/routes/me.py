"""The person who asks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from creditai.flows.read_me import read_me
from creditai.web.asking import signed_in, wiring_of
from creditai.web.problems import may_fail
from creditai.who import Who
from creditai.wiring import Wiring

router = APIRouter(prefix="/api/v1", tags=["people"], responses=may_fail(404, 409))


class Person(BaseModel):
    """The person of this session or token, and what it may do."""

    id: UUID
    role: str
    address: str | None
    scopes: list[str]
    made_at: datetime


@router.get("/me", openapi_extra={"x-limit": "read"})
def get_me(
    wiring: Annotated[Wiring, Depends(wiring_of)], who: Annotated[Who, Depends(signed_in("self:read"))]
) -> Person:
    """Who you are here."""
    me = read_me(wiring, who)
    return Person(id=me.id, role=me.role, address=me.address, scopes=list(me.scopes), made_at=me.made_at)

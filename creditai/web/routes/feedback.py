"""How satisfied people are."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from creditai.flows.give_feedback import About, give_feedback
from creditai.web.asking import consumer, wiring_of
from creditai.web.idempotency import Once
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/v1", tags=["people"])


class Feedback(BaseModel):
    """A rating, and what it is about."""

    model_config = ConfigDict(extra="forbid")

    rating: int = Field(ge=1, le=5)
    about: About = "service"


class Given(BaseModel):
    id: UUID


@router.post("/feedback", status_code=201, response_model=Given, openapi_extra={"x-limit": "write"})
def post_feedback(
    body: Feedback,
    wiring: Annotated[Wiring, Depends(wiring_of)],
    who: Annotated[Who, Depends(consumer("self:write"))],
    once: Once,
) -> Response:
    """Say how satisfied you are, from 1 to 5."""
    return once.do(
        who,
        body.model_dump_json().encode(),
        lambda: JSONResponse({"id": str(give_feedback(wiring, who, body.rating, body.about))}, 201),
    )

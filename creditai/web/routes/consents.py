"""Consents, grants to support, and the log of who looked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from creditai.flows import consents, grants
from creditai.flows.read_audit import read_audit
from creditai.web.asking import consumer, signed_in, support
from creditai.web.idempotency import Once
from creditai.web.pages import PageAsked
from creditai.web.problems import may_fail
from creditai.web.routes.sessions import Address, Scope, Sent, Wired
from creditai.web.routing import Router
from creditai.who import Who

router = Router(prefix="/api/v1", tags=["people"], responses=may_fail(404, 409))

Reader = Annotated[Who, Depends(signed_in("self:read"))]
Consumer = Annotated[Who, Depends(consumer("self:write"))]


class Consent(BaseModel):
    """What is agreed to, and since when; null: not, or not in this wording."""

    kind: str
    version: int
    words: str
    needed: str
    given_at: datetime | None


class Consents(BaseModel):
    """Every kind there is."""

    items: list[Consent]


class Agreed(Sent):
    """The version of the words that were read."""

    version: Annotated[int, Field(ge=1, le=32_000, examples=[1])]


class GrantAsked(Sent):
    """Who of support may look, at what, why, and for how long."""

    supporter: Address
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=8, examples=[["papers:read"]])]
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    hours: Annotated[int, Field(ge=1, le=grants.LONGEST_HOURS)] = 24


class Grant(BaseModel):
    """A look that was granted."""

    id: UUID
    scopes: list[str]
    reason: str
    made_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None


class Grants(BaseModel):
    """The newest first."""

    items: list[Grant]


class AuditLine(BaseModel):
    """Who did what, when, and why. `by`: own, support, operator, system, anyone (before signing in)."""

    number: int
    at: datetime
    by: str
    act: str
    subject: str
    why: str


class AuditLines(BaseModel):
    """The latest first."""

    items: list[AuditLine]
    next: str | None


@router.get("/me/consents", openapi_extra={"x-limit": "read"})
def get_consents(wiring: Wired, who: Annotated[Who, Depends(consumer("self:read"))]) -> Consents:
    """What you agreed to, and what else there is."""
    return Consents(items=[Consent(**asdict(each)) for each in consents.list_consents(wiring, who)])


@router.put("/me/consents/{kind}", openapi_extra={"x-limit": "write"})
def put_consent(kind: str, body: Agreed, wiring: Wired, who: Consumer) -> Consent:
    """Agree to one of them."""
    return Consent(**asdict(consents.give_consent(wiring, who, kind, body.version)))


@router.delete("/me/consents/{kind}", status_code=204, openapi_extra={"x-limit": "write"})
def delete_consent(kind: str, wiring: Wired, who: Consumer) -> None:
    """Withdraw one, from now on."""
    consents.withdraw_consent(wiring, who, kind)


@router.get("/me/grants", openapi_extra={"x-limit": "read"})
def get_grants(wiring: Wired, who: Annotated[Who, Depends(consumer("self:read"))]) -> Grants:
    """Whom of support you let look."""
    return Grants(items=[Grant(**asdict(each)) for each in grants.list_grants(wiring, who)])


@router.post("/me/grants", status_code=201, response_model=Grant, openapi_extra={"x-limit": "write"})
def post_grant(body: GrantAsked, wiring: Wired, who: Consumer, once: Once) -> Response:
    """Let one person of support look, for a time."""

    def act() -> Response:
        scopes = frozenset(body.scopes)
        made = grants.grant_support(wiring, who, body.supporter, scopes, body.reason, body.hours)
        return JSONResponse(Grant(**asdict(made)).model_dump(mode="json"), 201)

    return once.do(who, body.model_dump_json().encode(), act)


@router.delete("/me/grants/{grant}", status_code=204, openapi_extra={"x-limit": "write"})
def delete_grant(grant: UUID, wiring: Wired, who: Consumer) -> None:
    """End a grant at once."""
    grants.withdraw_grant(wiring, who, grant)


@router.get("/granted", openapi_extra={"x-limit": "read"})
def get_granted(wiring: Wired, who: Annotated[Who, Depends(support())]) -> Grants:
    """Of support: what you may look at now. Send a grant's id as `X-CreditAI-Grant`."""
    return Grants(items=[Grant(**asdict(each)) for each in grants.list_granted(wiring, who)])


@router.get("/me/audit", openapi_extra={"x-limit": "read"})
def get_audit(asked: PageAsked, wiring: Wired, who: Reader) -> AuditLines:
    """Who did what with your account and papers."""
    lines = read_audit(wiring, who, asked.after(wiring, who, "audit"), asked.limit + 1)
    shown, following = asked.page(wiring, who, "audit", lines, lambda line: (line.number,))
    return AuditLines(items=[AuditLine(**asdict(line)) for line in shown], next=following)

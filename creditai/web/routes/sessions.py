"""Signing up, confirming, signing in and out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.flows.confirm_email import confirm_email
from creditai.flows.sign_in import sign_in
from creditai.flows.sign_out import sign_out
from creditai.flows.sign_up import sign_up
from creditai.web import cookies
from creditai.web.asking import anyone, signed_in, wiring_of
from creditai.who import Who
from creditai.wiring import Wiring

router = APIRouter(prefix="/api/v1", tags=["people"])

Wired = Annotated[Wiring, Depends(wiring_of)]
Anyone = Annotated[Who, Depends(anyone)]


class Credentials(BaseModel):
    """An address and its password."""

    model_config = ConfigDict(extra="forbid")
    address: str = Field(max_length=254, examples=["alice@example.com"])
    password: str = Field(max_length=1024, json_schema_extra={"format": "password"})


class Link(BaseModel):
    """What stands behind `link=` in the mail."""

    model_config = ConfigDict(extra="forbid")
    link: str = Field(max_length=128)


class Told(BaseModel):
    """A sentence for the person."""

    message: str


class Session(BaseModel):
    """Who is signed in now; the cookie of this answer is what proves it."""

    person: UUID
    session: UUID


@router.post("/sign-up", status_code=202, openapi_extra={"x-limit": "sign-in"})
def post_sign_up(body: Credentials, wiring: Wired, who: Anyone) -> Told:
    """Sign up. The answer is the same whether or not the address is known; the mail tells."""
    sign_up(wiring, who, body.address, body.password)
    return Told(message="A mail is on its way to this address; open the link in it.")


@router.post("/confirm-email", openapi_extra={"x-limit": "sign-in"})
def post_confirm_email(body: Link, wiring: Wired, who: Anyone) -> Told:
    """Confirm the address by the link of the mail."""
    confirm_email(wiring, who, body.link)
    return Told(message="The address is confirmed; you can sign in.")


@router.post("/sign-in", openapi_extra={"x-limit": "sign-in"})
def post_sign_in(
    body: Credentials,
    response: Response,
    wiring: Wired,
    who: Anyone,
    user_agent: Annotated[str, Header(include_in_schema=False)] = "",
) -> Session:
    """Sign in; the answer sets the session's cookie."""
    made = sign_in(wiring, who, body.address, body.password, user_agent)
    cookies.give(response, wiring.settings, made.secret)
    response.headers["Cache-Control"] = "no-store"
    return Session(person=made.person, session=made.session)


@router.post("/sign-out", status_code=204, openapi_extra={"x-limit": "write"})
def post_sign_out(
    response: Response, wiring: Wired, who: Annotated[Who, Depends(signed_in("self:read"))]
) -> None:
    """End this session."""
    sign_out(wiring, who)
    cookies.take(response, wiring.settings)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'

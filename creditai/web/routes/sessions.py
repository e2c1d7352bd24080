"""Signing up, confirming, signing in and out; sessions, passwords, and proofs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Header, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.flows import sessions
from creditai.flows.confirm_email import confirm_email
from creditai.flows.passwords import ask_for_reset, change_password, reset_password
from creditai.flows.prove import prove
from creditai.flows.show_second_factor import show_second_factor
from creditai.flows.sign_in import FactorNeeded, SignedIn, sign_in
from creditai.flows.sign_out import sign_out
from creditai.flows.sign_up import sign_up
from creditai.web import cookies
from creditai.web.asking import anyone, signed_in, wiring_of
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/v1", tags=["signing in"], responses=may_fail(404, 409))

Wired = Annotated[Wiring, Depends(wiring_of)]
Anyone = Annotated[Who, Depends(anyone)]
InSession = Annotated[Who, Depends(signed_in("security"))]
Agent = Annotated[str, Header(alias="user-agent", include_in_schema=False)]
Password = Annotated[
    str, Field(max_length=1024, examples=["a kettle of 12 geese"], json_schema_extra={"format": "password"})
]
Address = Annotated[str, Field(max_length=254, examples=["alice@example.com"])]
Once = Annotated[str, Field(min_length=1, max_length=128)]
Scope = Annotated[str, Field(max_length=32)]


class Sent(BaseModel):
    """What is sent has no other members."""

    model_config = ConfigDict(extra="forbid")


class Credentials(Sent):
    """An address and its password."""

    address: Address
    password: Password


class LinkAndPassword(Sent):
    """What stands behind `link=` in the mail, and a password."""

    link: Once
    password: Password


class Factor(Sent):
    """The ticket of sign-in, and a code of the authenticator or a recovery code."""

    ticket: Once
    code: Once


class AddressAlone(Sent):
    """An address."""

    address: Address


class PasswordAlone(Sent):
    """The new password."""

    password: Password


class Proof(Sent):
    """The password of now, and a code where there is a second factor."""

    password: Password
    code: Annotated[str | None, Field(max_length=128)] = None


class Told(BaseModel):
    """A sentence for the person."""

    message: str


class Session(BaseModel):
    """`next`: done, or second-factor: then the cookie comes with that, for this ticket."""

    next: Literal["done", "second-factor"]
    person: UUID | None = None
    session: UUID | None = None
    ticket: str | None = None


class OpenSession(BaseModel):
    """One place where the person is signed in. `own`: this one."""

    id: UUID
    agent: str
    method: str
    factors: int
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    own: bool


class OpenSessions(BaseModel):
    """The latest first."""

    items: list[OpenSession]


@router.post("/sign-up", status_code=202, openapi_extra={"x-limit": "sign-up"})
def post_sign_up(body: Credentials, wiring: Wired, who: Anyone) -> Told:
    """Sign up. The answer is the same whether or not the address is known; the mail tells."""
    sign_up(wiring, who, body.address, body.password)
    return Told(message="A mail is on its way to this address; open the link in it.")


@router.post("/confirm-email", openapi_extra={"x-limit": "sign-in"})
def post_confirm_email(body: LinkAndPassword, wiring: Wired, who: Anyone) -> Told:
    """Confirm the address by the link of the mail, with the password of the sign-up."""
    confirm_email(wiring, who, body.link, body.password)
    return Told(message="The address is confirmed; you can sign in.")


@router.post("/sign-in", openapi_extra={"x-limit": "sign-in"})
def post_sign_in(
    body: Credentials, response: Response, wiring: Wired, who: Anyone, agent: Agent = ""
) -> Session:
    """Sign in; the answer sets the session's cookie, or asks for the second factor."""
    return signed(response, wiring, sign_in(wiring, who, body.address, body.password, agent))


@router.post("/sign-in/second-factor", openapi_extra={"x-limit": "sign-in"})
def post_second_factor(
    body: Factor, response: Response, wiring: Wired, who: Anyone, agent: Agent = ""
) -> Session:
    """Show the second factor; the answer sets the session's cookie."""
    return signed(response, wiring, show_second_factor(wiring, who, body.ticket, body.code, agent))


@router.post("/sign-out", status_code=204, openapi_extra={"x-limit": "write"})
def post_sign_out(
    response: Response, wiring: Wired, who: Annotated[Who, Depends(signed_in("self:read"))]
) -> None:
    """End this session."""
    sign_out(wiring, who)
    cookies.take(response, wiring.settings)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


@router.post("/ask-for-reset", status_code=202, openapi_extra={"x-limit": "sign-in"})
def post_ask_for_reset(body: AddressAlone, wiring: Wired, who: Anyone) -> Told:
    """Ask for a link to a new password. The answer is the same whether or not the address is known."""
    ask_for_reset(wiring, who, body.address)
    return Told(message="If there is an account with this address, a mail is on its way to it.")


@router.post("/reset-password", openapi_extra={"x-limit": "sign-in"})
def post_reset_password(body: LinkAndPassword, wiring: Wired, who: Anyone) -> Told:
    """Set a new password by the link of the mail; all sessions and tokens end, and what was linked to sign in by."""
    reset_password(wiring, who, body.link, body.password)
    return Told(message="The password is changed; sign in with it.")


@router.post("/prove", status_code=204, openapi_extra={"x-limit": "sign-in"})
def post_prove(body: Proof, response: Response, wiring: Wired, who: InSession) -> None:
    """Show the password again; for a quarter of an hour grave changes are possible. The answer sets a new cookie."""
    cookies.give(response, wiring.settings, prove(wiring, who, body.password, body.code))


@router.put("/me/password", status_code=204, openapi_extra={"x-limit": "sign-in"})
def put_password(body: PasswordAlone, response: Response, wiring: Wired, who: InSession) -> None:
    """Change the password; other sessions end. The answer sets a new cookie."""
    cookies.give(response, wiring.settings, change_password(wiring, who, body.password))


@router.get("/sessions", openapi_extra={"x-limit": "read"})
def get_sessions(wiring: Wired, who: InSession) -> OpenSessions:
    """Where you are signed in."""
    return OpenSessions(items=[OpenSession(**asdict(each)) for each in sessions.list_sessions(wiring, who)])


@router.delete("/sessions", status_code=204, openapi_extra={"x-limit": "write"})
def delete_sessions(wiring: Wired, who: InSession) -> None:
    """End all sessions but this one."""
    sessions.end_other_sessions(wiring, who)


@router.delete("/sessions/{session}", status_code=204, openapi_extra={"x-limit": "write"})
def delete_session(session: UUID, wiring: Wired, who: InSession) -> None:
    """End one session."""
    sessions.end_session(wiring, who, session)


def signed(response: Response, wiring: Wiring, result: SignedIn | FactorNeeded) -> Session:
    """The answer to somebody who signed in, or half did."""
    response.headers["Cache-Control"] = "no-store"
    if isinstance(result, FactorNeeded):
        return Session(next="second-factor", ticket=result.ticket)
    cookies.give(response, wiring.settings, result.secret)
    return Session(next="done", person=result.person, session=result.session)

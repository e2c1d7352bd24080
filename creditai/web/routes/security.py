"""The authenticator and its recovery codes; tokens of programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel, Field

from creditai.flows import authenticators, tokens
from creditai.flows.make_token import make_token
from creditai.flows.recovery_codes import renew_recovery_codes
from creditai.web import cookies
from creditai.web.problems import may_fail
from creditai.web.routes.sessions import InSession, Once, Scope, Sent, Wired
from creditai.web.routing import Router

router = Router(prefix="/api/v1", tags=["factors and tokens"], responses=may_fail(404, 409))


class Code(Sent):
    """A code that the authenticator shows now."""

    code: Once


class Begun(BaseModel):
    """What the authenticator takes; shown once."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Each is good once; write them down, they are not shown again."""

    codes: list[str]


class TokenAsked(Sent):
    """A name of your own, what the program may do, and for how many days."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["my script"])]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=20, examples=[["self:read"]])]
    days: Annotated[int, Field(ge=1, le=366)] = 90


class NewToken(BaseModel):
    """The token itself; shown once."""

    id: UUID
    token: str


class ListedToken(BaseModel):
    """A token without its secret."""

    id: UUID
    name: str
    scopes: list[str]
    made_at: datetime
    seen_at: datetime | None
    ends_at: datetime


class ListedTokens(BaseModel):
    """The newest first."""

    items: list[ListedToken]


def _no_store(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


shown_once = [Depends(_no_store)]


@router.post("/me/authenticator", dependencies=shown_once, openapi_extra={"x-limit": "write"})
def post_authenticator(wiring: Wired, who: InSession) -> Begun:
    """Begin to add an authenticator; it counts once its first code is shown."""
    return Begun(**asdict(authenticators.begin_authenticator(wiring, who)))


@router.post("/me/authenticator/confirm", dependencies=shown_once, openapi_extra={"x-limit": "sign-in"})
def post_authenticator_confirm(
    body: Code, response: Response, wiring: Wired, who: InSession
) -> RecoveryCodes:
    """Show the first code: from now on signing in asks for one."""
    made = authenticators.confirm_authenticator(wiring, who, body.code)
    cookies.give(response, wiring.settings, made.secret)
    return RecoveryCodes(codes=list(made.codes))


@router.delete("/me/authenticator", status_code=204, openapi_extra={"x-limit": "write"})
def delete_authenticator(wiring: Wired, who: InSession) -> None:
    """Remove the authenticator and its recovery codes."""
    authenticators.remove_authenticator(wiring, who)


@router.post("/me/recovery-codes", dependencies=shown_once, openapi_extra={"x-limit": "write"})
def post_recovery_codes(wiring: Wired, who: InSession) -> RecoveryCodes:
    """New recovery codes; the old ones end."""
    return RecoveryCodes(codes=list(renew_recovery_codes(wiring, who)))


@router.post("/tokens", status_code=201, dependencies=shown_once, openapi_extra={"x-limit": "write"})
def post_token(body: TokenAsked, wiring: Wired, who: InSession) -> NewToken:
    """A bearer token for a program of yours."""
    made = make_token(wiring, who, body.name, frozenset(body.scopes), body.days)
    return NewToken(id=made.id, token=made.secret)


@router.get("/tokens", openapi_extra={"x-limit": "read"})
def get_tokens(wiring: Wired, who: InSession) -> ListedTokens:
    """The tokens of your programs."""
    return ListedTokens(items=[ListedToken(**asdict(each)) for each in tokens.list_tokens(wiring, who)])


@router.delete("/tokens/{token}", status_code=204, openapi_extra={"x-limit": "write"})
def delete_token(token: UUID, wiring: Wired, who: InSession) -> None:
    """Withdraw a token; it is worth nothing at once."""
    tokens.withdraw_token(wiring, who, token)

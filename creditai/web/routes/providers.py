"""Signing in through Supabase Auth."""

from __future__ import annotations

from typing import Annotated

from fastapi import Response
from pydantic import Field

from creditai.flows.sign_in_by_supabase import link_supabase, sign_in_by_supabase, unlink_supabase
from creditai.web.idempotency import Once
from creditai.web.problems import may_fail
from creditai.web.routes.sessions import Agent, Anyone, InSession, Sent, Session, Wired, signed
from creditai.web.routing import Router

router = Router(prefix="/api/v1", tags=["factors and tokens"], responses=may_fail(404, 409))


class AccessToken(Sent):
    """The access token that Supabase gave."""

    token: Annotated[str, Field(min_length=1, max_length=8_000)]


@router.post("/sign-in/supabase", openapi_extra={"x-limit": "sign-in"})
def post_supabase(
    body: AccessToken, response: Response, wiring: Wired, who: Anyone, agent: Agent = ""
) -> Session:
    """Sign in by a token of Supabase Auth; the answer sets the session's cookie."""
    return signed(response, wiring, sign_in_by_supabase(wiring, who, body.token, agent))


@router.post("/me/supabase", status_code=204, response_class=Response, openapi_extra={"x-limit": "sign-in"})
def post_link(body: AccessToken, wiring: Wired, who: InSession, once: Once) -> Response:
    """Link a Supabase identity, to sign in with it."""

    def act() -> Response:
        link_supabase(wiring, who, body.token)
        return Response(status_code=204)

    return once.do(who, body.token.encode(), act)


@router.delete("/me/supabase", status_code=204, openapi_extra={"x-limit": "write"})
def delete_link(wiring: Wired, who: InSession) -> None:
    """Unlink Supabase: it signs nobody in as you any more, and other sessions end. Asks for a recent proof."""
    unlink_supabase(wiring, who)

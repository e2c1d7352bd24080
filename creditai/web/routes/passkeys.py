"""Passkeys: added, listed, renamed, removed; signing in, and proving who is there, with one.

`options` of an answer go to the browser's `navigator.credentials` as they are (`parseCreationOptionsFromJSON`,
`parseRequestOptionsFromJSON`), and what that gives comes back as `credential` (`toJSON()`).
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, Field

from creditai.flows import passkeys
from creditai.flows.add_passkey import add_passkey, begin_passkey
from creditai.flows.show_passkey import ask_for_passkey, prove_by_passkey, show_passkey
from creditai.web import cookies
from creditai.web.problems import may_fail
from creditai.web.routes.security import shown_once
from creditai.web.routes.sessions import Agent, Anyone, InSession, Once, Sent, Session, Wired, signed
from creditai.web.routing import Router

router = Router(prefix="/api/v1", tags=["factors and tokens"], responses=may_fail(404, 409))

Name = Annotated[str, Field(min_length=1, max_length=100, examples=["my phone"])]


def _bytes(name: str, most: int) -> Any:
    """Bytes as base64url, and not more of them than any authenticator sends. `name`: WebAuthn's."""
    return Field(alias=name, min_length=1, max_length=most, pattern=r"^[A-Za-z0-9_=-]+$", examples=["AAAA"])


class Options(BaseModel):
    """For the browser, as WebAuthn has them."""

    options: dict[str, Any]


class Made(BaseModel):
    """What the authenticator made."""

    client_data: Annotated[str, _bytes("clientDataJSON", 4_096)]
    attestation: Annotated[str, _bytes("attestationObject", 16_384)]


class Signed(BaseModel):
    """What the authenticator signed."""

    client_data: Annotated[str, _bytes("clientDataJSON", 4_096)]
    authenticator_data: Annotated[str, _bytes("authenticatorData", 4_096)]
    signature: Annotated[str, _bytes("signature", 2_048)]
    user_handle: Annotated[str, _bytes("userHandle", 128)]


class NewCredential(BaseModel):
    """As the browser gives it; members that are not named here are not read."""

    id: Annotated[str, _bytes("id", 1_400)]
    raw_id: Annotated[str, _bytes("rawId", 1_400)]
    type: Literal["public-key"]
    response: Made


class Credential(BaseModel):
    """As the browser gives it; members that are not named here are not read."""

    id: Annotated[str, _bytes("id", 1_400)]
    raw_id: Annotated[str, _bytes("rawId", 1_400)]
    type: Literal["public-key"]
    response: Signed


class NewPasskey(Sent):
    """A name of your own, and what the browser made."""

    name: Name
    credential: NewCredential


class ShownPasskey(Sent):
    """What the browser signed."""

    credential: Credential


class ShownAfterPassword(Sent):
    """The ticket of sign-in, and what the browser signed."""

    ticket: Once
    credential: Credential


class Named(Sent):
    """Another name."""

    name: Name


class Added(BaseModel):
    """`codes`: recovery codes, when this is the first second factor; shown once."""

    id: UUID
    codes: list[str]


class Passkey(BaseModel):
    """A passkey without what it is known by."""

    id: UUID
    name: str
    made_at: datetime
    seen_at: datetime | None


class Passkeys(BaseModel):
    """The newest first."""

    items: list[Passkey]


@router.post("/me/passkeys/options", dependencies=shown_once, openapi_extra={"x-limit": "write"})
def post_options(wiring: Wired, who: InSession) -> Options:
    """Begin to add a passkey. Asks for a recent proof."""
    return Options(options=begin_passkey(wiring, who))


@router.post("/me/passkeys", status_code=201, dependencies=shown_once, openapi_extra={"x-limit": "sign-in"})
def post_passkey(body: NewPasskey, response: Response, wiring: Wired, who: InSession) -> Added:
    """Keep a passkey: from the first one on signing in by password asks for a second factor."""
    made = add_passkey(wiring, who, body.name, body.credential.model_dump(by_alias=True))
    cookies.give(response, wiring.settings, made.secret)
    return Added(id=made.id, codes=list(made.codes))


@router.get("/me/passkeys", openapi_extra={"x-limit": "read"})
def get_passkeys(wiring: Wired, who: InSession) -> Passkeys:
    """Your passkeys."""
    return Passkeys(items=[Passkey(**asdict(each)) for each in passkeys.list_passkeys(wiring, who)])


@router.put("/me/passkeys/{passkey}", status_code=204, openapi_extra={"x-limit": "write"})
def put_passkey(passkey: UUID, body: Named, wiring: Wired, who: InSession) -> None:
    """Call a passkey something else."""
    passkeys.rename_passkey(wiring, who, passkey, body.name)


@router.delete("/me/passkeys/{passkey}", status_code=204, openapi_extra={"x-limit": "write"})
def delete_passkey(passkey: UUID, wiring: Wired, who: InSession) -> None:
    """Remove a passkey: it signs nobody in any more, and other sessions end. Asks for a recent proof."""
    passkeys.remove_passkey(wiring, who, passkey)


@router.post("/sign-in/passkey/options", dependencies=shown_once, openapi_extra={"x-limit": "sign-in"})
def post_sign_in_options(wiring: Wired, who: Anyone) -> Options:
    """Ask for a challenge, good once and for minutes. It names nobody; use it for `/prove/passkey` too."""
    return Options(options=ask_for_passkey(wiring))


@router.post("/sign-in/passkey", openapi_extra={"x-limit": "sign-in"})
def post_sign_in_passkey(
    body: ShownPasskey, response: Response, wiring: Wired, who: Anyone, agent: Agent = ""
) -> Session:
    """Sign in with a passkey alone; the answer sets the session's cookie."""
    made = show_passkey(wiring, who, body.credential.model_dump(by_alias=True), agent=agent)
    return signed(response, wiring, made)


@router.post("/sign-in/second-factor/passkey", openapi_extra={"x-limit": "sign-in"})
def post_second_factor_passkey(
    body: ShownAfterPassword, response: Response, wiring: Wired, who: Anyone, agent: Agent = ""
) -> Session:
    """Show a passkey as second factor after the password; the answer sets the session's cookie."""
    made = show_passkey(
        wiring, who, body.credential.model_dump(by_alias=True), ticket_of=body.ticket, agent=agent
    )
    return signed(response, wiring, made)


@router.post("/prove/passkey", status_code=204, openapi_extra={"x-limit": "sign-in"})
def post_prove_passkey(body: ShownPasskey, response: Response, wiring: Wired, who: InSession) -> None:
    """Show a passkey instead of the password; for a quarter of an hour grave changes are possible."""
    secret = prove_by_passkey(wiring, who, body.credential.model_dump(by_alias=True))
    cookies.give(response, wiring.settings, secret)

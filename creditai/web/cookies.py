"""The cookie of a session: `__Host-` under TLS; over plain http another name, and on this machine alone."""

from __future__ import annotations

from fastapi import Response

from creditai.errors import WrongUsage
from creditai.flows.sign_in import LASTS
from creditai.settings import Settings, in_the_clear

SECURE, PLAIN = "__Host-creditai", "creditai-local"


def cookie_name(settings: Settings) -> str:
    """WrongUsage where people would send it over a network in the clear."""
    if settings.secure:
        return SECURE
    if in_the_clear(settings.address):
        raise WrongUsage(
            "CREDITAI_ADDRESS is plain http and not on this machine; people sign in over https only."
        )
    return PLAIN


def give(response: Response, settings: Settings, secret: str) -> None:
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def take(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )

"""Who operates, for routes that answer everybody and operators more, and what comes from this machine itself."""

from __future__ import annotations

from ipaddress import ip_address

from fastapi import Request

from creditai.errors import CreditAIError
from creditai.flows.recognise import recognise
from creditai.web.asking import bearer_of, wiring_of

_FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


def operates(request: Request) -> bool:
    """Whether an operator asks, by bearer token. Whatever hinders finding that out is a no."""
    if not (secret := bearer_of(request)):
        return False
    try:
        return recognise(wiring_of(request), "bearer", secret).may("operate")
    except CreditAIError:
        return False


def near(request: Request) -> bool:
    """Whether it comes from a program of this machine itself: over TCP from loopback, and through no proxy."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False

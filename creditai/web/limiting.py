"""Counts a request against its route's class (`x-limit`), once it is known who asks; the edge tells the rest."""

from __future__ import annotations

from fastapi import Request

from creditai import metrics
from creditai.limits import route_classes, too_many
from creditai.who import Who
from creditai.wiring import Wiring

metrics.declare("limit", route_classes())


def class_of(request: Request) -> str:
    """What the route names; reads and writes by their method where it names nothing."""
    told = (getattr(request.scope.get("route"), "openapi_extra", None) or {}).get("x-limit")
    return str(told) if told else "read" if request.method in ("GET", "HEAD") else "write"


def count(request: Request, wiring: Wiring, who: Who) -> None:
    """TooMany when it is over a limit. The verdict is left for the answer's RateLimit headers."""
    route_class = class_of(request)
    verdict = wiring.limits.take(route_class, person=who.person, address=who.address)
    if verdict is None:
        return
    request.state.limit = (route_class, verdict)
    if not verdict.passed:
        metrics.limited(route_class)
        raise too_many(verdict)

"""What operators do to a running service: the kill switch, draining, reading the metrics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from creditai import exposition, metrics
from creditai.errors import Conflict, Invalid, NotAllowed
from creditai.flags import every_switch
from creditai.flows.order_switches import order_switches
from creditai.web.asking import anyone, operator, wiring_of
from creditai.web.draining import Drain
from creditai.web.operating import near, operates
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(tags=["operating"])
Wired = Annotated[Wiring, Depends(wiring_of)]
Operator = Annotated[Who, Depends(operator())]
FREE = {"x-limit": "free"}


class Order(BaseModel):
    """Which features, for how long, why."""

    model_config = ConfigDict(extra="forbid")

    features: list[Annotated[str, Field(max_length=64)]] = Field(min_length=1, max_length=20)
    seconds: int = Field(default=7200, ge=1, le=30 * 24 * 3600)
    why: str = Field(default="", max_length=200)


class Ordered(BaseModel):
    """What stands now, and who is to hear it; `creditai flags list` tells who has."""

    epoch: int
    disabled: list[str]
    seconds: int
    instances: int


class Draining(BaseModel):
    """`stay`: warm, out of traffic, until it is called back; else the process ends when it is drained."""

    stay: bool = True


class Drained(BaseModel):
    """How far draining is. `connections`: open ones, this request's own included."""

    draining: bool
    leaving: bool
    under_way: int
    connections: int


async def _body(request: Request) -> bytes:
    return await request.body()


_SCHEMA = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": Order.model_json_schema()}}}
}


@router.post("/api/feature-flags/emergency-disable", openapi_extra={**FREE, **_SCHEMA})
def emergency_disable(wiring: Wired, who: Operator, sent: Annotated[bytes, Depends(_body)]) -> Ordered:
    """Switch features off for a while, everywhere within two seconds. The body is JSON whatever its Content-Type says."""
    order = _order(sent)
    names = tuple(order.features)
    epoch, instances = order_switches(wiring, who, names, value=False, seconds=order.seconds, why=order.why)
    return Ordered(epoch=epoch, disabled=list(names), seconds=order.seconds, instances=len(instances))


def _order(sent: bytes) -> Order:
    try:
        return Order.model_validate(json.loads(sent))
    except ValidationError as error:
        where = "/" + "/".join(str(part) for part in error.errors()[0]["loc"])
        raise Invalid(f"The order does not fit; features are: {', '.join(every_switch())}.", where) from None
    except (ValueError, RecursionError):
        raise Invalid('The body is no JSON; send {"features": ["pdf-processing"]}.') from None


@router.get("/api/system/drain", openapi_extra=FREE)
def get_drain(request: Request, who: Operator) -> Drained:
    """How far draining is."""
    return _drained(request)


@router.post("/api/system/drain", openapi_extra=FREE)
def post_drain(request: Request, who: Operator, body: Draining | None = None) -> Drained:
    """Take no more work: not ready, kept connections end with their next answer. It stays warm, unless told to leave."""
    _drain(request).begin(leave=not (body or Draining()).stay)
    return _drained(request)


@router.delete("/api/system/drain", openapi_extra=FREE)
def delete_drain(request: Request, who: Operator) -> Drained:
    """Take work again; 409 when the process already leaves."""
    if not _drain(request).ready():
        raise Conflict("This instance already leaves; start it again.")
    return _drained(request)


def _drain(request: Request) -> Drain:
    found = request.app.state.drain
    assert isinstance(found, Drain)
    return found


def _drained(request: Request) -> Drained:
    drain, connections = _drain(request), getattr(request.app.state, "connections", lambda: 0)
    return Drained(
        draining=drain.begun, leaving=drain.leaving, under_way=drain.under_way, connections=connections()
    )


@router.get("/metrics", include_in_schema=False, openapi_extra=FREE)
def get_metrics(
    request: Request,
    wiring: Wired,
    who: Annotated[Who, Depends(anyone)],
    allowed: Annotated[bool, Depends(operates)],
) -> Response:
    """Metrics of this colour, for operators and for programs of this machine."""
    if not (allowed or near(request)):
        raise NotAllowed("Metrics are for operators and for programs of this machine itself.")
    metrics.EPOCH.set(wiring.flags.epoch)
    metrics.STALE.set(wiring.flags.stale)
    folder = wiring.settings.metrics_folder
    told = exposition.gathered(Path(folder)) if folder else metrics.exposition()
    return Response(told, media_type=metrics.MEDIA_TYPE)

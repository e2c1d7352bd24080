"""Health: of the process, of the whole, of each thing that it depends on. Exempt from limits; detail to operators."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response

from creditai.health import Health, every_probe, whole
from creditai.web.answers import being, health_of, told
from creditai.web.asking import anyone
from creditai.web.operating import operates
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who

router = Router(tags=["health"])
FREE = {"x-limit": "free"}

Known = Annotated[Health, Depends(health_of)]
Operates = Annotated[bool, Depends(operates)]
Anyone = Annotated[Who, Depends(anyone)]


@router.get("/api/health", openapi_extra=FREE)
@router.head("/api/health", include_in_schema=False, openapi_extra=FREE)
def health(known: Known, who: Anyone) -> Response:
    """How the whole is, and which release, colour, revision and schema answer."""
    return being(known, whole(known.all()))


@router.get("/api/health/live", openapi_extra=FREE)
@router.head("/api/health/live", include_in_schema=False, openapi_extra=FREE)
def live(known: Known, who: Anyone) -> Response:
    """Whether the process answers at all; it asks nothing else."""
    return being(known, "healthy")


@router.get("/api/health/ready", openapi_extra=FREE)
@router.head("/api/health/ready", include_in_schema=False, openapi_extra=FREE)
def ready(request: Request, known: Known, who: Anyone) -> Response:
    """Whether it wants requests: all that is critical answers, and it is not draining."""
    draining = request.app.state.drain.begun
    return being(known, "failing" if draining else whole(known.critical()), draining=draining)


@router.get("/api/system/health", openapi_extra=FREE)
def system(known: Known, who: Anyone, detailed: Operates) -> Response:
    """Each thing that is depended on; the names are those of `/api/system/health/{name}`."""
    answers = known.all()
    things = {
        name: {**told(answer, detailed), "critical": every_probe()[name].critical}
        for name, answer in answers.items()
    }
    return being(known, whole(answers), things=things)


@router.get("/api/system/health/{name}", responses=may_fail(404), openapi_extra=FREE)
def thing(name: str, known: Known, who: Anyone, detailed: Operates) -> Response:
    """One thing, by the name that `/api/system/health` lists."""
    return _one(name, known, detailed)


@router.get("/api/stripe/health", openapi_extra=FREE)
def stripe(known: Known, who: Anyone, detailed: Operates) -> Response:
    """Whether Stripe answers to our key."""
    return _one("stripe", known, detailed)


@router.get("/api/google-cloud/health", openapi_extra=FREE)
def google_cloud(known: Known, who: Anyone, detailed: Operates) -> Response:
    """Whether Document AI answers."""
    return _one("google-cloud", known, detailed)


def _one(name: str, known: Health, detailed: bool) -> Response:
    answer = known.of(name)
    shown = dict(told(answer, detailed))
    shown.pop("status")
    return being(known, answer.told.status, name=name, **shown)

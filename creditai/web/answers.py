"""How health is told over HTTP: one body for all, 503 for `failing` alone, detail to operators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from creditai.health import Answer, Health, Status


def health_of(request: Request) -> Health:
    """For `Depends`: the health of the process that answers."""
    found = request.app.state.health
    assert isinstance(found, Health)
    return found


def being(health: Health, status: Status, **more: Any) -> Response:
    """`{"status", "release", "colour", "revision", "schema"}` and more."""
    settings = health.wiring.settings
    body = {
        "status": status,
        "release": settings.release,
        "colour": settings.colour,
        "revision": settings.revision,
        "schema": health.schema(),
        **more,
    }
    return JSONResponse(body, 503 if status == "failing" else 200, headers={"Cache-Control": "no-store"})


def told(answer: Answer, detailed: bool) -> Mapping[str, Any]:
    """One thing: status, how long it took, how old that is; its own numbers for operators."""
    shown = {
        "status": answer.told.status,
        "latency_ms": round(answer.seconds * 1000, 1),
        "age_seconds": round(answer.age, 1),
    }
    return {**shown, "detail": dict(answer.told.detail)} if detailed else shown

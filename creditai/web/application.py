"""The application, made from a wiring: routes by scanning, errors as problems, OpenAPI at /api/openapi.json."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from creditai import metrics
from creditai.clients.sentry import report
from creditai.health import Health
from creditai.logs import REDACTION
from creditai.web import edge, problems
from creditai.web.asking import declare
from creditai.web.at_once import AtOnce
from creditai.web.cookies import cookie_name
from creditai.web.draining import Drain
from creditai.web.routes import every_router
from creditai.wiring import Wiring

API = "/api/v1"


def application(wiring: Wiring) -> FastAPI:
    """The whole of it. Closing it does not close the wiring: who made that ends it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(wiring.flags.start)
        yield

    app = FastAPI(
        title="CreditAI",
        version="1",
        summary="Reads credit reports, finds what is wrong in them, writes the disputes.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would lead to whatever host and scheme the request names
        lifespan=lifespan,
    )
    app.state.wiring, app.state.health, app.state.drain = wiring, Health(wiring), Drain()
    app.state.at_once = AtOnce()
    cookie_name(wiring.settings)  # refuses at the start what would send cookies in the clear
    problems.install(app)
    for router in every_router():
        declare(router)
        app.include_router(router)
    _declare(app)
    metrics.watch_database(wiring.database.engine)
    edge.around(app, wiring.settings, app.state.drain, report)
    return app


def _declare(app: FastAPI) -> None:
    """The words that metrics and logs may say of this application."""
    routes = [r.path for router in every_router() for r in router.routes if isinstance(r, Route)]
    metrics.declare("route", routes)
    REDACTION.declare("route", routes)

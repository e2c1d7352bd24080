"""The application, made from a wiring: routes by scanning, errors as problems, OpenAPI at /api/openapi.json."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from creditai.web import problems
from creditai.web.cookies import cookie_name
from creditai.web.routes import every_router
from creditai.wiring import Wiring

API = "/api/v1"


def application(wiring: Wiring) -> FastAPI:
    """The whole of it. Closing it does not close the wiring: who made that ends it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield

    app = FastAPI(
        title="CreditAI",
        version="1",
        summary="Reads credit reports, finds what is wrong in them, writes the disputes.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.wiring = wiring
    cookie_name(wiring.settings)  # refuses at the start what would send cookies in the clear
    problems.install(app)
    for router in every_router():
        app.include_router(router)
    return app

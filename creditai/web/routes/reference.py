"""The reference of this API, as a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from creditai.web.asking import anyone
from creditai.web.problems import may_fail
from creditai.web.reference import page
from creditai.web.routing import Router
from creditai.who import Who

router = Router(tags=["reference"])
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@router.get(
    "/api/docs", response_class=HTMLResponse, responses=may_fail(), openapi_extra={"x-limit": "free"}
)  # fmt: skip
def docs(request: Request, who: Annotated[Who, Depends(anyone)]) -> HTMLResponse:
    """This page."""
    headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(page(request.app.openapi()), headers=headers)

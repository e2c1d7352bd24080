"""Errors as `application/problem+json` (RFC 9457): the tree of `errors` is the list of problem types.

`type` is the class's name in kebab case below `/problems/`; `detail` is the sentence for the person. What is no error
of ours is a defect: 500, without a word of what it said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from creditai.errors import CreditAIError, FeatureDisabled, Invalid, NotYet, TooMany, Unavailable
from creditai.web.wording import as_requests, fault_in_words

MEDIA_TYPE = "application/problem+json"
_RETRY_SECONDS = 5
_NO_ROUTE = {
    "Not Found": "Nothing is at this address; /api/docs lists what there is.",
    "Method Not Allowed": "This address is there, but not for this verb: see the header `Allow`, or /api/docs.",
}
MOST_FAULTS = 50
"""Who sends a hundred thousand members that nobody asked for is not told of each."""


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(description="What kind: /problems/not-found, ...")
    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do, in a sentence.")
    when: str | None = Field(None, description="not-yet: the day from which on it is possible.")
    where: str | None = Field(None, description="invalid: a JSON Pointer into what was sent.")
    faults: list[dict[str, str]] | None = None


_ALWAYS = (401, 403, 422, 429, 503)


def may_fail(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses` of a route: the problems that it may answer with, and those of every route."""
    return {status: _declared() for status in sorted({*_ALWAYS, *statuses})}


def _declared() -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {"content": {MEDIA_TYPE: {"schema": schema}}, "description": "A problem."}


def problem(
    status: int, kind: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """One problem as an answer. `more`: members of its own, such as `when`."""
    title = kind.replace("-", " ").capitalize()
    body = {"type": f"/problems/{kind}", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(
        body, status, headers={"Cache-Control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE
    )


def of(error: CreditAIError) -> JSONResponse:
    """The problem that one of our errors is."""
    headers, more = {}, {}
    if isinstance(error, (TooMany, FeatureDisabled)):
        headers["Retry-After"] = str(error.seconds)
    elif isinstance(error, Unavailable):
        headers["Retry-After"] = str(_RETRY_SECONDS)
    if isinstance(error, NotYet):
        more["when"] = error.when.isoformat()
    if isinstance(error, Invalid) and error.where is not None:
        more["where"] = error.where
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    detail = (
        as_requests(error.message)
        if error.status < 500 or isinstance(error, Unavailable)
        else "This is our defect; it is reported."
    )
    return problem(error.status, _kebab(type(error).__name__), detail, headers=headers, **more)


def install(app: FastAPI) -> None:
    """Let the application answer every error as a problem."""
    app.add_exception_handler(CreditAIError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, lambda request, error: defect())
    app.openapi = partial(_told, app.openapi)  # type: ignore[method-assign]


def _told(openapi: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The OpenAPI document with every refusal as the problem that it is, those of every route among them: FastAPI
    would say that a model is plain JSON, and that what does not fit is answered in its own words."""
    told = openapi()
    schemas = told.setdefault("components", {}).setdefault("schemas", {})
    schemas[Problem.__name__] = Problem.model_json_schema()
    for verbs in told["paths"].values():
        for operation in verbs.values():
            refused = {status for status in operation["responses"] if status[0] in "45"} | set(
                map(str, _ALWAYS)
            )
            operation["responses"].update({status: _declared() for status in sorted(refused)})
    return told


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CreditAIError)
    if error.status == 500:
        request.scope["creditai.defect"] = error  # the edge reports it
    return of(error)


def defect() -> JSONResponse:
    """A 500 that says nothing of what happened."""
    return problem(500, "broken", "This is our defect; it is reported.")


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """What does not fit, by place; the value that was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    names = _names(request.app)
    faults = [
        {"where": "/" + "/".join(_told_of(p, names) for p in fault["loc"]), "what": fault_in_words(fault)}
        for fault in error.errors()[:MOST_FAULTS]
    ]
    return problem(422, "invalid", "The request does not fit; `faults` says where.", faults=faults)


def _told_of(part: object, names: frozenset[str]) -> str:
    """A step of a place: a number or a name of ours; a key that the person made up is not repeated."""
    return str(part) if isinstance(part, int) or part in names else "?"


def _names(app: FastAPI) -> frozenset[str]:
    """Every name of a parameter or a member that the API knows."""
    found: frozenset[str] | None = getattr(app.state, "names", None)
    if found is None:
        told = app.openapi()
        schemas = told.get("components", {}).get("schemas", {}).values()
        verbs = [verb for path in told.get("paths", {}).values() for verb in path.values()]
        members = {name for schema in schemas for name in schema.get("properties", ())}
        parameters = {each["name"] for verb in verbs for each in verb.get("parameters", ())}
        found = frozenset({"body", "query", "path", "header", *members, *parameters})
        app.state.names = found
    return found


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    kind = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(error.status_code, "refused")
    detail = _NO_ROUTE.get(str(error.detail), str(error.detail))
    return problem(error.status_code, kind, detail, headers=dict(error.headers or {}))


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()

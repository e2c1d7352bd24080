"""The routes of the application as tests see them: what each asks, and a body that fits its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from creditai.web.asking import Asked, asked
from creditai.web.routes import every_router


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path. `asked`: what the asking dependencies of it ask; there must be one."""

    method: str
    path: str
    asked: tuple[Asked, ...]
    limit: str | None
    described: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)(?::\w+)?}", self.path))

    def at(self, values: dict[str, str]) -> str:
        return re.sub(r"{(\w+)(?::\w+)?}", lambda found: values[found[1]], self.path)


def every_route() -> tuple[Route, ...]:
    """All routes of the folder."""
    found = [
        Route(method, route.path, tuple(_asked(route.dependant)), (route.openapi_extra or {}).get("x-limit"), route.include_in_schema)
        for router in every_router()
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]  # fmt: skip
    return tuple(found)


def _asked(dependant: Dependant) -> Iterator[Asked]:
    for each in dependant.dependencies:
        told = asked(each.call) if each.call is not None else None
        if told is not None:
            yield told
        else:
            yield from _asked(each)


def body_of(app: FastAPI, route: Route) -> dict[str, Any]:
    """Arguments for the client: the smallest body that fits, if the route takes one."""
    schema = app.openapi()
    path = re.sub(r":\w+}", "}", route.path)
    operation = schema["paths"].get(path, {}).get(route.method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return {"json": _example(content["application/json"]["schema"], schema)}
    if "multipart/form-data" in content:
        return {"files": {"file": ("a.pdf", b"%PDF-1.4 invented", "application/pdf")}}
    return {"content": b"%PDF-1.4 invented"} if content else {}


def _example(told: dict[str, Any], whole: dict[str, Any]) -> Any:
    if "$ref" in told:
        target: Any = whole
        for part in told["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return _example(target, whole)
    if told.get("examples"):
        return told["examples"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in told:
            return _example(told[several][0], whole)
    if "enum" in told or "const" in told:
        return told.get("const", (told.get("enum") or [None])[0])
    return _by_type(told, whole)


def _by_type(told: dict[str, Any], whole: dict[str, Any]) -> Any:
    kind = told.get("type")
    if kind == "object":
        needed = told.get("required", [])
        return {
            name: _example(each, whole) for name, each in told.get("properties", {}).items() if name in needed
        }
    if kind == "array":
        return [_example(told["items"], whole)] * told.get("minItems", 0)
    if kind in ("integer", "number"):
        return told.get("minimum", told.get("exclusiveMinimum", 0) + 1)
    if kind == "boolean":
        return True
    by_format = {
        "uuid": "7d5a8c52-0000-4000-8000-000000000000",
        "date": "2026-05-04",
        "date-time": "2026-05-04T12:00:00Z",
    }
    return by_format.get(told.get("format", ""), "x" * max(1, told.get("minLength", 1)))

"""A router says no to a path that cannot be its own, and to no other."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from creditai.web.routes import every_router
from creditai.web.routing import Router

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ROUTERS = tuple(every_router())
ROUTES = [(router, route) for router in ROUTERS for route in router.routes if isinstance(route, Route)]


@pytest.fixture(scope="module")
def client() -> TestClient:
    made, router = FastAPI(redirect_slashes=False), Router(prefix="/things")

    @router.get("")
    def whole() -> str:
        return "whole"

    @router.get("/{thing}.png")
    def one(thing: str) -> str:
        return thing

    made.include_router(router)
    return TestClient(made)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/things", "GET", 200), ("/things", "POST", 405), ("/things/a.png", "GET", 200), ("/things/a.png", "PUT", 405),
        ("/things/a.txt", "GET", 404), ("/things/", "GET", 404), ("/thing", "GET", 404), ("/", "GET", 404), ("/thingsaplenty", "GET", 404),
    ],
)  # fmt: skip
def test_what_is_asked_is_answered_as_by_any_router(
    client: TestClient, path: str, method: str, status: int
) -> None:
    assert client.request(method, path, follow_redirects=False).status_code == status


@pytest.mark.parametrize(("router", "route"), ROUTES, ids=lambda each: getattr(each, "path", "router"))
def test_every_route_is_still_found(router: Router, route: Route) -> None:
    made = FastAPI()
    made.include_router(router)
    path = route.path
    for name in route.param_convertors:
        path = path.replace("{" + name + "}", "7")
    scope = {
        "type": "http",
        "path": path,
        "root_path": "",
        "method": sorted(route.methods or {"GET"})[0],
        "headers": [],
    }
    assert any(each.matches(dict(scope))[0] is Match.FULL for each in made.router.routes), path


@pytest.mark.parametrize("path", ["/api/v1/accounts/7", "/api/v1/reports", "/api/health/ready"])
def test_few_routers_are_asked(path: str) -> None:
    asked = [router for router in ROUTERS if path in router.paths or path.startswith(router.beginnings)]
    assert len(asked) == 1

"""Every POST takes an Idempotency-Key, or says in one place why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from creditai.web.idempotency import WITHOUT, _once
from creditai.web.routes import every_router
from tests.cast import Cast

POSTS = [
    route
    for router in every_router()
    for route in router.routes
    if isinstance(route, APIRoute) and "POST" in (route.methods or ())
]


def asked_for(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for each in dependant.dependencies:
        yield from asked_for(each)


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_a_post_happens_once_under_a_key_or_says_why_not(route: APIRoute) -> None:
    assert (_once in set(asked_for(route.dependant))) is not (route.path in WITHOUT)


def test_no_reason_is_left_of_a_route_that_is_gone() -> None:
    assert set(WITHOUT) <= {route.path for route in POSTS}
    assert all(len(why.split()) > 3 for why in WITHOUT.values())


def test_a_grant_is_made_once_under_one_key(web: TestClient, cast: Cast) -> None:
    own = cast.alice.headers | {"Idempotency-Key": "one"}
    body = {"supporter": "sam@example.com", "scopes": ["papers:read"], "reason": "look", "hours": 2}
    first, second = (web.post("/api/v1/me/grants", json=body, headers=own) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert (first.status_code, second.headers["Idempotency-Replayed"]) == (201, "true")
    assert len(web.get("/api/v1/me/grants", headers=cast.alice.headers).json()["items"]) == 1
    other = web.post("/api/v1/me/grants", json=body | {"hours": 3}, headers=own)
    assert other.status_code == 409


def test_an_answer_that_was_kept_holds_no_secret(web: TestClient, cast: Cast) -> None:
    """With a key or without: a token is made anew, and shown once."""
    web.post("/api/v1/sign-in", json={"address": cast.alice.address, "password": "a kettle of 12 geese"})
    asked = {"X-CreditAI": "1", "Idempotency-Key": "one"}
    body = {"name": "script", "scopes": ["self:read"], "days": 3}
    first, second = (web.post("/api/v1/tokens", json=body, headers=asked).json() for _ in range(2))
    assert first["token"] != second["token"]

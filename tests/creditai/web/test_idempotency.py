"""Every POST takes an Idempotency-Key, or says in one place why not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.testclient import TestClient

from creditai.store.tables.feedback import feedback
from creditai.web.idempotency import WITHOUT, _once
from creditai.web.routes import every_router
from creditai.wiring import Wiring
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


def test_a_key_is_its_persons_own(web: TestClient, cast: Cast) -> None:
    """Mallory knows Alice's key and sends the same, or another route under it: what he gets is his own."""
    body = {"rating": 5, "about": "service"}
    first, his = (
        web.post("/api/v1/feedback", json=body, headers=one.headers | {"Idempotency-Key": "one"})
        for one in (cast.alice, cast.mallory)
    )
    assert (first.status_code, his.status_code) == (201, 201)
    assert first.json()["id"] != his.json()["id"]
    assert "Idempotency-Replayed" not in his.headers
    again = web.post("/api/v1/feedback", json=body, headers=cast.alice.headers | {"Idempotency-Key": "one"})
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    other = web.post("/api/v1/disputes", json={}, headers=cast.alice.headers | {"Idempotency-Key": "one"})
    assert other.status_code == 409, "another route"


def test_of_many_at_once_under_one_key_one_acts(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    own = cast.alice.headers | {"Idempotency-Key": "one"}
    body = {"rating": 5, "about": "service"}
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: web.post("/api/v1/feedback", json=body, headers=own), range(8)))
    assert {each.status_code for each in told} <= {201, 409}
    assert len({each.json()["id"] for each in told if each.status_code == 201}) == 1
    with wiring.database.scope(cast.alice.id) as connection:
        assert len(connection.execute(select(feedback.c.id)).all()) == 1


def test_an_answer_that_was_kept_holds_no_secret(web: TestClient, cast: Cast) -> None:
    """With a key or without: a token is made anew, and shown once."""
    web.post("/api/v1/sign-in", json={"address": cast.alice.address, "password": "a kettle of 12 geese"})
    asked = {"X-CreditAI": "1", "Idempotency-Key": "one"}
    body = {"name": "script", "scopes": ["self:read"], "days": 3}
    first, second = (web.post("/api/v1/tokens", json=body, headers=asked).json() for _ in range(2))
    assert first["token"] != second["token"]

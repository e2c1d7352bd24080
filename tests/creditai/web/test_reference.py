"""The reference page tells every route, and fetches nothing."""

from __future__ import annotations

import re

from starlette.testclient import TestClient


def test_every_route_is_told_and_nothing_is_fetched(web: TestClient) -> None:
    told = web.get("/api/openapi.json").json()
    got = web.get("/api/docs")
    assert got.headers["content-type"].startswith("text/html")
    assert "<script" not in got.text.lower()
    assert not re.search(r"(?:src|href)=\"(?!#|/api/openapi\.json)", got.text)
    for path, verbs in told["paths"].items():
        for verb in verbs:
            assert f'<span class="verb">{verb.upper()}</span> {path}<' in got.text, path


def test_every_route_that_may_be_refused_says_so_as_a_problem(web: TestClient) -> None:
    told = web.get("/api/openapi.json").json()
    for path, verbs in told["paths"].items():
        if path.startswith(("/api/v1/papers", "/api/v1/reports", "/api/v1/disputes", "/api/v1/letters")):
            for verb, operation in verbs.items():
                refused = operation["responses"]["401"]["content"]
                assert list(refused) == ["application/problem+json"], (path, verb)
                assert "Problem" in str(refused), (path, verb)
                if verb == "post":
                    assert "idempotency-key" in {p["name"].lower() for p in operation["parameters"]}, path

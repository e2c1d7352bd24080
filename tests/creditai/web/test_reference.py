"""The reference page tells every route, and fetches nothing."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from tests.creditai.web.routes_of import every_route


def test_every_route_is_told_and_nothing_is_fetched(web: TestClient) -> None:
    told = web.get("/api/openapi.json").json()
    got = web.get("/api/docs")
    assert got.headers["content-type"].startswith("text/html")
    assert "<script" not in got.text.lower()
    assert not re.search(r"(?:src|href)=\"(?!#|/api/openapi\.json)", got.text)
    for path, verbs in told["paths"].items():
        for verb in verbs:
            assert f'<span class="verb">{verb.upper()}</span> {path}<' in got.text, path


def test_who_may_call_a_route_is_told_as_the_route_asks_it(web: TestClient) -> None:
    told = web.get("/api/openapi.json").json()["paths"]
    for route in every_route():
        operation = told.get(re.sub(r":\w+}", "}", route.path), {}).get(route.method.lower())
        if operation is not None:
            assert operation.get("x-scope") == route.asked[0].scope, route.name
    page = web.get("/api/docs").text
    assert "Asks for the scope <code>papers:write</code>.<" in page
    assert "Asks for the scope <code>operate</code>. Operator only.<" in page
    assert "Asks for a session; no token may.<" in page
    assert "`" not in re.sub(r"(?s)<pre>.*?</pre>", "", page), "code is shown as code"
    assert "__" not in page, "no module's name is a type"


def test_the_page_begins_where_a_person_begins_and_its_links_lead_somewhere(web: TestClient) -> None:
    page = web.get("/api/docs").text
    links = re.findall(r'<a href="#([^"]+)">', page)
    assert links[:3] == ["signing-in", "factors-and-tokens", "people"]
    assert [anchor for anchor in links if f'<h2 id="{anchor}">' not in page] == []


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

"""The reference page tells every route, and fetches nothing."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from creditai.wiring import Wiring
from rehearsal.walk.curl import read
from tests.cast import PASSWORD, Cast, work_off
from tests.creditai.flows.paper import SAMPLES
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


@pytest.mark.long
def test_the_example_of_the_page_works_as_it_stands(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    """Each command in its order; what a person fills in is the address, the token and the paper."""
    found = re.search(r"(?s)<pre>(.*?)</pre>", web.get("/api/docs").text)
    assert found is not None
    given = {"$ADDRESS": "", "you@example.com": cast.alice.address, "a kettle of 12 geese": PASSWORD}
    commands = read(f"```sh\n{unescape(found[1])}\n```")
    for command in commands:
        words = [_filled(word, given) for word in command]
        got = _as_curl(web, words)
        assert got.status_code in (200, 201), (words, got.text)
        told = got.json() if "json" in got.headers["content-type"] else {}
        if "token" in told:
            given["$TOKEN"] = told["token"]
            web.cookies.clear()
        if "paper" in told:
            given["PAPER"] = told["paper"]["id"]
            work_off(wiring)
    assert len(commands) == 7
    assert {"$TOKEN", "PAPER"} <= given.keys()


def _filled(word: str, given: Mapping[str, str]) -> str:
    for name, value in given.items():
        word = word.replace(name, value)
    return word


def _as_curl(web: TestClient, words: Sequence[str]) -> Response:
    """What curl would send of these options; the client keeps cookies as the jar does."""
    parser = ArgumentParser()
    for option in ("-X", "-d", "-c", "-b", "--data-binary"):
        parser.add_argument(option)
    parser.add_argument("-H", action="append", default=[])
    parser.add_argument("-N", action="store_true")
    parser.add_argument("address")
    told = parser.parse_args(words[1:])
    assert told.data_binary in (None, "@experian.pdf")
    body = (SAMPLES / "experian-2026-05-18.pdf").read_bytes() if told.data_binary else told.d
    method = told.X or ("GET" if body is None else "POST")
    headers = dict(line.split(": ", 1) for line in told.H)
    return web.request(method, told.address, headers=headers, content=body)

"""What is done for each request whatever it asks."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from creditai import limits
from creditai.limits.gcra import Rate
from creditai.settings import Settings
from creditai.web import edge, problems, safety
from creditai.web.application import application
from creditai.web.draining import Drain
from creditai.wiring import wire
from tests.cast import Cast
from tests.creditai.logs.canaries import CANARIES


def score(headers: dict[str, str]) -> int:
    """The points of MDN's HTTP Observatory for the rules that an API can meet, from 100: its published modifiers."""
    told = {name.lower(): value for name, value in headers.items()}
    csp = told.get("content-security-policy", "")
    points = 100 if csp else 75
    points += 10 if "default-src 'none'" in csp else 0
    points -= 20 if "unsafe" in csp else 0
    hsts = told.get("strict-transport-security", "")
    points += 5 if "preload" in hsts else -20 if not hsts else 0
    points += 0 if told.get("x-content-type-options") == "nosniff" else -5
    points += 5 if "frame-ancestors" in csp else 0 if "x-frame-options" in told else -20
    return points + (5 if told.get("referrer-policy") in ("no-referrer", "same-origin") else 0)


def plain(
    settings: Settings, drain: Drain | None = None, reported: list[BaseException] | None = None
) -> FastAPI:
    """An application with nothing but the edge, one route that fails and one that reads."""
    app = FastAPI()
    problems.install(app)
    taken: list[BaseException] = [] if reported is None else reported
    edge.around(app, settings, drain or Drain(), taken.append)

    @app.get("/fail/{what}")
    def fail(what: str) -> None:
        raise ValueError(what)

    @app.post("/read")
    async def read(request: Request) -> int:
        return len(await request.body())

    return app


def test_over_tls_every_answer_has_what_makes_an_a_plus(settings: Settings) -> None:
    secure = replace(settings, address="https://app.creditai.example")
    made = wire(secure)
    with TestClient(application(made), base_url=secure.address) as web:
        for path in ("/api/health", "/nowhere", "/api/openapi.json", "/api/v1/me"):
            assert score(dict(web.get(path).headers)) >= 100, path
    made.close()


def test_over_plain_http_nothing_claims_tls(web: TestClient) -> None:
    headers = web.get("/api/health").headers
    assert "strict-transport-security" not in headers
    assert headers["content-security-policy"] == safety.CSP
    assert headers["x-request-id"]


def test_another_host_name_is_not_answered_except_for_health(web: TestClient) -> None:
    assert web.get("/api/v1/me", headers={"Host": "evil.example"}).status_code == 400
    assert web.get("/api/v1/me", headers={"Host": "127.0.0.1:9"}).status_code == 401
    assert web.get("/api/health/live", headers={"Host": "10.1.2.3"}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:9", "evil.example"])
def test_no_answer_leads_to_the_host_that_a_request_names(web: TestClient, host: str) -> None:
    """A slash too many was answered by the way to the address without it, over plain http."""
    for path in ("/api/health/", "/api/v1/papers/", "/api/docs/", "//api/health", "/api/v1/sign-in/"):
        for method in ("GET", "POST"):
            got = web.request(method, path, headers={"Host": host}, follow_redirects=False)
            assert got.status_code in (400, 404), (path, got.status_code)
            assert "location" not in got.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"host", b"a"), (b"host", b"127.0.0.1")], 400),
        ([(b"host", b"127.0.0.1"), (b"content-length", b"5"), (b"content-length", b"6")], 400),
        ([(b"host", b"127.0.0.1"), (b"content-length", b"5"), (b"transfer-encoding", b"chunked")], 400),
        ([(b"host", b"127.0.0.1"), (b"content-length", b"+5")], 400),
        ([(b"host", b"127.0.0.1"), (b"content-length", b"99999999999")], 413),
        (
            [
                (b"host", b"127.0.0.1"),
                (b"content-type", b"application/json"),
                (b"content-length", b"2000000"),
            ],
            413,
        ),
        ([(b"host", b"127.0.0.1"), *[(b"x", b"y")] * 200], 431),
        ([(b"host", b"127.0.0.1"), (b"x", b"y" * 40_000)], 431),
        ([(b"host", b"127.0.0.1")], None),
        ([], 400),
    ],
)
def test_what_may_smuggle_or_fill_memory_is_not_let_in(
    headers: list[tuple[bytes, bytes]], status: int | None
) -> None:
    found = safety.fault("/api/v1/me", headers, 10, frozenset(["127.0.0.1"]))
    assert (found[0] if found else None) == status


def test_a_long_address_is_refused(web: TestClient) -> None:
    assert web.get("/api/v1/me?" + "a" * 9000).status_code == 414


@pytest.mark.parametrize("canary", CANARIES[:12])
def test_a_defect_is_a_problem_reported_and_says_nothing(
    settings: Settings, lines: io.StringIO, canary: str
) -> None:
    reported: list[BaseException] = []
    with TestClient(
        plain(settings, reported=reported), base_url=settings.address, raise_server_exceptions=False
    ) as web:
        answer = web.get(f"/fail/{canary}", headers={"X-Canary": canary})
    assert answer.status_code == 500
    assert answer.json()["type"] == "/problems/broken"
    assert canary not in answer.text
    assert [type(error) for error in reported] == [ValueError]
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {"request.failed", "request.answered"} <= {line["event"] for line in told}
    assert canary not in lines.getvalue()


def test_every_line_of_a_request_has_its_id(settings: Settings, lines: io.StringIO) -> None:
    with TestClient(plain(settings), base_url=settings.address, raise_server_exceptions=False) as web:
        answer = web.get("/fail/x")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {line.get("request") for line in told if line["event"].startswith("request.")} == {
        answer.headers["x-request-id"]
    }


def test_a_client_that_sends_nothing_more_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "RECEIVE_SECONDS", 0.1)
    sent: list[edge.Message] = []

    async def receive() -> edge.Message:
        await asyncio.sleep(30)
        return {"type": "http.request"}

    async def send(message: edge.Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/read", "raw_path": b"/read", "query_string": b"", "http_version": "1.1",
        "headers": [(b"host", b"127.0.0.1"), (b"content-length", b"100")], "scheme": "http", "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2), "root_path": "",
    }  # fmt: skip
    asyncio.run(plain(settings)(scope, receive, send))
    assert [message["status"] for message in sent if message["type"] == "http.response.start"] == [408]
    assert (b"connection", b"close") in sent[0]["headers"]


def test_a_body_that_grows_beyond_its_size_is_cut(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "MOST_JSON_BYTES", 1000)

    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    with TestClient(plain(settings), base_url=settings.address, raise_server_exceptions=False) as web:
        assert web.post("/read", content=chunks()).status_code == 413


def test_limits_are_told_and_held(settings: Settings, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wire(replace(settings, limits_times=1))
    with TestClient(application(made), base_url=settings.address) as web:
        first = web.get("/api/v1/me", headers=cast.alice.headers)
        assert first.headers["ratelimit-policy"] == '"read";q=600;w=60'
        assert first.headers["ratelimit"].startswith('"read";r=119;')
        slow = dict.fromkeys(("person", "address", "emergency"), Rate(600, 36_000, 120))
        monkeypatch.setattr(
            limits, "rates", lambda: {"read": slow}
        )  # nothing is paid off while a busy machine waits
        for _ in range(1000):  # enough for both counts, should Valkey be slow to answer for a moment
            made.limits.take("read", person=cast.alice.id, address="198.51.100.1")
        refused = web.get("/api/v1/me", headers=cast.alice.headers)
        assert refused.status_code == 429
        assert refused.json()["type"] == "/problems/too-many"
        assert int(refused.headers["retry-after"]) >= 1
        assert web.get("/api/v1/me", headers=cast.bob.headers).status_code == 200, (
            "another person is not hindered"
        )
    made.close()

"""The kill switch, draining, metrics: who may, what happens, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from creditai.flags.board import Board
from creditai.store.tables.audit import audit
from creditai.wiring import Wiring
from tests.cast import Cast
from tests.creditai.test_metrics import sample

KILL = "/api/feature-flags/emergency-disable"
ORDER = '{"features": ["pdf-processing", "dispute-generation"]}'


def test_the_runbooks_curl_switches_off_without_naming_json(
    web: TestClient, cast: Cast, wiring: Wiring
) -> None:
    """`curl -X POST -H 'Authorization: Bearer ...' -d '{...}'` says application/x-www-form-urlencoded."""
    headers = {**cast.dana.headers, "Content-Type": "application/x-www-form-urlencoded"}
    answer = web.post(KILL, headers=headers, content=ORDER)
    assert answer.status_code == 200, answer.text
    assert answer.json()["disabled"] == ["pdf-processing", "dispute-generation"]
    assert answer.json()["epoch"] == Board(wiring.redis).read()[0].epoch
    wiring.flags.beat()
    assert not wiring.flags.enabled("pdf-processing")
    assert wiring.flags.enabled("payments")
    with wiring.database.purpose("operator") as connection:
        rows = connection.execute(select(audit).where(audit.c.act == "switch.off")).all()
    assert [(row.actor, row.subject) for row in rows] == [(cast.dana.id, "pdf-processing,dispute-generation")]


def test_only_operators_switch(web: TestClient, cast: Cast, wiring: Wiring) -> None:
    assert web.post(KILL, content=ORDER).status_code == 401
    for member in cast.everybody():
        expected = 200 if member is cast.dana else 403
        assert web.post(KILL, headers=member.headers, content=ORDER).status_code == expected, member.name


@pytest.mark.parametrize(
    "sent",
    ["", "{", "[]", "null", '{"features": []}', '{"features": ["canary"]}', '{"features": "payments"}', '{"features": ["payments"], "seconds": 0}', '{"features": ["payments"], "more": 1}', "[" * 5000],
)  # fmt: skip
def test_an_order_that_does_not_fit_is_refused_and_changes_nothing(
    sent: str, web: TestClient, cast: Cast, wiring: Wiring
) -> None:
    answer = web.post(KILL, headers=cast.dana.headers, content=sent)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid"
    assert Board(wiring.redis).read()[0].epoch == 0


def test_a_reason_with_odd_characters_undoes_no_order_and_is_written_down(
    web: TestClient, cast: Cast, wiring: Wiring
) -> None:
    """PostgreSQL takes no NUL in a text: the order stood, the answer was a defect, and no line told of it."""
    order = {"features": ["payments"], "why": "a\0b\u202e \x1b[31m" + "\0" * 180}
    assert web.post(KILL, headers=cast.dana.headers, json=order).status_code == 200
    with wiring.database.purpose("operator") as connection:
        [why] = connection.execute(select(audit.c.why).where(audit.c.act == "switch.off")).scalars()
    assert why.startswith("a\\x00b\\u202e \\x1b[31m\\x00")


def test_draining_says_not_ready_closes_connections_and_can_be_called_off(
    web: TestClient, cast: Cast
) -> None:
    operator: Mapping[str, str] = cast.dana.headers
    assert web.get("/api/health/ready").status_code == 200
    assert web.post("/api/system/drain", headers=operator).json()["draining"] is True
    ready = web.get("/api/health/ready")
    assert (ready.status_code, ready.json()["draining"]) == (503, True)
    assert ready.headers["connection"] == "close"
    assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200, "it still answers what comes"
    assert web.delete("/api/system/drain", headers=operator).json()["draining"] is False
    ready = web.get("/api/health/ready")
    assert (ready.status_code, "connection" in ready.headers) == (200, False)


def test_one_that_leaves_is_not_called_back(web: TestClient, cast: Cast) -> None:
    web.post("/api/system/drain", headers=cast.dana.headers, json={"stay": False})
    assert web.delete("/api/system/drain", headers=cast.dana.headers).status_code == 409
    assert web.get("/api/system/drain", headers=cast.dana.headers).json()["leaving"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_only_operators_drain(web: TestClient, cast: Cast, method: str) -> None:
    assert web.request(method, "/api/system/drain").status_code == 401
    for member in (cast.alice, cast.sam, cast.mallory):
        assert web.request(method, "/api/system/drain", headers=member.headers).status_code == 403
    assert web.get("/api/health/ready").status_code == 200


def test_metrics_are_for_operators_and_this_machine(web: TestClient, cast: Cast, wiring: Wiring) -> None:
    from creditai.web.application import application

    assert web.get("/metrics").status_code == 403
    assert web.get("/metrics", headers=cast.mallory.headers).status_code == 403
    told = web.get("/metrics", headers=cast.dana.headers)
    assert 'http_request_duration_seconds_count{method="GET",route="/metrics",status="403"}' in told.text
    with TestClient(application(wiring), base_url=wiring.settings.address, client=("127.0.0.1", 5)) as near:
        assert near.get("/metrics").status_code == 200
        assert near.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403


def test_what_workers_measured_is_told_at_the_same_address(
    cast: Cast, wiring: Wiring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from creditai import exposition
    from creditai.web.application import application

    monkeypatch.setattr(exposition, "SECONDS", 60.0)
    wiring = replace(wiring, settings=replace(wiring.settings, metrics_folder=str(tmp_path)))
    door = exposition.answering(tmp_path)
    try:
        with TestClient(application(wiring), base_url=wiring.settings.address) as web:
            assert web.get("/metrics").status_code == 403
            told = web.get("/metrics", headers=cast.dana.headers).text
    finally:
        door.close()
    assert 'process_resident_memory_bytes{process="work-0"}' in told
    assert 'metrics_processes{state="answered"} 2.0' in told


def test_feedback_is_counted_and_happens_once(web: TestClient, cast: Cast) -> None:
    headers = {**cast.alice.headers, "Idempotency-Key": "one"}
    before = sample("feedback_rating_total", rating="4")
    first = web.post("/api/v1/feedback", headers=headers, json={"rating": 4, "about": "letters"})
    again = web.post("/api/v1/feedback", headers=headers, json={"rating": 4, "about": "letters"})
    assert (first.status_code, again.json()) == (201, first.json())
    told = web.get("/metrics", headers=cast.dana.headers).text
    assert f'feedback_rating_total{{rating="4"}} {before + 1}' in told
    for wrong in (
        {"rating": 6},
        {"rating": 0},
        {"rating": 3, "about": "canary"},
        {"rating": 3, "comment": "x"},
    ):
        assert web.post("/api/v1/feedback", headers=cast.alice.headers, json=wrong).status_code == 422
    assert web.post("/api/v1/feedback", json={"rating": 4}).status_code == 401

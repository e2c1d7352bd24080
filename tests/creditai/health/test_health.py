"""Each thing is asked itself, in time, and never remembered for long."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pkgutil import iter_modules

import pytest
from starlette.testclient import TestClient

from creditai import health as room
from creditai import limits
from creditai.health import NOT_CONFIGURED, Answer, Health, Probe, Told, every_probe, whole
from creditai.limits import route_classes
from creditai.limits.gcra import Rate
from creditai.settings import Secret, Settings
from creditai.web.application import application
from creditai.wiring import Wiring, wire
from tests.cast import Cast

NAMED = ("database", "redis", "supabase", "google-cloud", "objects", "email", "jobs", "stripe")


def test_every_file_of_the_folder_is_a_probe_that_is_found() -> None:
    """A class that is no `Probe` would be asked by nobody, and nobody would miss it."""
    files = {each.name for each in iter_modules(room.__path__)}
    assert {type(probe).__module__.rpartition(".")[2] for probe in every_probe().values()} == files


@pytest.fixture
def probes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Probe]:
    """Probes of the test's own instead of those of the folder."""
    made: dict[str, Probe] = {}
    monkeypatch.setattr(room, "every_probe", lambda: made)
    return made


class Counted(Probe):
    name = "counted"
    critical = True

    def __init__(self) -> None:
        self.asked = 0
        self.go = threading.Event()
        self.go.set()
        self.says: Told | Exception = Told("healthy")

    def probe(self, wiring: Wiring) -> Told:
        self.asked += 1
        self.go.wait(20)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def counted(probes: dict[str, Probe]) -> Counted:
    made = probes["counted"] = Counted()
    return made


def test_the_folder_has_a_probe_for_each_thing_of_the_runbook() -> None:
    assert set(NAMED) <= set(every_probe())


def test_a_yes_is_not_remembered_for_ten_seconds(
    wiring: Wiring, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, real = Health(wiring), time.monotonic
    assert known.of("counted").told.status == "healthy"
    assert known.of("counted").told.status == "healthy"
    assert counted.asked == 1
    counted.says = Told("failing")
    monkeypatch.setattr(time, "monotonic", lambda: real() + room.FRESH_SECONDS + 0.1)
    assert known.of("counted").told.status == "failing"
    assert room.FRESH_SECONDS + room.SECONDS < 10


def test_what_hangs_is_failing_and_is_not_asked_again_meanwhile(
    wiring: Wiring, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SECONDS", 0.2)
    monkeypatch.setattr(room, "FRESH_SECONDS", 0.0)
    known = Health(wiring)
    counted.go.clear()
    start = time.monotonic()
    assert known.of("counted").told.status == "failing"
    assert known.of("counted").told.status == "failing"
    assert time.monotonic() - start < 60
    assert counted.asked == 1
    counted.go.set()


def test_what_raises_is_failing_and_its_words_are_not_told(wiring: Wiring, counted: Counted) -> None:
    counted.says = RuntimeError("canary in the message")
    told = Health(wiring).of("counted").told
    assert (told.status, dict(told.detail)) == ("failing", {"error": "RuntimeError"})


@pytest.mark.parametrize(
    ("critical", "other", "expected"),
    [
        ("healthy", "healthy", "healthy"),
        ("healthy", "not_configured", "healthy"),
        ("healthy", "failing", "degraded"),
        ("degraded", "healthy", "degraded"),
        ("failing", "healthy", "failing"),
    ],
)
def test_the_whole_is_what_its_critical_things_are(
    critical: room.Status, other: room.Status, expected: str, probes: dict[str, Probe]
) -> None:
    probes["a"], probes["b"] = Counted(), Probe()
    answers = {"a": Answer(Told(critical), 0.1, 0.0), "b": Answer(Told(other), 0.1, 0.0)}
    assert whole(answers) == expected


def test_the_real_things_are_well_and_what_is_not_set_up_says_so(web: TestClient, wiring: Wiring) -> None:
    body = web.get("/api/system/health").json()
    told = {name: thing["status"] for name, thing in body["things"].items()}
    assert told["database"] == told["redis"] == told["objects"] == told["keys"] == "healthy"
    assert told["stripe"] == told["supabase"] == "not_configured"
    assert told["jobs"] == "degraded", "no worker lives here"
    assert body["schema"] is not None


@pytest.mark.parametrize("path", ["/api/health", "/api/health/live", "/api/health/ready"])
def test_the_body_says_what_runs_and_head_answers_too(web: TestClient, path: str, wiring: Wiring) -> None:
    body = web.get(path).json()
    assert {"status", "release", "colour", "revision", "schema"} <= set(body)
    assert (body["release"], body["colour"]) == (wiring.settings.release, wiring.settings.colour)
    head = web.head(path)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("name", NAMED)
def test_each_thing_of_the_runbook_has_its_address(web: TestClient, name: str) -> None:
    answer = web.get(f"/api/system/health/{name}")
    assert answer.json()["name"] == name
    assert answer.status_code == (503 if answer.json()["status"] == "failing" else 200)
    assert answer.json()["status"] in ("healthy", "degraded", "failing", "not_configured")
    assert answer.json()["latency_ms"] >= 0
    assert answer.json()["age_seconds"] < 10
    assert web.get("/api/stripe/health").json()["name"] == "stripe"


def test_detail_is_for_operators_alone(web: TestClient, cast: Cast) -> None:
    for member in cast.everybody():
        body = web.get("/api/system/health/database", headers=member.headers).json()
        assert ("detail" in body) is (member is cast.dana), member.name
    assert "detail" not in web.get("/api/system/health/database").json()
    wrong = {"Authorization": "Bearer canary"}
    assert "detail" not in web.get("/api/system/health/database", headers=wrong).json()


def test_the_operators_token_needs_no_database(settings: Settings) -> None:
    gone = replace(
        settings,
        database=Secret("postgresql://creditai_app:x@127.0.0.1:1/none"),
        operator_token=Secret("an operator's token of the test"),
    )
    made = wire(gone)
    with TestClient(application(made), base_url=gone.address) as web:
        token = {"Authorization": f"Bearer {gone.operator_token.reveal()}"}
        answer = web.get("/api/system/health/database", headers=token)
        assert (answer.status_code, answer.json()["status"]) == (503, "failing")
        assert answer.json()["detail"] == {"error": "Unavailable"}
        assert web.get("/api/health/live").status_code == 200
        assert web.get("/api/health/ready").status_code == 503
        assert web.get("/api/system/health/redis").status_code == 200
    made.close()


def test_health_is_exempt_from_limits(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(count=1, seconds=1e6, burst=5)  # no machine is so slow that another may come meanwhile
    every = {name: dict.fromkeys(("person", "address", "emergency"), few) for name in route_classes()}
    monkeypatch.setattr(limits, "rates", lambda: every)
    made = wire(replace(settings, limits_times=1))
    try:
        with TestClient(application(made), base_url=settings.address) as web:
            assert {web.get("/api/health").status_code for _ in range(20)} == {200}
            told = [web.get("/api/v1/me").status_code for _ in range(8)]
            assert told == [401] * 5 + [429] * 3, "who guesses is counted"
    finally:
        made.close()


def test_nothing_unknown_is_asked(web: TestClient) -> None:
    assert web.get("/api/system/health/canary").status_code == 404


def test_not_configured_is_no_yes() -> None:
    assert NOT_CONFIGURED.status == "not_configured"

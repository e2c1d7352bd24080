"""Each journey against an application of answers: well, astray, and whoever was made is erased whatever happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from runbook.actions import Address, Answer, Ended, Request, Wait
from runbook.errors import Astray
from runbook.journeys import Aim, every_journey
from runbook.journeys.pdf import difference

AIM = Aim(Address("unix:/s"), "http://127.0.0.1:8000", "file:/token", "run-1-try", "green", "b" * 64)
ACCOUNT = {"furnisher": "MOCK", "account_number": "1", "status": "paid", "balance": "0.00", "past_due": None}
EXPECTED = {"report_date": "2026-05-18", "accounts": [["MOCK", "1", "paid", "0.00", None]], "rules": ["r"]}
SAMPLES = {"items": {"a.pdf": EXPECTED}, "answers": {"rule": {"r": {"include": True}, "other": {}}}}
PAPER = {"id": "p", "state": "done", "report": "q", "error": None}


class Application:
    """Answers as the product does, and knows who is there. `other`: what one path answers instead."""

    def __init__(self, other: dict[str, tuple[int, Any]] | None = None) -> None:
        self.other, self.there, self.deleted = other or {}, set[str](), False
        self.made: list[str] = []

    def __call__(self, asked: Request) -> Answer:
        head = {"x-creditai-served-by": f"green/{'b' * 12}"}
        status, told = self.other.get(f"{asked.method} {asked.path}") or self.told(asked)
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return Answer(status, head, body, 0.01)

    def told(self, asked: Request) -> tuple[int, Any]:
        method, path = asked.method, asked.path
        token = asked.headers.get("Authorization", "").removeprefix("Bearer ")
        assert asked.headers["Host"] == "127.0.0.1:8000"
        if path.startswith("/api/system/") or path == "/api/stripe/health":
            assert asked.bearer == "file:/token"
            return self.system(method, path, asked.body)
        if path == "/api/stripe/webhook":
            return 400, {}
        assert token in self.there, "a token of nobody who is there"
        if path.startswith("/api/v1/papers"):
            return self.papers(method, path, token)
        return {
            "/api/v1/findings": (200, {"items": [{"rule": "r"}]}),
            "/api/v1/disputes": (201, {"disputes": [{"id": "d"}]}),
            "/api/v1/letters": (201, {"items": [{"id": "l"}]}),
            "/api/v1/letters/l/pdf": (200, b"%PDF-1.7"),
            "/api/v1/reports/q": (200, {"report": {"report_date": "2026-05-18", "accounts": [ACCOUNT]}}),
        }[path]

    def system(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        if method == "POST":
            name = json.loads(body)["name"]
            self.there.add(f"token-of-{name}")
            self.made.append(name)
            return 201, {"person": "x", "token": f"token-of-{name}"}
        if method == "DELETE":
            self.there.discard(f"token-of-{path.rpartition('/')[2]}")
            return 204, b""
        if path == "/api/stripe/health":
            return 200, {"status": "healthy"}
        return (200, SAMPLES) if path.endswith("/samples") else (200, b"%PDF-sample")

    def papers(self, method: str, path: str, token: str) -> tuple[int, Any]:
        if method == "POST":
            return 201, {"paper": {**PAPER, "state": "received"}}
        if "stranger" in token or self.deleted:
            return (200, {"items": []}) if path == "/api/v1/papers" else (404, {})
        self.deleted = method == "DELETE"
        return (
            (204, b"") if self.deleted else (200, b"%PDF-sample") if path.endswith("/file") else (200, PAPER)
        )


def gone(name: str, app: Callable[[Request], Answer]) -> Ended:
    """One journey to its end, without waiting."""
    (journey,) = [j for j in every_journey() if j.name == name]
    way = journey.way(AIM)
    wanted = next(way)
    try:
        while True:
            wanted = way.send(Answer(0, {}, b"", 0.0) if isinstance(wanted, Wait) else app(wanted))
    except StopIteration as ended:
        end: Ended = ended.value
        return end


@pytest.mark.parametrize("name", [j.name for j in every_journey()])
def test_a_journey_ends_well_and_leaves_nobody_behind(name: str) -> None:
    app = Application()
    assert gone(name, app).well is True
    assert app.there == set()
    assert bool(app.made) is (name != "stripe")


@pytest.mark.parametrize(
    ("name", "path", "answer", "said"),
    [
        ("critical-paths", "GET /api/v1/papers/p/file", (200, b"other"), "came back as other bytes"),
        ("critical-paths", "GET /api/v1/papers/p", (200, {**PAPER, "state": "failed", "error": "torn"}), "is failed .*: torn"),
        ("critical-paths", "POST /api/v1/disputes", (500, {}), "POST /api/v1/disputes answered 500"),
        ("critical-paths", "GET /api/v1/letters/l/pdf", (200, b"<html>"), "is no PDF"),
        ("pdf", "GET /api/v1/findings", (200, {"items": []}), r"rules is \[\], expected"),
        ("database", "GET /api/v1/papers", (200, {"items": [PAPER]}), "sent nothing is shown papers"),
        ("stripe", "GET /api/stripe/health", (503, {"status": "failing"}), "Stripe is failing"),
        ("stripe", "POST /api/stripe/webhook", (200, {}), "answered 200"),
    ],
)  # fmt: skip
def test_a_journey_that_goes_astray_says_where_and_leaves_nobody_behind(
    name: str, path: str, answer: tuple[int, Any], said: str
) -> None:
    app = Application({path: answer})
    with pytest.raises(Astray, match=said):
        gone(name, app)
    assert app.there == set()


def test_another_colour_that_answers_is_astray() -> None:
    def blue(asked: Request) -> Answer:
        answer = app(asked)
        return Answer(answer.status, {"x-creditai-served-by": f"blue/{'a' * 12}"}, answer.body, 0.0)

    app = Application()
    with pytest.raises(Astray, match=r"blue/a+ answered, not green"):
        gone("critical-paths", blue)
    assert app.there == set()


def test_a_letter_that_waits_for_contract_and_plan_is_well() -> None:
    end = gone("critical-paths", Application({"POST /api/v1/letters": (409, {"type": "locked"})}))
    assert (end.well, "waits for contract" in end.said) == (True, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"report_date": "2026-05-19"}, "report_date is 2026-05-19"),
        ({"accounts": [["MOCK", "1", "paid", "0.01", None]]}, "account 1: balance is 0.01, expected 0.00"),
        ({"accounts": []}, "0 accounts, expected 1"),
    ],
)
def test_the_first_difference_is_named(change: dict[str, Any], said: str | None) -> None:
    seen = {**deepcopy(EXPECTED), **change}
    found = difference(EXPECTED, seen)
    assert (found is None) if said is None else (found or "").startswith(said)

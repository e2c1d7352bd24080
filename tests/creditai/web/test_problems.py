"""Every error is a problem of RFC 9457, and none tells what it should not."""

from __future__ import annotations

import asyncio
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI

from creditai.errors import (
    Broken,
    CreditAIError,
    FeatureDisabled,
    NotFound,
    NotSignedIn,
    NotYet,
    TooMany,
    Unavailable,
)
from creditai.web import problems

KINDS: tuple[tuple[CreditAIError, int, str, dict[str, str]], ...] = (
    (NotFound("No such report."), 404, "not-found", {}),
    (NotSignedIn("Sign in."), 401, "not-signed-in", {"www-authenticate": "Bearer"}),
    (NotYet("Not before Friday.", date(2026, 5, 8)), 409, "not-yet", {}),
    (TooMany("Slowly.", 7), 429, "too-many", {"retry-after": "7"}),
    (Unavailable("Gone."), 503, "unavailable", {"retry-after": "5"}),
    (FeatureDisabled("Off.", 60), 503, "feature-disabled", {"retry-after": "60"}),
    (Broken("secret inside"), 500, "broken", {}),
)


@pytest.fixture
def app() -> FastAPI:
    made = FastAPI()
    problems.install(made)

    @made.get("/fail/{number}")
    def fail(number: int) -> None:
        raise KINDS[number][0]

    return made


def _get(app: FastAPI, path: str) -> httpx2.Response:
    return _asked_by("GET", app, path)


def _asked_by(verb: str, app: FastAPI, path: str) -> httpx2.Response:
    return asyncio.run(_asked(verb, app, path))


async def _asked(verb: str, app: FastAPI, path: str) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return await client.request(verb, path)


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_an_error_is_answered_as_what_it_is(app: FastAPI, number: int) -> None:
    error, status, kind, headers = KINDS[number]
    answer = _get(app, f"/fail/{number}")
    body = answer.json()
    assert (answer.status_code, body["type"], body["status"]) == (status, f"/problems/{kind}", status)
    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert headers.items() <= dict(answer.headers).items()
    assert isinstance(error, CreditAIError)
    assert ("secret" in answer.text) is False


def test_a_request_that_does_not_fit_is_told_where_and_not_repeated(app: FastAPI) -> None:
    answer = _get(app, "/fail/canary")
    assert answer.status_code == 422
    assert answer.json()["faults"] == [{"where": "/path/number", "what": "This is no whole number."}]
    assert "canary" not in answer.text


def test_what_is_not_there_is_a_problem_too(app: FastAPI) -> None:
    answer = _get(app, "/nowhere")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert "/api/docs" in answer.json()["detail"]


def test_another_verb_is_told_which_there_are(app: FastAPI) -> None:
    answer = _asked_by("PUT", app, "/fail/0")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert "`Allow`" in answer.json()["detail"]

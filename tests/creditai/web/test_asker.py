"""Who asks is known before a route runs, and before anything refuses the request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Annotated, Any

import anyio.to_thread
import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from creditai.errors import Invalid, NotSignedIn
from creditai.web import problems
from creditai.web.asker import Asker, finding
from creditai.web.routing import Router
from creditai.who import Who
from tests.cast import Cast
from tests.creditai.web.routes_of import every_route

seen: list[str] = []


def find(request: Request) -> Who:
    seen.append(threading.current_thread().name)
    name = request.headers.get("name")
    if name is None:
        raise NotSignedIn("Sign in first.")
    return Who(role="consumer", address=name)


@finding(find)
async def somebody(request: Request) -> Asker:
    return Asker.of(request)


def refusing() -> None:
    raise Invalid("This is wrong whoever asks.")


class Body(BaseModel):
    number: int


Somebody = Annotated[Who, Depends(somebody)]
router = Router()


@router.get("/plain")
def plain(who: Somebody) -> Response:
    return JSONResponse({"who": who.address})


@router.get("/awaited")
async def awaited(who: Somebody) -> dict[str, str]:
    return {"who": who.address}


@router.post("/bodies")
def bodies(who: Somebody, body: Body) -> dict[str, str]:
    return {"who": who.address, "number": str(body.number)}


@router.get("/refusing")
def refused(who: Somebody, refusal: Annotated[None, Depends(refusing)]) -> None:
    raise AssertionError("never reached")


@router.get("/refusing-first")
def refused_first(refusal: Annotated[None, Depends(refusing)], who: Somebody) -> None:
    raise AssertionError("never reached")


@pytest.fixture
def web() -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.include_router(router)
    seen.clear()
    return TestClient(app, raise_server_exceptions=False)


NAMED = {"name": "alice"}


def test_a_route_is_handed_who_asks_found_out_on_the_same_way_to_a_thread(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ways = anyio.to_thread.run_sync, 0

    def counted(*args: Any, **more: Any) -> Any:
        nonlocal ways
        ways += 1
        return real(*args, **more)

    monkeypatch.setattr(anyio.to_thread, "run_sync", counted)
    assert web.get("/plain", headers=NAMED).json() == {"who": "alice"}
    assert ways == 1


def test_one_that_awaits_finds_out_beside_the_loop(web: TestClient) -> None:
    assert web.get("/awaited", headers=NAMED).json() == {"who": "alice"}
    assert "worker" in seen[0].lower()


@pytest.mark.parametrize("path", ["/plain", "/awaited"])
def test_nobody_is_refused(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 401


@pytest.mark.parametrize("body", [b'{"number": "x"}', b"{}", b"", b"{", b"[" * 100_000, b'"\xff"'])
def test_nobody_hears_that_and_not_what_is_wrong_with_the_body(web: TestClient, body: bytes) -> None:
    kind = {"Content-Type": "application/json"}
    assert web.post("/bodies", content=body, headers=kind).status_code == 401
    assert web.post("/bodies", content=body, headers=kind | NAMED).status_code in (400, 422)
    assert len(seen) == 2, "each of them is looked for, and counted, once"


@pytest.mark.parametrize("path", ["/refusing", "/refusing-first"])
def test_nobody_hears_that_and_not_what_another_dependency_refuses(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 401
    assert web.get(path, headers=NAMED).status_code == 422
    assert len(seen) == 2


def beside(who: Somebody) -> str:
    return "papers of anybody"


def untold() -> str:
    return "papers of anybody"


def within(papers: Annotated[str, Depends(beside)]) -> str:
    return papers


def twice(who: Somebody, other: Somebody) -> str:
    return "papers of somebody"


@pytest.mark.parametrize(
    ("endpoint", "more"), [(untold, {"dependencies": [Depends(somebody)]}), (within, {}), (twice, {})]
)
def test_a_route_that_is_not_handed_who_asks_is_none(
    endpoint: Callable[..., Any], more: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="who asks"):
        Router().add_api_route("/careless", endpoint, **more)


def test_a_route_of_another_kind_answers_nothing() -> None:
    app = FastAPI()
    problems.install(app)
    app.add_api_route("/beside", beside)
    app.include_router(_without(), dependencies=[Depends(somebody)])
    web = TestClient(app, raise_server_exceptions=False)
    for path in ("/beside", "/untold"):
        told = web.get(path, headers=NAMED)
        assert told.status_code == 500
        assert "papers" not in told.text


def _without() -> Router:
    made = Router()
    made.add_api_route("/untold", untold)
    return made


SPOILT = {"Content-Type": "application/json", "X-CreditAI-Grant": "none", "Idempotency-Key": " "}


def test_whatever_a_stranger_sends_is_counted_and_tells_them_to_sign_in(from_outside: TestClient) -> None:
    """An unreadable body, or a grant that is none, was answered without a count: FastAPI reads bodies first."""
    for route in every_route():
        path = route.at(dict.fromkeys(route.parameters, "7"))
        told = from_outside.request(route.method, path, content=b"{", headers=SPOILT)
        assert told.status_code == 401 or not route.asked[0].roles, (route.name, told.text)
        assert ("ratelimit" in told.headers) is (route.limit != "free"), (route.name, told.text)


def test_a_grant_that_is_none_is_refused_to_whoever_is_signed_in(
    from_outside: TestClient, cast: Cast
) -> None:
    for member in (cast.alice, cast.sam):
        headers = member.headers | {"X-CreditAI-Grant": "none"}
        told = from_outside.get("/api/v1/reports", headers=headers)
        assert told.status_code == 422
        assert told.json()["where"] == "/header/X-CreditAI-Grant"

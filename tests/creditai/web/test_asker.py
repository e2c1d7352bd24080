"""Who asks is known before a route runs, and before anything refuses the request."""

from __future__ import annotations

import threading
from typing import Annotated, Any

import anyio.to_thread
import pytest
from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from creditai.errors import Invalid, NotSignedIn
from creditai.web import problems
from creditai.web.asker import Asker
from creditai.web.routing import Router
from creditai.who import Who

seen: list[str] = []


async def somebody(request: Request, name: Annotated[str | None, Header()] = None) -> Asker:
    def find() -> Who:
        seen.append(threading.current_thread().name)
        if name is None:
            raise NotSignedIn("Sign in first.")
        return Who(role="consumer", address=name)

    return Asker.of(request, find)


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


@router.get("/careless", dependencies=[Depends(somebody)])
def careless() -> dict[str, str]:
    return {"papers": "of anybody"}


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


@pytest.mark.parametrize("body", [{"number": "x"}, {}, None])
def test_nobody_hears_that_and_not_what_is_wrong_with_the_body(web: TestClient, body: object) -> None:
    assert web.post("/bodies", json=body).status_code == 401
    assert web.post("/bodies", json=body, headers=NAMED).status_code == 422
    assert len(seen) == 2, "each of them is looked for, and counted, once"


def test_nobody_hears_that_and_not_what_another_dependency_refuses(web: TestClient) -> None:
    assert web.get("/refusing").status_code == 401
    assert web.get("/refusing", headers=NAMED).status_code == 422
    assert len(seen) == 2


def test_a_route_that_forgets_to_take_who_asks_answers_nothing(web: TestClient) -> None:
    told = web.get("/careless", headers=NAMED)
    assert told.status_code == 500
    assert "papers" not in told.text

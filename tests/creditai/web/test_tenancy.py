"""Every route with the whole cast: nobody, a stranger, support without a grant, an operator, and ids guessed.

The cases come from the routes themselves. A new route fails here until it says who may call it, and a new kind of id
until tests/belongings.py can make one of Alice's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from creditai.limits import route_classes
from creditai.web.application import application
from creditai.web.cookies import PLAIN
from creditai.wiring import Wiring
from rehearsal.stripe.running import Running
from tests.belongings import BELONGINGS, PUBLIC, nobodys
from tests.cast import Cast, Member, gather, signed_in
from tests.creditai.web.routes_of import Route, body_of, every_route
from tests.money import till
from tests.town import Town

ROUTES = every_route()
CLOSED = tuple(route for route in ROUTES if route.asked and route.asked[0].roles)
OWNED = tuple(r for r in CLOSED if set(r.parameters) - set(PUBLIC))
MADE = tuple(r for r in OWNED if "operator" not in r.asked[0].roles or len(r.asked[0].roles) > 1)
OPERATED = tuple(r for r in OWNED if r not in MADE)
SESSION_ONLY = "security"
UNDESCRIBED = ("/", "/metrics", "/confirm-email", "/reset-password", "/ask-for-reset")
"""Speaks Prometheus, and pages for who opens a mail: not this API."""
ENDLESS = ("/events",)
"""An event stream of a paper that waits has no end to wait for."""
each_closed = pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.name)
each_owned = pytest.mark.parametrize("route", MADE, ids=lambda route: route.name)


@pytest.fixture(scope="module")
def wiring(town: Town, stripe_stand_in: Running) -> Iterator[Wiring]:
    """One database for all: the cases do not change what others look at."""
    settings = town.settings()
    with till(settings, stripe_stand_in) as made:
        yield made.wiring
    town.drop(settings)


@pytest.fixture(scope="module")
def cast(wiring: Wiring) -> Cast:
    return gather(wiring)


@pytest.fixture(scope="module")
def door(wiring: Wiring) -> Iterator[TestClient]:
    with TestClient(application(wiring), base_url=wiring.settings.address) as client:
        yield client


@pytest.fixture
def web(door: TestClient, wiring: Wiring) -> TestClient:
    """The door, with no request counted yet."""
    wiring.redis.flushdb()
    return door


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_says_who_may_call_it_and_how_often(route: Route) -> None:
    assert len(set(route.asked)) == 1, "one dependency of web.asking"
    assert route.limit in route_classes()
    assert route.described or route.method == "HEAD" or route.path in UNDESCRIBED


def test_every_kind_of_id_is_known() -> None:
    assert {name for route in OWNED for name in route.parameters} <= set(BELONGINGS) | set(PUBLIC)


def call(web: TestClient, route: Route, values: dict[str, str], headers: dict[str, str]) -> tuple[int, bytes]:
    """Status and body. Ids are taken out of the body, so that two answers can be compared."""
    web.cookies.clear()
    answer = web.request(route.method, route.at(values), headers=headers, **body_of(web.app, route))  # type: ignore[arg-type]
    told = answer.content
    for value in values.values():
        told = told.replace(value.encode(), b"ID")
    return answer.status_code, told


def made_up(route: Route) -> dict[str, str]:
    return {name: nobodys(name) for name in route.parameters}


def allowed(member: Member, route: Route) -> bool:
    wanted = route.asked[0]
    return member.who.role in wanted.roles and member.who.may(str(wanted.scope))


@each_closed
def test_nobody_gets_in_without_signing_in(web: TestClient, route: Route) -> None:
    for headers in ({}, {"Authorization": "Bearer creditai_" + "A" * 43}, {"Authorization": "Bearer x"}):
        status, _ = call(web, route, made_up(route), headers)
        assert status == 401, headers


@each_closed
def test_each_role_comes_as_far_as_its_own_rights(web: TestClient, cast: Cast, route: Route) -> None:
    """A token never has `security`; Sam and Dana hold no papers; no consumer operates."""
    for member in (cast.mallory, cast.sam, cast.dana):
        status, _ = call(web, route, made_up(route), member.headers)
        barred = not allowed(member, route) or route.asked[0].scope == SESSION_ONLY
        assert (status == 403) is barred, (member.name, status)


@each_owned
def test_what_is_anothers_is_as_if_it_were_not_there(
    web: TestClient, wiring: Wiring, cast: Cast, route: Route
) -> None:
    real = {name: PUBLIC.get(name) or BELONGINGS[name](wiring, cast.alice) for name in route.parameters}
    alice, mallory = _in_session(wiring, cast.alice), _in_session(wiring, cast.mallory)
    guessed = call(web, route, real, mallory)
    assert guessed == call(web, route, made_up(route), mallory)
    assert guessed[0] == 404
    for member in (cast.sam, cast.dana):
        assert call(web, route, real, member.headers)[0] == 403, (
            "neither support nor operators, without a grant"
        )
    if not route.path.endswith(ENDLESS) or route.method != "GET":
        hers = call(web, route, real, alice)
        assert hers[0] != 404, "it is Alice's, and still there"
        assert hers != guessed


@pytest.mark.parametrize("route", OPERATED, ids=lambda route: route.name)
def test_what_operators_do_to_somebodys_is_theirs_alone_to_do(
    web: TestClient, wiring: Wiring, cast: Cast, route: Route
) -> None:
    real = {name: PUBLIC.get(name) or BELONGINGS[name](wiring, cast.alice) for name in route.parameters}
    for member in (cast.alice, cast.mallory):
        assert call(web, route, real, _in_session(wiring, member))[0] == 403, "whose it is, too"
    assert call(web, route, real, cast.sam.headers)[0] == 403
    assert call(web, route, made_up(route), cast.dana.headers)[0] == 404
    assert call(web, route, real, cast.dana.headers)[0] not in (401, 403, 404)


def _in_session(wiring: Wiring, member: Member) -> dict[str, str]:
    """Headers of a session: a token may not do all."""
    return {"Cookie": f"{PLAIN}={signed_in(wiring, member).secret}", "X-CreditAI": "1"}


@pytest.mark.parametrize(
    "route", [r for r in CLOSED if r.method == "GET" and not r.parameters], ids=lambda route: route.name
)
def test_what_is_listed_to_a_stranger_holds_nothing_of_others(
    web: TestClient, wiring: Wiring, cast: Cast, route: Route
) -> None:
    hers = [made for name, make in BELONGINGS.items() if len(made := make(wiring, cast.alice)) > 30]
    hers += [str(cast.alice.id), cast.alice.address]
    told = web.get(route.path, headers=_in_session(wiring, cast.bob)).text
    assert [each for each in hers if each in told] == []


def test_support_sees_what_was_granted_while_it_is_granted(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """The whole of it, and in the audit log each look with its grant."""
    readable = [r for r in CLOSED if r.method == "GET" and r.asked[0].scope == "papers:read"]
    assert len(readable) > 5
    grant = BELONGINGS["grant"](wiring, cast.alice)
    under = cast.sam.headers | {"X-CreditAI-Grant": grant}
    paths = [r.at({n: PUBLIC.get(n) or BELONGINGS[n](wiring, cast.alice) for n in r.parameters}) for r in readable
             if not r.path.endswith(ENDLESS)]  # fmt: skip
    assert {web.get(path, headers=under).status_code for path in paths} <= {200, 400, 422}
    log = web.get("/api/v1/me/audit?limit=100", headers=cast.alice.headers).json()["items"]
    assert any(line["by"] == "support" and line["why"] == f"grant {grant}" for line in log)
    assert web.get("/api/v1/disputes", headers=under).status_code == 403, "not granted"
    assert web.get("/api/v1/me", headers=under).status_code == 403, "not grantable"
    for other in (cast.dana, cast.mallory):
        assert (
            web.get("/api/v1/papers", headers=other.headers | {"X-CreditAI-Grant": grant}).status_code == 403
        )
    assert web.delete(f"/api/v1/me/grants/{grant}", headers=cast.alice.headers).status_code == 204
    assert {web.get(path, headers=under).status_code for path in paths} == {403}

"""Signing up, confirming, signing in and out, over HTTP with real mails and the real worker."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from creditai.wiring import Wiring
from tests.cast import PASSWORD, Cast, mails, work_off

NEW = {"address": "erin@example.com", "password": "seven quiet 4 otters"}
ASKED = {"X-CreditAI": "1"}


def link_of(wiring: Wiring) -> str:
    found = re.search(r"link=([\w-]+)", mails(wiring)[-1].get_content())
    assert found is not None
    return found.group(1)


def opened(wiring: Wiring) -> dict[str, str]:
    return {"link": link_of(wiring), "password": NEW["password"]}


def test_a_person_signs_up_confirms_signs_in_and_out(web: TestClient, wiring: Wiring) -> None:
    assert web.post("/api/v1/sign-up", json=NEW).status_code == 202
    assert web.post("/api/v1/sign-in", json=NEW).status_code == 401
    work_off(wiring)
    assert mails(wiring)[-1]["To"] == NEW["address"]
    assert web.post("/api/v1/confirm-email", json=opened(wiring)).status_code == 200
    signed = web.post("/api/v1/sign-in", json=NEW)
    assert signed.status_code == 200
    me = web.get("/api/v1/me").json()
    assert (me["id"], me["address"], me["role"]) == (signed.json()["person"], NEW["address"], "consumer")
    cookie = dict(web.cookies)
    assert web.post("/api/v1/sign-out", headers=ASKED).status_code == 204
    assert web.get("/api/v1/me").status_code == 401
    web.cookies.update(cookie)
    assert web.get("/api/v1/me").status_code == 401, "the cookie is worth nothing after signing out"


def test_a_link_is_good_once(web: TestClient, wiring: Wiring) -> None:
    web.post("/api/v1/sign-up", json=NEW)
    work_off(wiring)
    link = opened(wiring)
    assert [web.post("/api/v1/confirm-email", json=link).status_code for _ in range(2)] == [200, 422]


def test_nobody_learns_from_signing_up_whether_an_address_is_here(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    known, new = (
        web.post("/api/v1/sign-up", json={"address": address, "password": NEW["password"]})
        for address in (cast.alice.address.upper(), "erin@example.com")
    )
    assert (known.status_code, known.content) == (new.status_code, new.content) == (202, known.content)
    work_off(wiring)
    to = {mail["To"].casefold(): mail.get_content() for mail in mails(wiring)}
    assert "has an account already" in to["alice@example.com"]
    assert "link=" in to["erin@example.com"]
    assert web.post("/api/v1/sign-in", json={"address": cast.alice.address, "password": PASSWORD}).is_success


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "alice@example.com", "password": "seven quiet 4 otters"},
        {"address": "nobody@example.com", "password": PASSWORD},
        {"address": "no address", "password": PASSWORD},
    ],
)
def test_every_failed_sign_in_says_the_same(web: TestClient, cast: Cast, wrong: dict[str, str]) -> None:
    answer = web.post("/api/v1/sign-in", json=wrong)
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("Address and password do not fit together")
    assert "set-cookie" not in answer.headers


def test_a_cookie_is_not_enough_for_what_changes_something(web: TestClient, cast: Cast) -> None:
    web.post("/api/v1/sign-in", json={"address": cast.alice.address, "password": PASSWORD})
    assert web.post("/api/v1/sign-out").status_code == 422
    for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert web.post("/api/v1/sign-out", headers=ASKED | foreign).status_code == 403
    assert web.get("/api/v1/me").status_code == 200
    own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert web.post("/api/v1/sign-out", headers=ASKED | own).status_code == 204


def test_a_foreign_page_signs_nobody_in(web: TestClient, cast: Cast) -> None:
    body = {"address": cast.alice.address, "password": PASSWORD}
    answer = web.post("/api/v1/sign-in", json=body, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_the_cookie_is_for_the_browser_alone(web: TestClient, cast: Cast) -> None:
    answer = web.post("/api/v1/sign-in", json={"address": cast.alice.address, "password": PASSWORD})
    told = answer.headers["set-cookie"].casefold()
    assert told.startswith("creditai-local=")
    assert "httponly" in told
    assert "samesite=lax" in told
    assert "path=/" in told
    assert "domain" not in told

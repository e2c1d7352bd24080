"""Passwords, second factors, tokens, proofs, resets: what an attacker with a half of them gets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from starlette.testclient import TestClient

from creditai.errors import NotSignedIn, TooMany
from creditai.flows.recognise import recognise
from creditai.flows.sign_in import sign_in
from creditai.settings import Settings
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring, wire
from tests.cast import PASSWORD, Cast, mails, signed_in, work_off

ASKED = {"X-CreditAI": "1"}
OTHER = "nine brass 3 lanterns"


@pytest.fixture
def alice(web: TestClient, cast: Cast) -> dict[str, str]:
    """Alice is signed in; what she signs in with."""
    body = {"address": cast.alice.address, "password": PASSWORD}
    assert web.post("/api/v1/sign-in", json=body).json()["next"] == "done"
    return body


def code(begun: dict[str, Any], wiring: Wiring, steps: int = 1) -> str:
    """The next one, which is good already, and still is when a new half minute begins before it is asked."""
    return pyotp.TOTP(begun["secret"]).at(int(wiring.clock.now().timestamp()) + 30 * steps)


def with_authenticator(web: TestClient, wiring: Wiring) -> tuple[dict[str, Any], list[str]]:
    begun = web.post("/api/v1/me/authenticator", headers=ASKED).json()
    sent = {"code": code(begun, wiring, 0)}
    confirmed = web.post("/api/v1/me/authenticator/confirm", json=sent, headers=ASKED)
    assert confirmed.status_code == 200, confirmed.text
    return begun, confirmed.json()["codes"]


def test_a_second_factor_is_asked_for_and_no_code_is_good_twice(
    web: TestClient, wiring: Wiring, alice: dict[str, str]
) -> None:
    begun, _ = with_authenticator(web, wiring)
    web.cookies.clear()
    half = web.post("/api/v1/sign-in", json=alice)
    assert (half.json()["next"], "set-cookie" in half.headers) == ("second-factor", False)
    assert web.get("/api/v1/me").status_code == 401
    shown = {"ticket": half.json()["ticket"], "code": code(begun, wiring)}
    wrong = web.post("/api/v1/sign-in/second-factor", json={**shown, "code": "000000"})
    assert wrong.status_code == 401
    assert web.post("/api/v1/sign-in/second-factor", json=shown).json()["next"] == "done"
    assert web.get("/api/v1/me").status_code == 200
    again = web.post("/api/v1/sign-in", json=alice).json()["ticket"]
    assert web.post("/api/v1/sign-in/second-factor", json={**shown, "ticket": again}).status_code == 401
    acts = [line["act"] for line in web.get("/api/v1/me/audit").json()["items"]]
    assert acts.count("authenticator.code-again") == 1
    work_off(wiring)
    assert "shown once more" in mails(wiring)[-1].get_content()


def test_a_code_is_not_good_twice_for_a_proof_either(
    web: TestClient, wiring: Wiring, alice: dict[str, str]
) -> None:
    begun, _ = with_authenticator(web, wiring)
    proof = {"password": PASSWORD, "code": code(begun, wiring)}
    assert web.post("/api/v1/prove", json=proof, headers=ASKED).status_code == 204
    assert web.post("/api/v1/prove", json=proof, headers=ASKED).status_code == 403
    assert web.post("/api/v1/prove", json={"password": PASSWORD}, headers=ASKED).status_code == 403


def test_a_removed_authenticator_ends_other_sessions_and_its_recovery_codes(
    web: TestClient, wiring: Wiring, cast: Cast, alice: dict[str, str]
) -> None:
    with_authenticator(web, wiring)
    other = signed_in(wiring, cast.alice)
    assert web.delete("/api/v1/me/authenticator", headers=ASKED).status_code == 204
    assert web.get("/api/v1/me").status_code == 200
    with pytest.raises(NotSignedIn):
        recognise(wiring, "cookie", other.secret)
    assert web.post("/api/v1/me/recovery-codes", headers=ASKED).status_code == 404


def test_a_ticket_has_few_tries(web: TestClient, wiring: Wiring, alice: dict[str, str]) -> None:
    begun, _ = with_authenticator(web, wiring)
    ticket = web.post("/api/v1/sign-in", json=alice).json()["ticket"]
    for _ in range(5):
        web.post("/api/v1/sign-in/second-factor", json={"ticket": ticket, "code": "000000"})
    shown = {"ticket": ticket, "code": code(begun, wiring)}
    assert web.post("/api/v1/sign-in/second-factor", json=shown).status_code == 401


def test_a_recovery_code_is_good_once_and_told_of(
    web: TestClient, wiring: Wiring, alice: dict[str, str]
) -> None:
    _, codes = with_authenticator(web, wiring)
    for status in (200, 401):
        ticket = web.post("/api/v1/sign-in", json=alice).json()["ticket"]
        sent = {"ticket": ticket, "code": codes[0].upper()}
        assert web.post("/api/v1/sign-in/second-factor", json=sent).status_code == status
    work_off(wiring)
    assert any("recovery code was used" in mail.get_content() for mail in mails(wiring))


def test_a_reset_ends_sessions_and_tokens_but_not_the_second_factor(
    web: TestClient, wiring: Wiring, cast: Cast, alice: dict[str, str]
) -> None:
    with_authenticator(web, wiring)
    known = web.post("/api/v1/ask-for-reset", json={"address": alice["address"]})
    unknown = web.post("/api/v1/ask-for-reset", json={"address": "nobody@example.com"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    work_off(wiring)
    to = [mail for mail in mails(wiring) if "new password" in mail["Subject"]]
    assert [mail["To"] for mail in to] == [alice["address"]]
    found = re.search(r"link=([\w-]+)", to[0].get_content())
    assert found is not None
    sent = {"link": found[1], "password": OTHER}
    assert web.post("/api/v1/reset-password", json=sent).status_code == 200
    assert web.post("/api/v1/reset-password", json=sent).status_code == 422
    assert web.get("/api/v1/me").status_code == 401
    assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 401
    assert web.post("/api/v1/sign-in", json=alice).status_code == 401
    assert web.post("/api/v1/sign-in", json={**alice, "password": OTHER}).json()["next"] == "second-factor"


def test_what_is_grave_asks_for_the_password_once_more(
    web: TestClient, wiring: Wiring, alice: dict[str, str]
) -> None:
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(session.update().values(proved_at=session.c.proved_at - _minutes(16)))
    change = {"password": OTHER}
    assert web.put("/api/v1/me/password", json=change, headers=ASKED).status_code == 403
    assert web.post("/api/v1/prove", json={"password": OTHER}, headers=ASKED).status_code == 403
    assert web.post("/api/v1/prove", json={"password": PASSWORD}, headers=ASKED).status_code == 204
    assert web.put("/api/v1/me/password", json=change, headers=ASKED).status_code == 204
    web.cookies.clear()
    assert web.post("/api/v1/sign-in", json={**alice, "password": OTHER}).status_code == 200


def _minutes(number: int) -> Any:
    return timedelta(minutes=number)


def test_a_session_ends_by_itself(web: TestClient, wiring: Wiring, alice: dict[str, str]) -> None:
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(session.update().values(seen_at=session.c.seen_at - _minutes(31)))
    assert web.get("/api/v1/me").status_code == 401


def test_sessions_are_listed_and_ended(web: TestClient, alice: dict[str, str]) -> None:
    first = dict(web.cookies)
    web.cookies.clear()
    web.post("/api/v1/sign-in", json=alice, headers={"User-Agent": "Second browser"})
    listed = web.get("/api/v1/sessions").json()["items"]
    assert {each["agent"] for each in listed} == {"testclient", "Second browser"}
    assert [each["own"] for each in listed].count(True) == 1
    assert web.delete("/api/v1/sessions", headers=ASKED).status_code == 204
    web.cookies.clear()
    web.cookies.update(first)
    assert web.get("/api/v1/me").status_code == 401


def test_a_token_does_what_it_was_made_for_and_no_more(
    web: TestClient, cast: Cast, alice: dict[str, str]
) -> None:
    asked = {"name": "script", "scopes": ["self:read"], "days": 3}
    made = web.post("/api/v1/tokens", json=asked, headers=ASKED).json()
    web.cookies.clear()
    bearer = {"Authorization": f"Bearer {made['token']}"}
    assert web.get("/api/v1/me", headers=bearer).json()["scopes"] == ["self:read"]
    lacking = web.get("/api/v1/papers", headers=bearer)
    assert (lacking.status_code, "POST /api/v1/tokens makes another" in lacking.text) == (403, True)
    grave = web.post("/api/v1/tokens", json=asked, headers=bearer)
    assert (grave.status_code, "which no token can have" in grave.text) == (403, True)
    assert web.get("/api/v1/sessions", headers=bearer).status_code == 403
    web.post("/api/v1/sign-in", json=alice)
    assert made["token"] not in web.get("/api/v1/tokens").text
    for scopes in (["security"], ["operate"], ["everything"]):
        refused = web.post("/api/v1/tokens", json={**asked, "scopes": scopes}, headers=ASKED)
        assert refused.status_code == 422
    web.delete(f"/api/v1/tokens/{made['id']}", headers=ASKED)
    web.cookies.clear()
    over = web.get("/api/v1/me", headers=bearer)
    assert (over.status_code, over.json()["detail"].startswith("This token is not known here")) == (401, True)
    never = web.get("/api/v1/me", headers={"Authorization": "Bearer creditai_nothing"})
    assert never.json() == over.json(), "whether a token ever was is nobody's to know"


def test_guessing_one_address_is_slow_from_wherever(wiring: Wiring, settings: Settings, cast: Cast) -> None:
    """At the real rates, whichever network the guesses come from, and whether or not the address is here."""
    strict = wire(replace(settings, limits_times=1))
    try:
        for address in (cast.alice.address, "nobody@example.com"):
            for number in range(5):
                with pytest.raises(NotSignedIn):
                    sign_in(strict, Who(address=f"192.0.2.{number}"), address, OTHER)
            with pytest.raises(TooMany):
                sign_in(strict, Who(address="192.0.2.9"), address, PASSWORD)
    finally:
        strict.close()


def test_an_operators_password_alone_operates_nothing(web: TestClient, cast: Cast) -> None:
    web.post("/api/v1/sign-in", json={"address": cast.dana.address, "password": PASSWORD})
    assert "operate" not in web.get("/api/v1/me").json()["scopes"]
    assert "operate" in web.get("/api/v1/me", headers=cast.dana.headers).json()["scopes"]


def test_a_consent_is_given_for_the_words_of_today_and_withdrawn(web: TestClient, cast: Cast) -> None:
    path, own = "/api/v1/me/consents/outside-ocr", cast.alice.headers
    assert web.put(path, json={"version": 7}, headers=own).status_code == 409
    given = web.put(path, json={"version": 1}, headers=own).json()["given_at"]
    assert web.put(path, json={"version": 1}, headers=own).json()["given_at"] == given
    assert web.delete(path, headers=own).status_code == 204
    listed = {each["kind"]: each for each in web.get("/api/v1/me/consents", headers=own).json()["items"]}
    assert listed["outside-ocr"]["given_at"] is None
    acts = [line["act"] for line in web.get("/api/v1/me/audit", headers=own).json()["items"]]
    assert acts[:2] == ["consent.withdraw", "consent.give"]

"""Mallory tries to get into Alice's account, or to keep a foot in it. What once worked is a test here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from creditai.errors import NotSignedIn
from creditai.flows.erase_person import erase_me
from creditai.flows.show_passkey import ask_for_passkey, show_passkey
from creditai.flows.sign_in import sign_in
from creditai.flows.sign_up import sign_up
from creditai.web.application import application
from creditai.web.cookies import PLAIN
from creditai.who import NOBODY
from creditai.wiring import Wiring
from tests.authenticator import Authenticator
from tests.cast import PASSWORD, Cast, mails, signed_in, work_off
from tests.creditai.web.test_passkeys import sign_in as signing_in
from tests.creditai.web.test_passkeys import with_passkey

API = "/api/v1"
ASKED = {"X-CreditAI": "1"}
OTHER = "nine brass 3 lanterns"


@pytest.fixture
def work_done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement to either database, and every hash that is verified."""
    done: list[str] = []
    real = PasswordHasher.verify

    def verify(self: PasswordHasher, *told: Any) -> Any:
        done.append("argon2")
        return real(self, *told)

    def heard(conn: Any, cursor: Any, sql: str, *more: Any) -> None:
        done.append(" ".join(sql.split()))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    event.listen(Engine, "before_cursor_execute", heard)
    yield done
    event.remove(Engine, "before_cursor_execute", heard)


def test_a_sign_in_that_fails_takes_the_same_work_whoever_is_here(
    wiring: Wiring, cast: Cast, work_done: list[str]
) -> None:
    """Not a measured time, which would be the machine's: the same statements, and one argon2, in the same order."""
    sign_up(wiring, NOBODY, "waits@example.com", PASSWORD)
    wiring.keys.of(cast.alice.id)  # known to this process: that must not make it shorter
    taken = []
    for address in (cast.alice.address, "waits@example.com", "nobody@example.com"):
        work_done.clear()
        with pytest.raises(NotSignedIn):
            sign_in(wiring, NOBODY, address, OTHER)
        taken.append(tuple(work_done))
    assert taken[0].count("argon2") == 1
    assert len(set(taken)) == 1


def test_asking_for_a_reset_takes_the_same_work_whoever_is_here(
    web: TestClient, cast: Cast, work_done: list[str]
) -> None:
    taken = []
    for address in (cast.alice.address, "nobody@example.com"):
        work_done.clear()
        assert web.post(f"{API}/ask-for-reset", json={"address": address}).status_code == 202
        taken.append(tuple(work_done))
    assert taken[0] == taken[1]


def links(wiring: Wiring) -> list[str]:
    found = [re.search(r"reset-password\?link=([\w-]+)", mail.get_content()) for mail in mails(wiring)]
    return [each[1] for each in found if each is not None]


def reset(web: TestClient, link: str, password: str = OTHER) -> int:
    return web.post(f"{API}/reset-password", json={"link": link, "password": password}).status_code


def test_a_second_link_to_a_new_password_is_worth_nothing_once_one_was_used(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Mallory read one in the mailbox, and waits until Alice is done."""
    for _ in range(2):
        web.post(f"{API}/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    hers, read = links(wiring)
    assert reset(web, hers) == 200
    assert reset(web, read, "a password of 4 mallories") == 422


def test_a_changed_password_ends_the_links_that_were_mailed(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    web.post(f"{API}/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    signing_in(web, cast.alice)
    assert web.put(f"{API}/me/password", json={"password": OTHER}, headers=ASKED).status_code == 204
    assert reset(web, links(wiring)[0], "a password of 4 mallories") == 422


def test_one_link_makes_one_password_however_many_come_at_once(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    web.post(f"{API}/ask-for-reset", json={"address": cast.alice.address})
    work_off(wiring)
    [link] = links(wiring)
    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(lambda number: reset(web, link, f"{number} {OTHER}"), range(3)))
    assert sorted(statuses) == [200, 422, 422]


def test_a_half_done_sign_in_ends_with_the_password_that_began_it(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Mallory knows the password and stole the phone; Alice changes the password within the ticket's minutes."""
    device, _ = with_passkey(web, cast.alice)
    keeping = dict(web.cookies)
    ticket = signing_in(web, cast.alice)["ticket"]
    web.cookies.update(keeping)
    assert web.put(f"{API}/me/password", json={"password": OTHER}, headers=ASKED).status_code == 204
    web.cookies.clear()
    options = web.post(f"{API}/sign-in/passkey/options").json()["options"]
    shown = {"ticket": ticket, "credential": device.show(options)}
    assert web.post(f"{API}/sign-in/second-factor/passkey", json=shown).status_code == 401


def test_a_recovery_code_is_used_once_however_many_come_at_once(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    _, added = with_passkey(web, cast.alice)
    tickets = [signing_in(web, cast.alice)["ticket"] for _ in range(3)]
    web.cookies.clear()

    def show(ticket: str) -> int:
        body = {"ticket": ticket, "code": added["codes"][0]}
        return web.post(f"{API}/sign-in/second-factor", json=body).status_code

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(show, tickets)) == [200, 401, 401]


def test_a_session_that_mallory_put_there_is_not_taken_up(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Fixation: a cookie made up, and one of Mallory's own session, before Alice signs in."""
    own = signed_in(wiring, cast.mallory).secret
    for planted in ("A" * 43, own):
        web.cookies.clear()
        web.cookies.set(PLAIN, planted)
        answer = web.post(f"{API}/sign-in", json={"address": cast.alice.address, "password": PASSWORD})
        given = answer.headers["set-cookie"]
        assert planted not in given
        web.cookies.clear()
        told = web.get(f"{API}/me", headers={"Cookie": f"{PLAIN}={planted}"})
        assert told.status_code == 401 or told.json()["id"] == str(cast.mallory.id)


def test_a_stolen_cookie_gains_nothing_by_what_its_person_shows(web: TestClient, cast: Cast) -> None:
    """It was copied before; then Alice proves who she is, or adds a factor, in the same session."""

    def proves() -> int:
        return web.post(f"{API}/prove", json={"password": PASSWORD}, headers=ASKED).status_code

    def changes() -> int:
        return web.put(f"{API}/me/password", json={"password": PASSWORD}, headers=ASKED).status_code

    def adds() -> int:
        begun = web.post(f"{API}/me/passkeys/options", headers=ASKED).json()["options"]
        body = {"name": "phone", "credential": Authenticator().make(begun)}
        return web.post(f"{API}/me/passkeys", json=body, headers=ASKED).status_code

    for act, status in ((proves, 204), (changes, 204), (adds, 201)):
        signing_in(web, cast.alice)
        stolen = web.cookies[PLAIN]
        assert act() == status
        assert web.get(f"{API}/me").status_code == 200, "hers goes on"
        assert web.cookies[PLAIN] != stolen
        web.cookies.clear()
        assert web.get(f"{API}/me", headers={"Cookie": f"{PLAIN}={stolen}"}).status_code == 401


def test_each_sign_in_is_a_new_session(web: TestClient, cast: Cast) -> None:
    given = set()
    for _ in range(3):
        signing_in(web, cast.alice)
        given.add(web.cookies[PLAIN])
    assert len(given) == 3


def test_an_erased_person_is_signed_in_by_nothing_from_that_moment(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Between the wish and the job that removes the rows."""
    device, added = with_passkey(web, cast.alice)
    ticket = signing_in(web, cast.alice)["ticket"]
    erase_me(wiring, replace(cast.alice.who, session=signed_in(wiring, cast.alice).session))
    for agent in ("", "A browser"):
        with pytest.raises(NotSignedIn):
            show_passkey(wiring, NOBODY, device.show(ask_for_passkey(wiring)), agent=agent)
    body = {"ticket": ticket, "code": added["codes"][0]}
    assert web.post(f"{API}/sign-in/second-factor", json=body).status_code == 401
    assert web.get(f"{API}/me", headers=cast.alice.headers).status_code == 401
    known = web.post(f"{API}/sign-in", json={"address": cast.alice.address, "password": PASSWORD})
    assert known.status_code == 401


def bodies(wiring: Wiring) -> dict[str, dict[str, Any]]:
    """The body of each operation about people, by method and path."""
    told = application(wiring).openapi()
    found = {}
    for path, verbs in told["paths"].items():
        for method, operation in verbs.items():
            content = operation.get("requestBody", {}).get("content", {})
            if {"people", "signing in", "factors and tokens"} & set(
                operation.get("tags", ())
            ) and "application/json" in content:
                name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
                found[f"{method.upper()} {path}"] = told["components"]["schemas"][name]
    return found


def test_no_body_about_people_takes_a_member_that_it_does_not_name(wiring: Wiring) -> None:
    """Mass assignment: a role, a person, a state cannot be sent along, whatever the route."""
    found = bodies(wiring)
    assert len(found) > 15
    assert [name for name, schema in found.items() if schema.get("additionalProperties") is not False] == []
    named = {member for schema in found.values() for member in schema["properties"]}
    assert named & {"role", "person", "id", "state", "factors", "confirmed_at", "uses"} == set()


def test_a_token_cannot_reach_what_lets_people_in(web: TestClient, cast: Cast) -> None:
    """Whoever finds a program's token, with all scopes there are, adds no way in and removes none."""
    own = cast.alice.headers
    for method, path in (
        ("POST", "me/passkeys/options"), ("GET", "me/passkeys"), ("POST", "me/authenticator"), ("POST", "me/recovery-codes"),
        ("DELETE", "me/authenticator"), ("DELETE", "me/supabase"), ("GET", "sessions"), ("DELETE", "sessions"), ("GET", "tokens"),
        ("DELETE", "me"),
    ):  # fmt: skip
        assert web.request(method, f"{API}/{path}", headers=own).status_code == 403, path


def test_no_body_takes_an_address_of_the_network(wiring: Wiring) -> None:
    """What the server would fetch for a person would be fetched from within: there is no such member."""
    schemas = application(wiring).openapi()["components"]["schemas"]
    sent = {name: schema for name, schema in schemas.items() if schema.get("additionalProperties") is False}
    assert len(sent) > 20
    members = {
        (name, member)
        for name, schema in sent.items()
        for member, told in schema["properties"].items()
        if re.search(r"ur[il]|link|host|callback|webhook", member) or told.get("format") in ("uri", "url")
    }
    assert members == {("LinkAndPassword", "link")}, "what stands in a mail, compared with a digest"

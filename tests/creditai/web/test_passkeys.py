"""Passkeys over HTTP, by an authenticator that really signs: the right way, and every wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import func, select
from starlette.testclient import TestClient

from creditai.errors import NotSignedIn, TooMany
from creditai.flows.show_passkey import ask_for_passkey, show_passkey
from creditai.people import passkeys
from creditai.people.passkeys import Site
from creditai.settings import Settings
from creditai.store.tables.second_factor import passkey, recovery_code
from creditai.store.tables.session import session
from creditai.store.tables.ticket import challenge
from creditai.who import Who
from creditai.wiring import Wiring, wire
from tests.authenticator import Authenticator, decoded, encoded
from tests.cast import PASSWORD, Cast, Member, mails, work_off

API = "/api/v1"
ASKED = {"X-CreditAI": "1"}


def sign_in(web: TestClient, member: Member) -> dict[str, Any]:
    web.cookies.clear()
    told: dict[str, Any] = web.post(
        f"{API}/sign-in", json={"address": member.address, "password": PASSWORD}
    ).json()
    return told


def begun(web: TestClient) -> dict[str, Any]:
    answer = web.post(f"{API}/me/passkeys/options", headers=ASKED)
    assert answer.status_code == 200, answer.text
    options: dict[str, Any] = answer.json()["options"]
    return options


def kept(web: TestClient, made: dict[str, Any], name: str = "my phone") -> httpx2.Response:
    return web.post(f"{API}/me/passkeys", json={"name": name, "credential": made}, headers=ASKED)


def with_passkey(web: TestClient, member: Member) -> tuple[Authenticator, dict[str, Any]]:
    """The member, signed in, adds one; the authenticator and the answer."""
    sign_in(web, member)
    device = Authenticator()
    answer = kept(web, device.make(begun(web)))
    assert answer.status_code == 201, answer.text
    return device, answer.json()


def asked(web: TestClient) -> dict[str, Any]:
    options: dict[str, Any] = web.post(f"{API}/sign-in/passkey/options").json()["options"]
    return options


def shown(web: TestClient, credential: dict[str, Any]) -> httpx2.Response:
    web.cookies.clear()
    return web.post(f"{API}/sign-in/passkey", json={"credential": credential})


def audited(web: TestClient, member: Member) -> list[str]:
    lines = web.get(f"{API}/me/audit?limit=100", headers=member.headers).json()["items"]
    return [line["act"] for line in lines]


def test_a_passkey_signs_in_alone_and_counts_as_two_factors(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    device, added = with_passkey(web, cast.alice)
    assert len(added["codes"]) == 10, "recovery codes come with the first factor"
    signed = shown(web, device.show(asked(web)))
    assert (signed.status_code, signed.json()["person"]) == (200, str(cast.alice.id))
    assert web.get(f"{API}/me").json()["address"] == cast.alice.address
    [own] = [each for each in web.get(f"{API}/sessions").json()["items"] if each["own"]]
    assert (own["method"], own["factors"]) == ("passkey", 2)
    work_off(wiring)
    assert any("passkey was added" in mail.get_content() for mail in mails(wiring))
    assert {"passkey.add", "session.open"} <= set(audited(web, cast.alice))


def test_the_password_alone_signs_nobody_in_who_has_a_passkey(web: TestClient, cast: Cast) -> None:
    device, added = with_passkey(web, cast.alice)
    half = sign_in(web, cast.alice)
    assert (half["next"], half["session"]) == ("second-factor", None)
    body = {"ticket": half["ticket"], "credential": device.show(asked(web))}
    assert web.post(f"{API}/sign-in/second-factor/passkey", json=body).json()["next"] == "done"
    assert web.get(f"{API}/me").json()["id"] == str(cast.alice.id)
    again = sign_in(web, cast.alice)["ticket"]
    lost = {"ticket": again, "code": added["codes"][0]}
    assert web.post(f"{API}/sign-in/second-factor", json=lost).json()["next"] == "done"


def test_an_operator_operates_in_a_session_by_passkey(web: TestClient, cast: Cast) -> None:
    device, _ = with_passkey(web, cast.dana)
    assert shown(web, device.show(asked(web))).status_code == 200
    assert "operate" in web.get(f"{API}/me").json()["scopes"]


@pytest.mark.parametrize(
    ("bent", "status"),
    [
        ({}, 201),
        ({"origin": "http://127.0.0.1:8001"}, 422),
        ({"origin": "https://evil.example"}, 422),
        ({"origin": "null"}, 422),
        ({"site": "evil.example"}, 422),
        ({"verifies": False}, 422),
        ({"framed": True}, 422),
        ({"counts": False}, 201),
    ],
)
def test_only_what_was_made_here_and_by_its_holder_is_kept(
    web: TestClient, cast: Cast, bent: dict[str, Any], status: int
) -> None:
    sign_in(web, cast.alice)
    assert kept(web, Authenticator(**bent).make(begun(web))).status_code == status


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "https://evil.example"},
        {"site": "evil.example"},
        {"verifies": False},
        {"framed": True},
        {"holder": b"somebody else's"},
    ],
)
def test_only_what_was_signed_here_and_by_its_holder_signs_in(
    web: TestClient, cast: Cast, bent: dict[str, Any]
) -> None:
    device, _ = with_passkey(web, cast.alice)
    right = {name: getattr(device, name) for name in bent}
    for name, value in bent.items():
        setattr(device, name, value)
    refused = shown(web, device.show(asked(web)))
    assert (refused.status_code, "set-cookie" in refused.headers) == (401, False)
    for name, value in right.items():
        setattr(device, name, value)
    assert shown(web, device.show(asked(web))).status_code == 200, "what was bent is what was refused"


def test_a_challenge_is_good_once_for_a_while_and_only_ours(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    device, _ = with_passkey(web, cast.alice)
    options = asked(web)
    first = device.show(options)
    assert shown(web, first).status_code == 200
    assert shown(web, first).status_code == 401, "the very same again"
    assert shown(web, device.show(options)).status_code == 401, "the challenge again, signed anew"
    late = asked(web)
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(challenge.update().values(ends_at=wiring.clock.now() - timedelta(seconds=1)))
    assert shown(web, device.show(late)).status_code == 401, "its minutes are over"
    own = {**asked(web), "challenge": encoded(b"a challenge of the attacker's own")}
    assert shown(web, device.show(own)).status_code == 401
    assert shown(web, device.show(asked(web))).status_code == 200


def test_a_challenge_is_spent_by_a_try_that_fails(web: TestClient, cast: Cast) -> None:
    device, _ = with_passkey(web, cast.alice)
    options = asked(web)
    wrong = device.show(options)
    wrong["response"]["signature"] = encoded(b"\x30\x06\x02\x01\x01\x02\x01\x01")
    assert shown(web, wrong).status_code == 401
    assert shown(web, device.show(options)).status_code == 401


def test_a_counter_that_goes_back_is_refused_and_written_down(web: TestClient, cast: Cast) -> None:
    device, _ = with_passkey(web, cast.alice)
    for _ in range(3):
        assert shown(web, device.show(asked(web))).status_code == 200
    for before in (1, 2):  # what a copy made at the beginning would say: less, or the same
        device.uses = before
        assert shown(web, device.show(asked(web))).status_code == 401
    assert audited(web, cast.alice).count("passkey.counter-back") == 2
    device.uses = 9
    assert shown(web, device.show(asked(web))).status_code == 200


def test_a_counter_that_never_counts_signs_in_and_may_not_begin_and_stop(web: TestClient, cast: Cast) -> None:
    sign_in(web, cast.alice)
    device = Authenticator(counts=False)
    assert kept(web, device.make(begun(web))).status_code == 201
    for _ in range(2):
        assert shown(web, device.show(asked(web))).status_code == 200
    device.uses = 5
    assert shown(web, device.show(asked(web))).status_code == 200
    device.uses = 0
    assert shown(web, device.show(asked(web))).status_code == 401


def test_anothers_passkey_is_no_factor_of_mine(web: TestClient, cast: Cast) -> None:
    with_passkey(web, cast.alice)
    theirs, _ = with_passkey(web, cast.mallory)
    ticket = sign_in(web, cast.alice)["ticket"]
    body = {"ticket": ticket, "credential": theirs.show(asked(web))}
    refused = web.post(f"{API}/sign-in/second-factor/passkey", json=body)
    assert (refused.status_code, "set-cookie" in refused.headers) == (401, False)
    assert shown(web, theirs.show(asked(web))).json()["person"] == str(cast.mallory.id)


def test_nobody_takes_anothers_credential_or_handle(web: TestClient, cast: Cast) -> None:
    """Mallory makes a key of their own for Alice's credential, or signs as Alice with their own credential."""
    hers, _ = with_passkey(web, cast.alice)
    sign_in(web, cast.mallory)
    forged = Authenticator(credential=hers.credential)
    assert kept(web, forged.make(begun(web))).status_code == 409
    own = Authenticator()
    assert kept(web, own.make(begun(web))).status_code == 201
    own.holder = hers.holder
    assert shown(web, own.show(asked(web))).status_code == 401
    forged.holder, forged.uses = hers.holder, 50
    assert shown(web, forged.show(asked(web))).status_code == 401
    assert shown(web, hers.show(asked(web))).status_code == 200, "hers still works"


def test_what_was_asked_for_one_person_is_not_kept_by_another(web: TestClient, cast: Cast) -> None:
    sign_in(web, cast.alice)
    options = begun(web)
    sign_in(web, cast.mallory)
    assert kept(web, Authenticator().make(options)).status_code == 422
    sign_in(web, cast.alice)
    device = Authenticator()
    assert kept(web, device.make(options)).status_code == 201
    assert kept(web, device.make(options)).status_code == 422, "good once"
    assert kept(web, Authenticator().make({**begun(web), **_challenge_of(asked(web))})).status_code == 422


def test_a_ticket_of_signing_in_is_no_challenge(web: TestClient, cast: Cast) -> None:
    with_passkey(web, cast.alice)
    keeping = dict(web.cookies)
    ticket = sign_in(web, cast.alice)["ticket"]
    web.cookies.update(keeping)
    made = Authenticator().make({**begun(web), "challenge": encoded(ticket.encode())})
    assert kept(web, made).status_code == 422


def _challenge_of(options: dict[str, Any]) -> dict[str, Any]:
    """A challenge for showing, where one for making is due."""
    return {"challenge": options["challenge"]}


def test_what_was_signed_to_make_does_not_show(web: TestClient, cast: Cast) -> None:
    """A challenge for making is none for showing, even with a right signature."""
    device, _ = with_passkey(web, cast.alice)
    sign_in_again = {"ticket": sign_in(web, cast.alice)["ticket"], "credential": device.show(asked(web))}
    web.post(f"{API}/sign-in/second-factor/passkey", json=sign_in_again)
    making = begun(web)
    assert shown(web, device.show({**asked(web), "challenge": making["challenge"]})).status_code == 401


def test_a_removed_passkey_signs_nobody_in_and_other_sessions_end(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    device, added = with_passkey(web, cast.alice)
    keeping = dict(web.cookies)
    assert shown(web, device.show(asked(web))).status_code == 200
    stolen = dict(web.cookies)
    web.cookies.clear()
    web.cookies.update(keeping)
    path = f"{API}/me/passkeys/{added['id']}"
    assert web.put(path, json={"name": "lost phone"}, headers=ASKED).status_code == 204
    assert [each["name"] for each in web.get(f"{API}/me/passkeys").json()["items"]] == ["lost phone"]
    _older(wiring, 16)
    assert web.delete(path, headers=ASKED).status_code == 403, "it asks for a recent proof"
    proof = {"credential": device.show(asked(web))}
    assert web.post(f"{API}/prove/passkey", json=proof, headers=ASKED).status_code == 204
    assert web.delete(path, headers=ASKED).status_code == 204
    assert web.delete(path, headers=ASKED).status_code == 404
    assert web.get(f"{API}/me").status_code == 200
    web.cookies.clear()
    web.cookies.update(stolen)
    assert web.get(f"{API}/me").status_code == 401
    assert shown(web, device.show(asked(web))).status_code == 401
    assert sign_in(web, cast.alice)["next"] == "done", "no factor is left"
    with wiring.database.scope(cast.alice.id) as connection:
        left = connection.execute(select(func.count()).select_from(recovery_code)).scalar_one()
    assert left == 0


def _older(wiring: Wiring, minutes: int) -> None:
    with wiring.database.purpose("sign-in") as connection:
        past = session.c.proved_at - timedelta(minutes=minutes)
        connection.execute(session.update().values(proved_at=past))


def test_adding_one_asks_for_a_recent_proof_and_a_session(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    assert web.post(f"{API}/me/passkeys/options", headers=cast.alice.headers).status_code == 403
    sign_in(web, cast.alice)
    options = begun(web)
    _older(wiring, 16)
    assert web.post(f"{API}/me/passkeys/options", headers=ASKED).status_code == 403
    assert kept(web, Authenticator().make(options)).status_code == 403


def test_a_proof_by_anothers_passkey_is_none(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    theirs, _ = with_passkey(web, cast.mallory)
    sign_in(web, cast.alice)
    _older(wiring, 16)
    body = {"credential": theirs.show(asked(web))}
    assert web.post(f"{API}/prove/passkey", json=body, headers=ASKED).status_code == 403
    assert web.put(f"{API}/me/password", json={"password": "nine brass 3 lanterns"}, headers=ASKED).status_code == 403  # fmt: skip


def test_adding_the_first_ends_the_sessions_that_had_less(web: TestClient, cast: Cast) -> None:
    sign_in(web, cast.alice)
    weaker = dict(web.cookies)
    with_passkey(web, cast.alice)
    assert web.get(f"{API}/me").status_code == 200
    web.cookies.clear()
    web.cookies.update(weaker)
    assert web.get(f"{API}/me").status_code == 401


def test_nothing_tells_whether_somebody_is_here(web: TestClient, cast: Cast) -> None:
    """What is asked names no credential, and an unknown one, a wrong one and a removed one are refused alike."""
    device, _ = with_passkey(web, cast.alice)
    options = asked(web)
    assert set(options) <= {"challenge", "timeout", "rpId", "allowCredentials", "userVerification"}
    assert (options.get("allowCredentials") or [], options["userVerification"]) == ([], "required")
    stranger = Authenticator(holder=device.holder)
    wrong = device.show(asked(web))
    wrong["response"]["signature"] = encoded(b"none")
    answers = [shown(web, each) for each in (stranger.show(asked(web)), wrong)]
    assert len({(each.status_code, each.content) for each in answers}) == 1


def test_the_site_is_that_of_the_settings(web: TestClient, cast: Cast) -> None:
    sign_in(web, cast.alice)
    options = begun(web)
    assert options["rp"]["id"] == "127.0.0.1"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert decoded(options["user"]["id"]) == cast.alice.id.bytes
    device = Authenticator()
    assert kept(web, device.make(options)).status_code == 201
    assert [decoded(each["id"]) for each in begun(web)["excludeCredentials"]] == [device.credential]


def test_credential_and_key_stand_in_no_answer_and_no_export(web: TestClient, cast: Cast) -> None:
    device, _ = with_passkey(web, cast.alice)
    listed = web.get(f"{API}/me/passkeys")
    assert encoded(device.credential) not in listed.text
    assert set(listed.json()["items"][0]) == {"id", "name", "made_at", "seen_at"}


def test_tries_of_one_credential_are_slow_from_wherever(
    web: TestClient, settings: Settings, cast: Cast
) -> None:
    device, _ = with_passkey(web, cast.alice)
    right, strict = replace(device), wire(replace(settings, limits_times=1))
    device.verifies = False
    try:
        for number in range(5):
            with pytest.raises(NotSignedIn):
                show_passkey(strict, Who(address=f"192.0.2.{number}"), device.show(ask_for_passkey(strict)))
        with pytest.raises(TooMany):
            show_passkey(strict, Who(address="192.0.2.9"), right.show(ask_for_passkey(strict)))
    finally:
        strict.close()


def test_two_at_once_with_one_challenge_one_wins(web: TestClient, wiring: Wiring, cast: Cast) -> None:
    device, _ = with_passkey(web, cast.alice)
    with wiring.database.scope(cast.alice.id) as connection:
        assert connection.execute(select(func.count()).select_from(passkey)).scalar_one() == 1
    one = device.show(asked(web))
    answers = _together(lambda: shown_alone(web, one), 4)
    assert sorted(answers) == [200, 401, 401, 401]


def shown_alone(web: TestClient, credential: dict[str, Any]) -> int:
    return web.post(f"{API}/sign-in/passkey", json={"credential": credential}).status_code


def _together(act: Callable[[], int], times: int) -> list[int]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: act(), range(times)))


@tried(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_bytes_that_nobody_signed_are_refused_and_no_defect(data: st.DataObject) -> None:
    """Each part of what a browser gives, replaced by anything."""
    site, owner, device = Site("127.0.0.1", "http://127.0.0.1:8000"), uuid4(), Authenticator()
    challenge_ = b"c" * 32
    made = device.make(passkeys.asked_to_make(site, owner, "a@example.com", challenge_, ()))
    new = passkeys.read_new(site, made, challenge_)
    assert new is not None
    good = device.show(passkeys.asked_to_show(site, challenge_))
    assert passkeys.read_uses(site, good, challenge_, owner, new.public_key) == 1
    for credential in (made, good):
        part = data.draw(st.sampled_from(sorted(credential["response"])))
        junk = encoded(data.draw(st.binary(max_size=200)))
        bent = json.loads(json.dumps(credential))
        bent["response"][part] = junk
        assert passkeys.challenge_of(bent) in (None, challenge_) or part == "clientDataJSON"
        assert passkeys.read_new(site, bent, challenge_) is None
        assert passkeys.read_uses(site, bent, challenge_, owner, new.public_key) is None

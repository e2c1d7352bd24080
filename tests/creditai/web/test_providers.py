"""Signing in through Supabase: real signed tokens of a stand-in, and all that must not pass for one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from creditai.clients.supabase import Supabase
from creditai.errors import Conflict, NotAllowed, NotFound, NotSignedIn, Unavailable
from creditai.flows.passwords import ask_for_reset, reset_password
from creditai.flows.recognise import recognise
from creditai.flows.sign_in import SignedIn
from creditai.flows.sign_in_by_supabase import link_supabase, sign_in_by_supabase, unlink_supabase
from creditai.people import scopes
from creditai.who import NOBODY, Who
from creditai.wiring import Wiring
from rehearsal.supabase import Provider
from tests.cast import member, signed_in, work_off
from tests.creditai.web.test_mallory import links


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def wired(wiring: Wiring, provider: Provider) -> Wiring:
    return replace(wiring, supabase=Supabase(provider.url))


def test_the_same_identity_is_the_same_person(wired: Wiring, provider: Provider) -> None:
    people = {
        made.person
        for _ in range(2)
        if isinstance(
            made := sign_in_by_supabase(wired, NOBODY, provider.token("s1", email="zoe@example.com")),
            SignedIn,
        )
    }
    assert len(people) == 1


def test_it_is_unlinked_and_signs_in_no_more(wired: Wiring, provider: Provider) -> None:
    alice = member(wired, "alice")
    who = replace(alice.who, session=signed_in(wired, alice).session)
    other = signed_in(wired, alice)
    link_supabase(wired, who, provider.token("s9"))
    assert isinstance(sign_in_by_supabase(wired, NOBODY, provider.token("s9")), SignedIn)
    unlink_supabase(wired, who)
    with pytest.raises(NotSignedIn):
        recognise(wired, "cookie", other.secret)
    with pytest.raises(NotFound):
        unlink_supabase(wired, who)
    with pytest.raises(NotAllowed):  # a stranger to us again, without an address
        sign_in_by_supabase(wired, NOBODY, provider.token("s9"))


def test_the_last_way_in_is_not_unlinked(wired: Wiring, provider: Provider) -> None:
    made = sign_in_by_supabase(wired, NOBODY, provider.token("s8", email="zoe@example.com"))
    assert isinstance(made, SignedIn)
    who = Who(made.person, "consumer", scopes.OF_ROLE["consumer"], session=made.session)
    with pytest.raises(Conflict, match="ask-for-reset"):
        unlink_supabase(wired, who)


def test_an_address_that_is_here_is_not_taken_over(wired: Wiring, provider: Provider) -> None:
    member(wired, "alice")
    with pytest.raises(Conflict):
        sign_in_by_supabase(wired, NOBODY, provider.token("s2", email="alice@example.com"))
    with pytest.raises(NotAllowed):
        sign_in_by_supabase(wired, NOBODY, provider.token("s3", email="new@example.com", confirmed=False))


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}, {"is_anonymous": True},
        {"user_metadata": {"email_verified": "true"}}, {"user_metadata": None}, {"email": ["zoe@example.com"]},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_user_says_of_themselves_confirms_no_address_that_the_token_denies(
    wired: Wiring, provider: Provider, claims: dict[str, Any]
) -> None:
    """`user_metadata` is its user's to write; by default it says here that the address is confirmed."""
    token = provider.token("s7", **{"email": "zoe@example.com", **claims})
    with pytest.raises(NotAllowed, match="not confirmed"):
        sign_in_by_supabase(wired, NOBODY, token)


def test_what_is_not_supabases_word_for_us_is_refused(provider: Provider) -> None:
    client = Supabase(provider.url)
    assert client.verify(provider.token("s1")).subject == "s1"
    symmetric = jwt.encode(
        {"sub": "s1", "iss": f"{provider.url}/auth/v1", "aud": "authenticated", "exp": int(time.time()) + 60},
        "x" * 32, algorithm="HS256", headers={"kid": provider.published()["keys"][0]["kid"]},
    )  # fmt: skip
    told = {
        "sub": "s1",
        "iss": f"{provider.url}/auth/v1",
        "aud": "authenticated",
        "exp": int(time.time()) + 60,
    }
    known = {"kid": provider.published()["keys"][0]["kid"]}
    signed = (
        jwt.encode(told, rsa.generate_private_key(65537, 2048), algorithm="RS256", headers=known),
        jwt.encode(told, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers=known),
    )
    for token in (
        *signed,
        *(jwt.encode(told, "x" * 32, headers={"kid": kid}) for kid in ("../../etc/passwd", "\x00", "")),
        "\ud800.\ud800.\ud800",
        provider.token("s1", wrong_key=True),
        provider.token("s1", aud="anon"),
        provider.token("s1", iss="https://evil.example/auth/v1"),
        provider.token("s1", exp=int(time.time()) - 60),
        symmetric,
        jwt.encode({"sub": "s1"}, "", algorithm="none"),
        "no token",
    ):
        with pytest.raises(NotSignedIn):
            client.verify(token)


def test_who_makes_a_new_password_by_mail_unlinks_what_another_linked(
    wired: Wiring, provider: Provider
) -> None:
    """Mallory had the account for a while, or made it with her address before she did."""
    alice = member(wired, "alice")
    own = replace(alice.who, session=signed_in(wired, alice).session)
    link_supabase(wired, own, provider.token("mallory"))
    ask_for_reset(wired, NOBODY, alice.address)
    work_off(wired)
    reset_password(wired, NOBODY, links(wired)[-1], "nine brass 3 lanterns")
    with pytest.raises(NotAllowed):  # he would be somebody new, without an address
        sign_in_by_supabase(wired, NOBODY, provider.token("mallory"))


def test_rotated_keys_are_fetched_and_an_absent_provider_is_unavailable(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Supabase(provider.url)
    client.verify(provider.token("s1"))
    provider.rotate()
    with pytest.raises(NotSignedIn):  # asked again at most once a minute
        client.verify(provider.token("s1"))
    monkeypatch.setattr("creditai.clients.supabase._AGAIN_SECONDS", 0.0)
    assert client.verify(provider.token("s1")).subject == "s1"
    with pytest.raises(Unavailable):
        Supabase("http://127.0.0.1:9").verify(provider.token("s1"))
    with pytest.raises(NotSignedIn):
        Supabase("").verify(provider.token("s1"))

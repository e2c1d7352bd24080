"""Mallory is under way with what Alice is just taking back: whichever of the two comes first, he has nothing afterwards.

Each is led to the very moment: Alice's act runs in another thread while his stands still, until hers is done or waits for
his to end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from creditai.clients.supabase import Supabase
from creditai.errors import Invalid, NotAllowed, NotSignedIn
from creditai.flows import (
    make_token,
    passwords,
    show_passkey,
    show_second_factor,
    sign_in,
    sign_in_by_supabase,
)
from creditai.flows.erase_person import erase_me
from creditai.flows.passkeys import list_passkeys, remove_passkey
from creditai.people.passwords import Passwords
from creditai.store import audit
from creditai.store.tables.session import session
from creditai.store.tables.token import token
from creditai.who import NOBODY, Who
from creditai.wiring import Wiring
from rehearsal.supabase import Provider
from tests.cast import PASSWORD, Cast, Member, signed_in, work_off
from tests.creditai.web.test_mallory import OTHER, links
from tests.creditai.web.test_passkeys import asked, with_passkey
from tests.creditai.web.test_passkeys import sign_in as signing_in
from tests.meanwhile import Meanwhile, at


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.stop()


def hers(wiring: Wiring, alice: Member) -> Who:
    return replace(alice.who, session=signed_in(wiring, alice).session)


def count(wiring: Wiring, alice: Member, table: Any) -> int:
    with wiring.database.scope(alice.id) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def changes(wiring: Wiring, alice: Member) -> Callable[[], object]:
    own = hers(wiring, alice)
    return lambda: passwords.change_password(wiring, own, OTHER)


@pytest.mark.parametrize("after", [True, False], ids=["as the old one is looked at", "as the session begins"])
def test_a_password_that_is_changed_opens_no_session_any_more(
    wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    meanwhile = Meanwhile(wiring, changes(wiring, cast.alice))
    owner, name = (Passwords, "fits") if after else (sign_in, "open_session")
    at(monkeypatch, owner, name, meanwhile, after=after)
    with suppress(NotSignedIn):
        sign_in.sign_in(wiring, NOBODY, cast.alice.address, PASSWORD)
    meanwhile.end()
    assert count(wiring, cast.alice, session) == 1, "hers alone"


def test_who_signs_in_while_the_password_stays_signs_in(
    wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is hashed anew with stronger settings meanwhile: another hash, the same password."""

    def hashed_anew() -> None:
        hashed = wiring.passwords.hash(PASSWORD)
        with wiring.database.purpose("sign-in") as connection:
            sign_in.keep_password(wiring, connection, cast.alice.id, hashed)

    meanwhile = Meanwhile(wiring, hashed_anew)
    at(monkeypatch, Passwords, "fits", meanwhile, after=True)
    assert isinstance(sign_in.sign_in(wiring, NOBODY, cast.alice.address, PASSWORD), sign_in.SignedIn)
    meanwhile.end()


@pytest.mark.parametrize("after", [True, False], ids=["as the old one is looked at", "as the session begins"])
def test_whoever_is_erased_is_signed_in_nowhere_though_the_rows_go_later(
    wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    own = hers(wiring, cast.alice)
    meanwhile = Meanwhile(wiring, lambda: erase_me(wiring, own))
    owner, name = (Passwords, "fits") if after else (sign_in, "open_session")
    at(monkeypatch, owner, name, meanwhile, after=after)
    with suppress(NotSignedIn):
        sign_in.sign_in(wiring, NOBODY, cast.alice.address, PASSWORD)
    meanwhile.end()
    assert count(wiring, cast.alice, session) == 0


@pytest.mark.parametrize("moment", ["slow_down", "open_session"])
def test_a_password_that_is_changed_ends_a_ticket_that_is_being_used(
    web: TestClient, wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    _, added = with_passkey(web, cast.alice)
    ticket = signing_in(web, cast.alice)["ticket"]
    with wiring.database.scope(cast.alice.id) as connection:
        connection.execute(session.delete())
    meanwhile = Meanwhile(wiring, changes(wiring, cast.alice))
    at(monkeypatch, show_second_factor, moment, meanwhile)
    with suppress(NotSignedIn):
        show_second_factor.show_second_factor(wiring, NOBODY, ticket, added["codes"][0])
    meanwhile.end()
    assert count(wiring, cast.alice, session) == 1, "hers alone"


@pytest.mark.parametrize("moment", ["_counted", "open_session"])
def test_a_passkey_that_is_removed_opens_no_session_any_more(
    web: TestClient, wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    device, _ = with_passkey(web, cast.alice)
    own = hers(wiring, cast.alice)
    [one] = list_passkeys(wiring, own)
    web.cookies.clear()
    shown = device.show(asked(web))
    meanwhile = Meanwhile(wiring, lambda: remove_passkey(wiring, own, one.id))
    at(monkeypatch, show_passkey, moment, meanwhile)
    with suppress(NotSignedIn):
        show_passkey.show_passkey(wiring, NOBODY, shown)
    meanwhile.end()
    assert count(wiring, cast.alice, session) == 1, "hers alone"


@pytest.mark.parametrize("moment", ["has_factor", "open_session"])
def test_an_identity_that_is_unlinked_opens_no_session_any_more(
    wiring: Wiring, cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    linked = replace(wiring, supabase=Supabase(provider.url))
    own = hers(wiring, cast.alice)
    sign_in_by_supabase.link_supabase(linked, own, provider.token("s1"))
    meanwhile = Meanwhile(wiring, lambda: sign_in_by_supabase.unlink_supabase(linked, own))
    at(monkeypatch, sign_in_by_supabase, moment, meanwhile)
    with suppress(NotSignedIn):
        sign_in_by_supabase.sign_in_by_supabase(linked, NOBODY, provider.token("s1"))
    meanwhile.end()
    assert count(wiring, cast.alice, session) == 1, "hers alone"


def reset(web: TestClient, wiring: Wiring, alice: Member) -> Callable[[], object]:
    web.post("/api/v1/ask-for-reset", json={"address": alice.address})
    work_off(wiring)
    link = links(wiring)[-1]
    return lambda: passwords.reset_password(wiring, NOBODY, link, OTHER)


def test_a_stolen_session_leaves_no_token_behind_a_reset(
    web: TestClient, wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stolen = hers(wiring, cast.alice)
    meanwhile = Meanwhile(wiring, reset(web, wiring, cast.alice))
    at(monkeypatch, audit, "record", meanwhile)  # it is written, and not yet committed
    make_token.make_token(wiring, stolen, "left behind", frozenset({"papers:read"}), 366)
    meanwhile.end()
    assert count(wiring, cast.alice, token) == 0
    with pytest.raises(NotSignedIn):  # it was recognised before the reset, and asks for one after it
        make_token.make_token(wiring, stolen, "left behind", frozenset({"papers:read"}), 366)
    assert count(wiring, cast.alice, token) == 0


def test_a_stolen_session_does_not_undo_a_reset_unnoticed(
    web: TestClient, wiring: Wiring, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had shown the password lately, and changes it at the moment at which Alice makes a new one by a link. He is first:
    her link is worth nothing any more, and she is told so; with the next one he is out."""
    stolen, told = hers(wiring, cast.alice), list[str]()
    made_anew = reset(web, wiring, cast.alice)

    def tries() -> None:
        try:
            made_anew()
        except Invalid as error:
            told.append(error.message)

    meanwhile = Meanwhile(wiring, tries)
    at(monkeypatch, passwords, "keep_password", meanwhile)  # he has been found proven
    passwords.change_password(wiring, stolen, "a password of 4 mallories")
    meanwhile.end()
    assert [each.partition(",")[0] for each in told] == ["This link was used"]
    reset(web, wiring, cast.alice)()
    assert isinstance(sign_in.sign_in(wiring, NOBODY, cast.alice.address, OTHER), sign_in.SignedIn)
    with pytest.raises(NotAllowed):
        passwords.change_password(wiring, stolen, "a password of 4 mallories")

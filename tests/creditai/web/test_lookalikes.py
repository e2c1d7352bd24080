"""Tricks with the spelling of an e-mail address: none reaches another's account, mailbox, or the lines of a mail."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from creditai.errors import Invalid
from creditai.people.addresses import address_digest, read_address
from creditai.settings import Secret
from creditai.wiring import Wiring
from tests.cast import PASSWORD, Cast, mails, work_off

API = "/api/v1"
PEPPER = Secret("cGVwcGVy")
MIKE = "mike@example.org"
ALIKE = (
    "m\u0131ke@example.org",  # without its dot
    "\u217fike@example.org",  # a Roman numeral, which NFKC makes an m
    "mi\u2113e@example.org",
    "\uff4d\uff49\uff4b\uff45@example.org",
    "m\u0456ke@example.org",  # Cyrillic
    "mike@exampl\u0435.org",
    "mike@xn--exampl-2of.org",
    "mike@ex\u0251mple.org",
    "mi\u0307ke@example.org",
    "m\u0130ke@example.org",
    "mike+1@example.org",
    "m.ike@example.org",
    "mike@example.org.org",
    "mi\u017fke@example.org",
)
NONE = (
    "mike@example.org\r\nBcc: mallory@example.com",
    "mike\n@example.org",
    "mike@example.org\x00",
    "mike@example.org,mallory@example.com",
    "mike@example.org;mallory@example.com",
    "mike@example.org mallory@example.com",
    "Mike <mike@example.org>",
    "<mike@example.org>",
    "mike@example.org>\r\nRCPT TO:<mallory@example.com",
    "mi\u200bke@example.org",
    "mi\u00adke@example.org",
    "mi\u202eke@example.org",
    "\ufeffmike@example.org",
    "mike@exam\u00adple.org",
    "mike@[127.0.0.1]",
    "mike@127.0.0.1",
    "mike@localhost",
    "mike@@example.org",
    "mike@mallory.example@example.org",
    '"mike@example.org"@mallory.example',
    "mike%mallory.example@",
    "a" * 300 + "@example.org",
    "mike@" + "a." * 200 + "org",
)
SAME = ("MIKE@EXAMPLE.ORG", " mike@example.org ", "mi\u212ae@example.org", "mike@\uff45xample.org", "mike@example\u3002org")  # fmt: skip


@pytest.mark.parametrize("address", ALIKE)
def test_what_looks_alike_is_another(address: str) -> None:
    assert address_digest(PEPPER, read_address(address)) != address_digest(PEPPER, MIKE)


@pytest.mark.parametrize("address", SAME)
def test_what_is_the_same_mailbox_is_the_same_address(address: str) -> None:
    """And is written to in the one spelling, whatever was typed."""
    known = read_address(address)
    assert address_digest(PEPPER, known) == address_digest(PEPPER, MIKE)
    assert known.lower() == MIKE


@pytest.mark.parametrize("address", NONE)
def test_what_is_more_than_an_address_is_none(address: str) -> None:
    with pytest.raises(Invalid):
        read_address(address)


def test_a_reset_goes_to_the_mailbox_that_was_confirmed_and_to_no_lookalike(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Once elsewhere, the account was found by a folded spelling and the link mailed to what was typed."""
    name, _, domain = cast.alice.address.partition("@")
    alike = [f"{name.replace('i', chr(0x131))}@{domain}", f"{name}@{domain.replace('e', chr(0x435))}",
             f"{name.upper().replace('I', chr(0x130))}@{domain}", f"{name}+x@{domain}"]  # fmt: skip
    for address in alike:
        assert web.post(f"{API}/ask-for-reset", json={"address": address}).status_code == 202
    work_off(wiring)
    assert mails(wiring) == []
    assert web.post(f"{API}/ask-for-reset", json={"address": cast.alice.address.upper()}).status_code == 202
    work_off(wiring)
    assert [mail["To"] for mail in mails(wiring)] == [cast.alice.address]


def test_a_lookalike_signs_up_as_somebody_else_and_takes_nothing_over(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    alike = cast.alice.address.replace("i", chr(0x131), 1)
    assert alike != cast.alice.address
    sent = {"address": alike, "password": "nine brass 3 lanterns"}
    assert web.post(f"{API}/sign-up", json=sent).status_code == 202
    work_off(wiring)
    assert [mail["To"].addresses[0].addr_spec for mail in mails(wiring)] == [alike]
    for address in (alike, cast.alice.address):
        assert web.post(f"{API}/sign-in", json={**sent, "address": address}).status_code == 401
    known = {"address": cast.alice.address, "password": PASSWORD}
    assert web.post(f"{API}/sign-in", json=known).status_code == 200

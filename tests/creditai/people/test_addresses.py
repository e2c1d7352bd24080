"""One address, one digest; what cannot be written to is refused."""

from __future__ import annotations

import pytest

from creditai.errors import Invalid
from creditai.people.addresses import address_digest, read_address
from creditai.settings import Secret

PEPPER, OTHER = Secret("AAAA"), Secret("BBBB")


def test_case_does_not_make_another_person() -> None:
    assert address_digest(PEPPER, "Alice@Example.com") == address_digest(PEPPER, "alice@example.com")
    assert address_digest(PEPPER, "alice@example.com") != address_digest(PEPPER, "bob@example.com")
    assert address_digest(PEPPER, "alice@example.com") != address_digest(OTHER, "alice@example.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ALICE@example.com", "\uff21lice@example.com"),
        ("gross@example.com", "gro\u00df@example.com"),
        ("admin@example.com", "adm\u0131n@example.com"),
        ("file@example.com", "\ufb01le@example.com"),
        ("office@example.com", "\u1d52ffice@example.com"),
        ("alice@example.com", "\u0430lice@example.com"),
    ],
)
def test_two_mailboxes_are_never_one_person(one: str, other: str) -> None:
    """Else the owner of one is mailed, or kept out, in the name of the other."""
    assert address_digest(PEPPER, read_address(one)) != address_digest(PEPPER, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alice",
        "alice@",
        "@example.com",
        "a b@example.com",
        "alice@example.com\r\nBcc: m@example.com",
        "x" * 300 + "@example.com",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_address(text)
    assert not text or text not in caught.value.message


def test_spaces_around_are_nobodys_fault() -> None:
    assert read_address("  alice@example.com ") == "alice@example.com"

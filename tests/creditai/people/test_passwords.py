"""What is taken as a password, and that what is kept gives nothing away."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.errors import Invalid
from creditai.people.guesses import is_common, is_leaked
from creditai.people.passwords import LONGEST, SHORTEST, Passwords, read_password

PASSWORDS = Passwords(64)


@pytest.mark.parametrize(
    "common",
    ["password1234", "P@ssw0rd2024!", "123456789012", "qwertyuiop12", "aaaaaaaaaaaa", "iloveyou2024", "Welcome12345!",
     "letmeinletmein", "abcabcabcabc", "Summer2026!!", "creditai2026", "adminadminadmin", "zyxwvutsrqpo"],
)  # fmt: skip
def test_what_is_tried_first_is_refused(common: str) -> None:
    assert is_common(common)
    with pytest.raises(Invalid):
        read_password(common)


@pytest.mark.parametrize(
    "leaked", ["cookiemonster", "PeanutButter", "1qazxsw23edcvfr4", "ghjcnjgfhjkm", "leavemealone"]
)
def test_what_many_people_had_in_leaks_is_refused(leaked: str) -> None:
    """None of these comes down to what people try first; the last but one is a Russian phrase on other keys."""
    assert not is_common(leaked)
    assert is_leaked(leaked)
    with pytest.raises(Invalid):
        read_password(leaked)


def test_the_list_of_leaks_is_whole_and_holds_none_in_the_clear() -> None:
    text = files("creditai.people").joinpath("leaked-passwords.txt").read_text("ascii")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines)) >= 400
    assert all(re.fullmatch("[0-9a-f]{16}", line) for line in lines)


@pytest.mark.parametrize(
    "own",
    [
        "a kettle of 12 geese",
        "seven quiet 4 otters",
        "vBn3!kQ0zT7#",
        "correct horse battery staple",
        "über-große Füße",
    ],
)
def test_what_nobody_tries_first_is_taken(own: str) -> None:
    assert read_password(own) == own


@pytest.mark.parametrize("length", [0, SHORTEST - 1, LONGEST + 1, 5_000])
def test_length_counts_and_the_password_is_not_repeated(length: int) -> None:
    password = ("kx7#" * length)[:length]
    with pytest.raises(Invalid) as caught:
        read_password(password)
    assert not password or password not in caught.value.message


def test_a_password_is_not_the_own_name() -> None:
    with pytest.raises(Invalid):
        read_password("dana.q.sample!7", address="dana.q.sample@example.com")


def test_one_spelling_of_one_password() -> None:
    kept = PASSWORDS.hash(read_password("caf\u00e9 and crumbs"))
    assert PASSWORDS.fits(kept, "cafe\u0301 and crumbs")


@given(st.text(max_size=40))
def test_only_the_password_fits(other: str) -> None:
    kept = PASSWORDS.hash("a kettle of 12 geese")
    assert PASSWORDS.fits(kept, other) is (other == "a kettle of 12 geese")
    assert not PASSWORDS.fits(None, other)


def test_it_is_argon2id_salted_and_notices_weaker_settings() -> None:
    first, second = PASSWORDS.hash("a kettle of 12 geese"), PASSWORDS.hash("a kettle of 12 geese")
    assert first != second
    assert first.startswith("$argon2id$")
    assert Passwords(128).stale(first)
    assert not PASSWORDS.stale(first)

"""Secrets that are handed out once: their mark, their shape, and what is kept of them."""

from __future__ import annotations

import hashlib

import pytest

from creditai.people import tokens


def test_a_bearer_token_begins_with_the_mark_by_which_a_leaked_one_is_known() -> None:
    made = tokens.new_bearer()
    assert made.startswith("creditai_")
    assert tokens.shaped(made)
    assert tokens.shaped(made.removeprefix("creditai_"))
    assert tokens.new_bearer() != made


@pytest.mark.parametrize(
    "secret", ["", "creditai_", "a" * 42, "a" * 44, "a" * 42 + "!", "Creditai_" + "a" * 43]
)
def test_what_is_none_of_ours_is_known_by_its_shape(secret: str) -> None:
    assert not tokens.shaped(secret)


def test_a_digest_is_kept_and_never_the_secret() -> None:
    secret = tokens.new_secret()
    assert tokens.secret_digest(secret) == hashlib.sha256(secret.encode()).digest()
    assert tokens.bytes_digest(secret.encode()) == tokens.secret_digest(secret)

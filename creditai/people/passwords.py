"""Passwords: what is taken, and how it is kept (argon2id).

Length is what counts; no rule asks for kinds of characters, and nothing expires (NIST SP 800-63B). One that
everybody tries first is refused. Hashing takes memory, so only a few run at a time; a sign-in for an address that is not
here takes the same work.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from creditai.errors import Invalid, Unavailable
from creditai.people.guesses import is_common, is_leaked

SHORTEST, LONGEST = 12, 128
_AT_ONCE = 4
_WAIT_SECONDS = 10.0
_TIMES = 2


def read_password(text: str, *, address: str = "", where: str = "/body/password") -> str:
    """The password in one spelling; Invalid, never repeating it, when it would not protect."""
    password = unicodedata.normalize("NFKC", text)
    if len(password) < SHORTEST:
        raise Invalid(
            f"The password is shorter than {SHORTEST} characters; a few words in a row will do.", where
        )
    if len(text) > LONGEST or len(password) > LONGEST:
        raise Invalid(f"The password is longer than {LONGEST} characters; shorten it.", where)
    name = address.partition("@")[0].casefold()
    if is_common(password) or is_leaked(password) or (len(name) > 3 and name in password.casefold()):
        raise Invalid("This password is among those that are tried first; choose another.", where)
    return password


class Passwords:
    """Hashes and verifies. `memory`: KiB that one hash takes; more is safer and slower."""

    def __init__(self, memory: int) -> None:
        self._hasher = PasswordHasher(time_cost=_TIMES, memory_cost=memory, parallelism=1)
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        with self._turn():
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the one that was kept. None (no such person, or no password) is never, in the same time."""
        tried = unicodedata.normalize("NFKC", password[: 4 * LONGEST])
        with self._turn():
            try:
                return self._hasher.verify(kept or self._nobody, tried) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def stale(self, kept: str) -> bool:
        """Whether it was hashed by weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=_WAIT_SECONDS):
            raise Unavailable("Too many people sign in at this moment; try again shortly.")
        try:
            yield
        finally:
            self._turns.release()

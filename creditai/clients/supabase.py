"""Supabase Auth as identity provider: its tokens verified by the keys that it publishes (JWKS), rotated by itself.

Only asymmetric signatures are taken, so that nobody who knows a public key can sign, and each by the algorithm of its key,
whatever the token says; issuer and audience must be those of the settings' project. An unknown key id asks for the keys again, at most once a minute.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import jwt
from jwt import PyJWK, PyJWKSet

from creditai.errors import NotSignedIn, Unavailable, WrongUsage
from creditai.settings import in_the_clear

SECONDS, WHOLE_SECONDS = 5.0, 10.0
"""Until a byte comes; until all have come."""
_MOST_BYTES = 1024 * 1024
_ALGORITHMS = ["ES256", "RS256", "EdDSA"]
_AGAIN_SECONDS = 60.0
_KEPT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Identity:
    """Who Supabase says it is. `address` only where Supabase has confirmed it."""

    issuer: str
    subject: str
    address: str | None


class Supabase:
    """`url`: https://PROJECT.supabase.co; empty: not in use."""

    def __init__(self, url: str) -> None:
        if in_the_clear(url):
            raise WrongUsage(
                "CREDITAI_SUPABASE is plain http and not on this machine: who is between could sign in as anybody. "
                "Give an https address."
            )
        self._issuer = f"{url.rstrip('/')}/auth/v1" if url else ""
        self._keys: dict[str, PyJWK] = {}
        self._asked_at, self._lock = float("-inf"), threading.Lock()

    @property
    def configured(self) -> bool:
        return bool(self._issuer)

    def verify(self, token: str) -> Identity:
        """NotSignedIn when it is not Supabase's token for us, or over; Unavailable when the keys cannot be had."""
        if not self._issuer:
            raise NotSignedIn("Signing in through Supabase is not set up here; sign in with a password.")
        try:
            key = self._key(str(jwt.get_unverified_header(token).get("kid", "")))
            told = jwt.decode(
                token, key, algorithms=_ALGORITHMS, audience="authenticated", issuer=self._issuer, leeway=10,
                options={"require": ["exp", "sub", "iss", "aud"]},
            )  # fmt: skip
        except (jwt.PyJWTError, UnicodeEncodeError):
            raise NotSignedIn(
                "This token is not from Supabase, or it is over; sign in there again."
            ) from None
        return Identity(self._issuer, str(told["sub"]), _confirmed(told))

    def _key(self, kid: str) -> PyJWK:
        with self._lock:
            since = time.monotonic() - self._asked_at
            if since > _KEPT_SECONDS or (kid not in self._keys and since > _AGAIN_SECONDS):
                self._keys, self._asked_at = self._fetched(), time.monotonic()
            if kid not in self._keys:
                raise jwt.InvalidTokenError("unknown key")
            return self._keys[kid]

    def _fetched(self) -> dict[str, PyJWK]:
        try:
            found = PyJWKSet.from_dict(json.loads(_published(f"{self._issuer}/.well-known/jwks.json")))
        except (
            httpx2.HTTPError,
            ValueError,
            TypeError,
            AttributeError,
            RecursionError,
            jwt.PyJWTError,
        ) as error:
            raise Unavailable(
                "Supabase does not answer; sign in with a password, or try again later."
            ) from error
        return {key.key_id: key for key in found.keys if key.key_id}


def _confirmed(told: Mapping[str, Any]) -> str | None:
    """The address, where Supabase has confirmed it. It leaves this word to its user, so its own `Confirm email` must be on:
    then nobody gets a token for an address that they did not confirm. Where the token itself says no, what its user says
    of themselves counts for nothing."""
    metadata, address = told.get("user_metadata"), told.get("email")
    known = isinstance(metadata, dict) and metadata.get("email_verified") is True
    denied = told.get("email_verified", True) is not True or told.get("is_anonymous", False) is not False
    return address if known and not denied and isinstance(address, str) else None


def _published(address: str) -> bytes:
    """What lies there. It is led nowhere else, waits for no drops, and holds no more than keys take."""
    content, until = b"", time.monotonic() + WHOLE_SECONDS
    with httpx2.stream("GET", address, timeout=SECONDS, follow_redirects=False) as answer:
        answer.raise_for_status()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > _MOST_BYTES or time.monotonic() > until:
                raise ValueError("these are no keys")
    return content

"""Secrets that are handed out once: sessions, bearer tokens, links in mails. Kept are their digests alone.

256 random bits each, so a plain digest keeps them; a password needs argon2, these do not. What a program may hold
begins with a mark by which a leaked one is recognised where it does not belong.
"""

from __future__ import annotations

import hashlib
import re
import secrets

BEARER = "creditai_"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def new_bearer() -> str:
    return BEARER + new_secret()


def new_challenge() -> bytes:
    """What a passkey has to sign."""
    return secrets.token_bytes(32)


def secret_digest(secret: str) -> bytes:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).digest()


def bytes_digest(secret: bytes) -> bytes:
    """The same of what is no text."""
    return hashlib.sha256(secret).digest()


def shaped(secret: str) -> bool:
    """Whether it could be one of ours; the database need not be asked for others."""
    return _SHAPE.fullmatch(secret.removeprefix(BEARER)) is not None

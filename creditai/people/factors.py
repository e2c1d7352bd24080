"""What is shown beside the password: codes of an authenticator (RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from datetime import datetime

import pyotp

CODES = 10
_STEP = 30
_LATE = 1
"""Steps by which a clock may be off."""


def new_authenticator() -> str:
    """A new secret, as authenticators take it."""
    return pyotp.random_base32()


def authenticator_uri(secret: str, address: str) -> str:
    """What an authenticator reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=address, issuer_name="CreditAI")


def is_used(secret: str, code: str, now: datetime, after: int | None) -> bool:
    """Whether it would be a code of now, had it not been used."""
    return step_of(secret, code, now, after) is None and step_of(secret, code, now, None) is not None


def step_of(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """The step whose code it is, None when it is none; never one up to `after`, which was used."""
    code = code.replace(" ", "")
    current = int(now.timestamp()) // _STEP
    for step in range(current - _LATE, current + _LATE + 1):
        fits = hmac.compare_digest(pyotp.TOTP(secret).at(step * _STEP).encode(), code.encode())
        if fits and (after is None or step > after):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """120 random bits each, in groups that can be copied by hand."""
    return tuple(_grouped(base64.b32encode(secrets.token_bytes(15)).decode().lower()) for _ in range(CODES))


def is_recovery_code(text: str) -> bool:
    return re.fullmatch(r"[a-z2-7]{24}", plain_code(text)) is not None


def plain_code(text: str) -> str:
    """A recovery code without the groups and the capitals that people add."""
    return re.sub(r"[\s-]", "", text).casefold()


def _grouped(text: str) -> str:
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))

"""Sealing: AES-256-GCM with the place a value belongs to, so that a sealed value moved elsewhere does not open.

1 byte version (1) | 12 bytes nonce, random | ciphertext and tag
"""

from __future__ import annotations

import os
from typing import NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from creditai.errors import Broken

DataKey = NewType("DataKey", bytes)
"""32 bytes."""

_VERSION = b"\x01"
_NONCE = 12


class NotSealedSo(Broken):
    """The bytes were not sealed with this key in this place: damaged, moved, or of another person."""


def new_key() -> DataKey:
    return DataKey(AESGCM.generate_key(256))


def seal(key: DataKey, plain: bytes, context: str) -> bytes:
    """`context`: the value's place, `table.column:id`."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


class Opener:
    """Opens many values of one key, whose schedule is worked out once. Lives as long as one answer."""

    def __init__(self, key: DataKey) -> None:
        self._cipher = AESGCM(key)

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """The plain bytes; NotSealedSo when key or place is another or a bit has changed."""
        if sealed[:1] != _VERSION:
            raise NotSealedSo(f"{context.partition(':')[0]} was sealed by another version of CreditAI.")
        try:
            return self._cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], context.encode())
        except InvalidTag:
            raise NotSealedSo(
                f"A value of {context.partition(':')[0]} does not open with its person's key."
            ) from None


def unseal(key: DataKey, sealed: bytes, context: str) -> bytes:
    return Opener(key).unseal(sealed, context)


def seal_text(key: DataKey, plain: str, context: str) -> bytes:
    return seal(key, plain.encode(), context)


def unseal_text(key: DataKey, sealed: bytes, context: str) -> str:
    return unseal(key, sealed, context).decode()

"""Sealing of what is too long to hold: a file goes through in blocks, each sealed, none movable.

1 byte version (2) | 16 bytes salt | blocks of 64 KiB, each with its tag; the last one, maybe empty, is marked

The key of a file is derived from the person's data key, the salt and the place (HKDF); a block's nonce is its number
and whether it is the last, so that blocks swapped, left out, repeated or cut off do not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from creditai.store.encryption import DataKey, NotSealedSo

BLOCK = 64 * 1024
_VERSION = b"\x02"
_SALT = 16
_TAG = 16


class Sealer:
    """Plain bytes in pieces of any length -> sealed bytes. `context`: the file's place, `paper:ID`."""

    def __init__(self, key: DataKey, context: str) -> None:
        self._salt = os.urandom(_SALT)
        self._cipher = _cipher(key, self._salt, context)
        self._rest = bytearray()
        self._number = 0

    def head(self) -> bytes:
        """What stands before the first block."""
        return _VERSION + self._salt

    def feed(self, plain: bytes) -> bytes:
        """The blocks that became full."""
        self._rest += plain
        made = bytearray()
        while len(self._rest) > BLOCK:  # a full block may be the last: it waits until more comes
            made += self._block(bytes(self._rest[:BLOCK]), last=False)
            del self._rest[:BLOCK]
        return bytes(made)

    def end(self) -> bytes:
        """The last block."""
        return self._block(bytes(self._rest), last=True)

    def _block(self, plain: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._number, last), plain, None)
        self._number += 1
        return sealed


def sealed_stream(key: DataKey, plain: bytes, context: str) -> bytes:
    """All of it at once, for what is short."""
    sealer = Sealer(key, context)
    return sealer.head() + sealer.feed(plain) + sealer.end()


def unsealed_stream(key: DataKey, sealed: Iterable[bytes], context: str) -> Iterator[bytes]:
    """The plain bytes, block by block; NotSealedSo when a bit, the order or the end is not as it was sealed."""
    place = context.partition(":")[0]
    buffer, cipher, number = bytearray(), None, 0
    for chunk in sealed:
        buffer += chunk
        if cipher is None:
            if len(buffer) < 1 + _SALT:
                continue
            if buffer[:1] != _VERSION:
                raise NotSealedSo(f"A file of {place} was sealed by another version of CreditAI.")
            cipher = _cipher(key, bytes(buffer[1 : 1 + _SALT]), context)
            del buffer[: 1 + _SALT]
        while len(buffer) > BLOCK + _TAG:
            yield _opened(cipher, bytes(buffer[: BLOCK + _TAG]), number, False, place)
            del buffer[: BLOCK + _TAG]
            number += 1
    if cipher is None:
        raise NotSealedSo(f"A file of {place} breaks off.")
    yield _opened(cipher, bytes(buffer), number, True, place)


def _cipher(key: DataKey, salt: bytes, context: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, context.encode()).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _opened(cipher: AESGCM, sealed: bytes, number: int, last: bool, place: str) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last), sealed, None)
    except (InvalidTag, ValueError):
        raise NotSealedSo(f"A file of {place} is damaged or not whole.") from None

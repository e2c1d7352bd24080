"""A scope that is open, with the key of its person: what every function of this room is given."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from creditai.store.encryption import DataKey


@dataclass(frozen=True, slots=True)
class At:
    """`connection`: a transaction in the scope of `person`. `now`: the moment, for what is written."""

    connection: Connection
    key: DataKey
    person: UUID
    now: datetime

    def digest(self, sha256: bytes) -> bytes:
        """A file's digest as it is kept: keyed, so that who reads the table cannot test for a known file."""
        return digest_of(self.key, sha256)


def digest_of(key: DataKey, sha256: bytes) -> bytes:
    return hmac.new(key, b"paper.digest" + sha256, hashlib.sha256).digest()

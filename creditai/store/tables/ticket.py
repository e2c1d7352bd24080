"""Sign-ins that are half done: what was shown so far, for some minutes; digests, never the tickets."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, LargeBinary, SmallInteger, String, Table

from creditai.store.tables import METADATA, owned, person_, unowned

ticket = Table(
    "ticket",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    person_(),
    Column("purpose", String(16), nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    info=owned(open_to=("sign-in", "system")),
)
"""`purpose`: second-factor (the password was right), passkey (one is being added). `tries` that are left."""

challenge = Table(
    "challenge",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    info=unowned(open_to=("sign-in", "system")),
)
"""What a passkey has to sign, before anybody is known; good once."""

"""Bearer tokens of programs: the token's digest, never the token."""

from __future__ import annotations

from sqlalchemy import ARRAY, Column, DateTime, LargeBinary, String, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

token = Table(
    "token",
    METADATA,
    id_(),
    person_(),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("name", LargeBinary, nullable=False),
    Column("scopes", ARRAY(String(32)), nullable=False),
    made_at_(),
    Column("seen_at", DateTime(timezone=True)),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    info=owned(open_to=("sign-in", "system")),
)
"""`name`: what the person calls it, sealed."""

"""Who is signed in: the cookie's digest, never the cookie."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, LargeBinary, SmallInteger, String, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

session = Table(
    "session",
    METADATA,
    id_(),
    person_(),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("method", String(16), nullable=False),
    Column("factors", SmallInteger, nullable=False),
    Column("agent", LargeBinary),
    made_at_(),
    Column("proved_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    info=owned(open_to=("sign-in", "system")),
)
"""`method`: password, passkey, supabase. `factors`: how many were shown. `proved_at`: when last; what is grave asks for
a recent proof. `agent`: the browser's name for the person's own list, sealed."""
